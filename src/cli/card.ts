import { transcriptsOf, type TaskTranscript } from '../engine/transcript';
import type { CardRef, EventOf } from '../model/events';
import { taskKeyOf } from '../model/ids';
import type { CommandOf } from './command';
import type { LookedAt } from './dump';

type CardCommand = CommandOf<'card'>;

/** Which task a card command is about; `run` null: the newest of the flow, `task` null: the newest of the step. */
export interface CardPath {
  readonly run: string | null;
  readonly step: string;
  readonly task: string | null;
}

/** What a card command says of a path that is none of these, under the headline `Invalid command`. */
export const BAD_CARD_PATH =
  "The PATHSPEC argument should be of the form 'stepname' Or '<runid>/<stepname>' Or '<runid>/<stepname>/<taskid>'";

export const TASK_NOT_FOUND = 'Cannot resolve task for pathspec';
export const CARD_NOT_FOUND = 'Card not found in datastore';

/** `STEP`, `RUN/STEP` or `RUN/STEP/TASK`; null for anything else. */
export function cardPathOf(text: string): CardPath | null {
  const [first = '', second, third, ...more] = text.split('/');
  if (more.length > 0) return null;
  if (second === undefined) return { run: null, step: first, task: null };
  return { run: first, step: second, task: third ?? null };
}

/** Why there is no such task, under the headline {@link TASK_NOT_FOUND}. `run`: `FLOW/RUN`. Source: exception.py. */
export function taskNotFound(text: string, { run, task }: CardPath, found: string | null): string {
  if (task !== null) return `Task pathspec ${text} not found.`;
  if (run !== null) return `Step pathspec ${text} not found.`;
  return found === null ? `Step ${text} not found` : `Step ${text} not found for Run('${found}').`;
}

/** The tasks of a run as Metaflow's client goes through them: the newest first. */
export const newestTasks = ({ setup, events }: LookedAt): readonly TaskTranscript[] =>
  transcriptsOf(setup, events).toSorted((a, b) => Number(b.id) - Number(a.id));

/** The task that a path names: of a step the newest, as `Step(…).task` is. */
export const taskAt = (run: LookedAt, { step, task }: CardPath): TaskTranscript | null =>
  newestTasks(run).find(({ id, place }) => place.step === step && (task === null || task === id)) ?? null;

/** The task of the origin run that a clone stands for; null for a task that was executed. */
export function originTaskOf({ events }: LookedAt, { place }: TaskTranscript): string | null {
  const key = taskKeyOf(place);
  const clone = events.find(
    (event): event is EventOf<'task-cloned'> =>
      event.type === 'task-cloned' && taskKeyOf({ ...event, step: event.step ?? '' }) === key,
  );
  return clone?.originTaskId ?? null;
}

/** A task's cards that fit the options. `--id` does not count beside `--hash`. Source: card_datastore.py. */
export const fittingCards = (cards: readonly CardRef[], { type, hash, id }: CardCommand): readonly CardRef[] =>
  cards
    .filter((card) => type === null || card.type === type)
    .filter((card) => (hash === null ? id === null || card.id === id : card.hash.startsWith(hash)));

/** Why nothing fits, under the headline {@link CARD_NOT_FOUND}. Source: exception.py. */
export function cardNotFound(pathspec: string, { type, hash, id }: CardCommand): string {
  if (hash !== null) {
    const advice = 'When using `--hash` always ensure you have full hash or first five characters of the hash.';
    return `Card with hash '${hash}' not found for pathspec ${pathspec}. ${advice}`;
  }
  if (type !== null) return `Card with type '${type}' not found for pathspec ${pathspec}`;
  return id === null
    ? `Card not found for pathspec ${pathspec}`
    : `Card with id '${id}' not found for pathspec ${pathspec}`;
}

/** Cards of one task; `pathspec` is that of the task that made them. */
export interface CardsOfTask {
  readonly pathspec: string;
  readonly step: string;
  readonly cards: readonly CardRef[];
}

/** What `get` and `view` print where several cards fit, and `list` of one task. Source: card_cli.py. */
export function foundLines(found: CardsOfTask, action: CardCommand['action'], fileName: string): readonly string[] {
  const [first] = found.cards;
  const task = found.pathspec.split('/').slice(1).join('/');
  const example = `>>> python ${fileName} card ${action} ${task} --hash ${first?.hash.slice(0, SHORT_HASH) ?? ''}`;
  return [
    `Found ${String(found.cards.length)} card matching for your query...`,
    ...cardBlocks(found),
    ...(action === 'list' ? [] : ['', '\tExample access from CLI via: ', `\t ${example}`, '']),
  ];
}

const SHORT_HASH = 5;

/** What `list` prints of a whole run, in the order of `tasks`; those of one step stand together. */
export function listedLines(run: string, tasks: readonly CardsOfTask[]): readonly string[] {
  const steps = [...new Set(tasks.map(({ step }) => step))];
  const linesOf = (task: CardsOfTask) => [`\tTask: ${task.pathspec.split('/').at(-1) ?? ''}`, ...cardBlocks(task)];
  return [
    `Listing cards for run ${run}`,
    ...steps.flatMap((step) => [`Step : ${step}`, ...tasks.filter((task) => task.step === step).flatMap(linesOf)]),
  ];
}

/** One task's cards as `--as-json` gives them. */
export const cardsAsJson = ({ pathspec, cards }: CardsOfTask) => ({
  pathspec,
  cards: cards.map((card) => ({ id: card.id, hash: card.hash, type: card.type, filename: fileNameOf(card) })),
});

/** Lines as Python's `json.dumps(value, indent=4)` gives them. */
export const jsonLines = (value: object): readonly string[] => JSON.stringify(value, null, 4).split('\n');

const INDENT = '        ';

function cardBlocks({ pathspec, cards }: CardsOfTask): readonly string[] {
  const [flow = '', run = '', step = '', task = ''] = pathspec.split('/');
  const folder = `.metaflow/mf.cards/${flow}/runs/${run}/steps/${step}/tasks/${task}/cards`;
  const blocks = cards.flatMap((card) => [
    '\t',
    `${INDENT}Card Id: ${card.id ?? 'None'}`,
    `${INDENT}Card Type: ${card.type}`,
    `${INDENT}Card Hash: ${card.hash} `,
    `${INDENT}Card Path: ${folder}/${fileNameOf(card)}`,
    INDENT,
  ]);
  return ['', ...blocks, ''];
}

const fileNameOf = ({ id, type, hash }: CardRef): string =>
  [type, ...(id === null ? [] : [id]), `${hash}.html`].join('-');
