import * as card from '../../cli/card';
import type { CommandOf } from '../../cli/command';
import type { TaskTranscript } from '../../engine/transcript';
import type { RunEvent } from '../../model/events';
import type { EngineNews, StoredRun } from '../../protocol/engine';
import type { RunStores } from '../ports';
import type { Refused } from './prepare';

/** What a card command comes to: lines, and for `view` a card that the page is to show. */
export type CardsPrinted =
  { readonly kind: 'printed'; readonly lines: readonly string[]; readonly news?: EngineNews } | Refused;

type CardCommand = CommandOf<'card'>;

/** A stored run with its log. */
interface ReadRun {
  readonly stored: StoredRun;
  readonly setup: StoredRun['setup'];
  readonly events: readonly RunEvent[];
}

interface TaskOfRun {
  readonly run: ReadRun;
  readonly task: TaskTranscript;
}

/** `card list|get|view` on the flow's stored runs. */
export async function cardsPrinted(
  command: CardCommand,
  flow: { readonly name: string; readonly fileName: string },
  stores: RunStores,
): Promise<CardsPrinted> {
  if (command.path === null) return listed(command, flow.name, stores);
  const found = await taskNamed(command.path, flow.name, stores);
  if (found.kind === 'refused') return found;
  const origin = command.followResumed ? await originOf(found, stores) : found;
  const all = cardsOf(origin);
  const fitting = { ...all, cards: card.fittingCards(all.cards, command) };
  const isJson = command.action === 'list' && command.asJson;
  const resolving = origin === found ? 'Resolving card' : 'Resolving card resumed from';
  const head = command.top.quiet || isJson ? [] : [`${resolving}: ${all.pathspec}`];
  if (fitting.cards.length === 0) return notFound(all.pathspec, command, head);
  if (isJson) return printed(card.jsonLines(card.cardsAsJson(fitting)));
  const [only] = fitting.cards;
  if (command.action === 'list' || only === undefined || fitting.cards.length > 1) {
    return printed([...head, ...(command.top.quiet ? [] : card.foundLines(fitting, command.action, flow.fileName))]);
  }
  if (command.action === 'view') {
    const { id: runId } = origin.run.stored;
    return { ...printed(head), news: { kind: 'show-card', runId, taskId: origin.task.id, hash: only.hash } };
  }
  const html = await stores.cards.get(only.hash);
  return html === null
    ? refused(card.CARD_NOT_FOUND, 'The HTML of this card is not stored in this browser any more.')
    : printed([...head, ...html.split('\n')]);
}

async function listed(command: CardCommand, flowName: string, stores: RunStores): Promise<CardsPrinted> {
  const run = await newestRun(flowName, stores);
  if (run === null) return noSuchFlow(flowName);
  const tasks = await Promise.all(card.newestTasks(run).map((task) => cardsListed({ run, task }, command, stores)));
  const withCards = tasks.filter(({ cards }) => cards.length > 0);
  const name = `${flowName}/${run.stored.id}`;
  const isSilent = command.top.quiet || command.asJson;
  if (withCards.length === 0) return notFound(name, command, isSilent ? [] : [`Listing cards for run ${name}`]);
  if (command.asJson) return printed(card.jsonLines(withCards.map(card.cardsAsJson)));
  return printed(command.top.quiet ? [] : card.listedLines(name, withCards));
}

const notFound = (pathspec: string, command: CardCommand, said: readonly string[]): CardsPrinted => ({
  ...refused(card.CARD_NOT_FOUND, card.cardNotFound(pathspec, command)),
  said,
});

async function cardsListed(task: TaskOfRun, command: CardCommand, stores: RunStores): Promise<card.CardsOfTask> {
  const found = cardsOf(command.followResumed ? await originOf(task, stores) : task);
  return { ...found, cards: card.fittingCards(found.cards, command) };
}

const cardsOf = ({ run, task }: TaskOfRun): card.CardsOfTask => ({
  pathspec: `${run.stored.flowName}/${run.stored.id}/${task.place.step}/${task.id}`,
  step: task.place.step,
  cards: task.attempts.at(-1)?.cards ?? [],
});

async function taskNamed(
  text: string,
  flowName: string,
  stores: RunStores,
): Promise<(TaskOfRun & { readonly kind: 'found' }) | Refused> {
  const path = card.cardPathOf(text);
  if (path === null) return refused('Invalid command', card.BAD_CARD_PATH);
  const run = path.run === null ? await newestRun(flowName, stores) : await readRun(path.run, flowName, stores);
  if (run === null && path.run === null) return noSuchFlow(flowName);
  const task = run === null ? null : card.taskAt(run, path);
  if (run !== null && task !== null) return { kind: 'found', run, task };
  const runName = run === null ? null : `${flowName}/${run.stored.id}`;
  return refused(card.TASK_NOT_FOUND, card.taskNotFound(text, path, runName));
}

/** The task that was executed in place of a clone, however often it was cloned; the clone where that is gone. */
async function originOf(task: TaskOfRun, stores: RunStores): Promise<TaskOfRun> {
  const originTask = card.originTaskOf(task.run, task.task);
  const { originRunId, flowName } = task.run.stored;
  if (originTask === null || originRunId === null) return task;
  const run = await readRun(originRunId, flowName, stores);
  const origin = run === null ? null : card.taskAt(run, { run: null, step: task.task.place.step, task: originTask });
  return run === null || origin === null ? task : originOf({ run, task: origin }, stores);
}

async function newestRun(flowName: string, stores: RunStores): Promise<ReadRun | null> {
  const newest = (await stores.runs.list()).find((run) => run.flowName === flowName);
  return newest === undefined ? null : readEvents(newest, stores);
}

async function readRun(name: string, flowName: string, stores: RunStores): Promise<ReadRun | null> {
  const stored = await stores.runs.get(name);
  return stored?.flowName === flowName ? readEvents(stored, stores) : null;
}

const readEvents = async (stored: StoredRun, { log }: RunStores): Promise<ReadRun> => ({
  stored,
  setup: stored.setup,
  events: await log.read(stored.id),
});

const printed = (lines: readonly string[]) => ({ kind: 'printed', lines }) as const;

const refused = (headline: string, message: string): Refused => ({ kind: 'refused', headline, message, usage: [] });

const noSuchFlow = (flowName: string): Refused => refused('Object not found', `Flow('${flowName}') does not exist`);
