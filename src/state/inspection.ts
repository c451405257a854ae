import type { ArtifactPreview, ArtifactRef } from '../model/artifact';
import type { CardRef, EventOf, ForeachFrame, OutputAuthor, RunEvent } from '../model/events';
import { taskKeyOf } from '../model/ids';
import type { ContentHash, TaskKey } from '../model/ids';
import type { Json } from '../model/json';
import type { Task } from '../model/run';
import type { Fault } from '../model/scenario';
import type { StepPolicy } from '../model/setup';
import { afterwards } from './afterwards';
import type { AttemptContext } from './afterwards';
import { cardsOfAttempt } from './history';
import type { AttemptSpan, TaskHistory } from './history';
import { inspectArtifacts, missingArtifacts } from './inspectedArtifacts';
import type { InspectedArtifact, MissingArtifact } from './inspectedArtifacts';
import { inspectCaught, inspectFailure } from './inspectedFailure';
import type { InspectedFailure, Texts } from './inspectedFailure';
import { failureLook, WORDS } from './look';
import type { Look } from './look';
import type { Picture } from './picture';
import { seconds } from './words';
import type { Sentence } from './words';

/** Everything that an inspection is made of. */
export interface InspectionInput extends Texts {
  readonly picture: Picture;
  /** The run's log, from its first event; what lies after the picture is left out. */
  readonly events: readonly RunEvent[];
  readonly previews: ReadonlyMap<ContentHash, ArtifactPreview>;
  readonly faults: readonly Fault[];
  readonly seed: number;
}

export interface OutputLine {
  readonly text: string;
  readonly stream: 'stdout' | 'stderr';
  readonly by: OutputAuthor;
}

/** One tab: an attempt that ran, the one that is waited for, or a clone. */
export interface InspectedAttempt {
  readonly attempt: number;
  readonly look: Look;
  readonly word: string;
  /** `2.20 s to 4.40 s`, `start-up 2.00 s`: to be set side by side. */
  readonly facts: readonly string[];
  readonly failure: InspectedFailure | null;
  readonly next: Sentence;
  readonly output: readonly OutputLine[];
  /** How many lines stand before those in `output`: the console has them. */
  readonly outputBefore: number;
  readonly artifacts: readonly InspectedArtifact[];
  readonly missing: readonly MissingArtifact[];
  /** Why there are no artifacts; null where there are some, or will be. */
  readonly unsaved: string | null;
  readonly metadata: readonly { readonly key: string; readonly value: Json }[];
  readonly cards: readonly CardRef[];
}

export interface Inspection {
  readonly key: TaskKey;
  readonly step: string;
  readonly pathspec: string;
  readonly frames: readonly ForeachFrame[];
  /** `seed 7 · task 2`. */
  readonly identity: string;
  /** What `since` compares with: `start`, `inputs`, `parameters`. */
  readonly sinceLabel: string;
  readonly attempts: readonly InspectedAttempt[];
}

/** The last lines of an attempt that are shown: more would only be scrolled past. */
const OUTPUT_LINES_MAX = 200;

/** What there is to see of a task; null where it has not come into being. */
export function inspect(key: TaskKey, input: InspectionInput): Inspection | null {
  const { run, histories } = input.picture;
  const task = run.tasks.get(key);
  if (task === undefined) return null;
  const { setup } = run;
  const history = histories.get(key);
  const { step } = task.place;
  return {
    key,
    step,
    pathspec: [setup.flowName, setup.runId, step, ...(task.id === null ? [] : [task.id])].join('/'),
    frames: task.frames,
    identity: [`seed ${String(input.seed)}`, ...(task.id === null ? [] : [`task ${task.id}`])].join(' · '),
    sinceLabel: sinceLabel(task, input.picture),
    attempts: history === undefined ? [notYet(task, 0)] : attemptsOf({ task, history, input }),
  };
}

interface Scope {
  readonly task: Task;
  readonly history: TaskHistory;
  readonly input: InspectionInput;
}

function attemptsOf(scope: Scope): readonly InspectedAttempt[] {
  const { task, history, input } = scope;
  if (history.cloned !== null) return [cloned(scope)];
  const events = eventsOf(task.key, input.events.slice(0, input.picture.run.length));
  const past = history.attempts.map((span) => inspectAttempt(span, events, scope));
  const awaited =
    task.state.status === 'waiting' || task.state.status === 'ready' ? [notYet(task, task.state.attempt)] : [];
  return [...past, ...awaited];
}

const eventsOf = (key: TaskKey, events: readonly RunEvent[]): readonly RunEvent[] =>
  events.filter(
    (event) =>
      event.step !== null && taskKeyOf({ step: event.step, foreach: event.foreach, round: event.round }) === key,
  );

function inspectAttempt(span: AttemptSpan, all: readonly RunEvent[], scope: Scope): InspectedAttempt {
  const { task, input } = scope;
  const events = all.filter(({ attempt }) => attempt === span.attempt);
  const { ending } = span;
  const failure = ending?.kind === 'failed' ? ending.failure : null;
  const saved = savedIn(events);
  const look = lookOf(span, input.faults);
  const lines = linesOf(events);
  return {
    attempt: span.attempt,
    look,
    word: WORDS[look],
    facts: factsOf(span),
    failure: inspectedFailure(ending, events, input),
    next: afterwards(span, contextOf(scope)),
    output: lines.slice(-OUTPUT_LINES_MAX),
    outputBefore: Math.max(0, lines.length - OUTPUT_LINES_MAX),
    artifacts: inspectArtifacts({
      artifacts: saved ?? [],
      inputs: inputsOf(task, input.picture),
      previews: input.previews,
    }),
    missing:
      ending === null || saved === null
        ? []
        : missingArtifacts(task.place.step, input.source, { artifacts: saved, failure }),
    unsaved: ending !== null && saved === null ? 'Nothing was saved: what the attempt had set is lost.' : null,
    metadata: metadataOf(span, events, input),
    cards: cardsOfAttempt(span),
  };
}

/** What was raised, be it that the attempt failed by it or that `@catch` handled it. */
function inspectedFailure(
  ending: AttemptSpan['ending'],
  events: readonly RunEvent[],
  input: InspectionInput,
): InspectedFailure | null {
  if (ending?.kind === 'failed') return inspectFailure(ending.failure, input.faults, input);
  if (ending?.kind !== 'caught') return null;
  const printed = events.flatMap((event) => (event.type === 'output' && event.by === 'traceback' ? event.lines : []));
  return inspectCaught(ending.caught, printed, input);
}

function contextOf({ task, history, input }: Scope): AttemptContext {
  const { run } = input.picture;
  return { run, task, history, policy: policyOf(task, input.picture), faults: input.faults };
}

const NO_POLICY: StepPolicy = { retryTimes: 0, waitUs: 0, catch: null, timeoutUs: null };

const policyOf = ({ place }: Task, { run }: Picture): StepPolicy =>
  run.setup.steps.find(({ name }) => name === place.step)?.policy ?? NO_POLICY;

function lookOf({ ending }: AttemptSpan, faults: readonly Fault[]): Look {
  if (ending === null) return 'running';
  return ending.kind === 'failed' ? failureLook(ending.failure, ending.isLast, faults) : ending.kind;
}

function factsOf({ startedAt, codeStartsAt, endedAt }: AttemptSpan): readonly string[] {
  const times = endedAt === null ? `since ${seconds(startedAt)}` : `${seconds(startedAt)} to ${seconds(endedAt)}`;
  return [times, `start-up ${seconds(codeStartsAt - startedAt)}`];
}

/** Null where nothing was saved, or nothing yet. */
function savedIn(events: readonly RunEvent[]): readonly ArtifactRef[] | null {
  const end = events.find(isEnd);
  return end?.artifacts ?? null;
}

const isEnd = (event: RunEvent): event is RunEvent & EventOf<'attempt-succeeded' | 'attempt-failed'> =>
  event.type === 'attempt-succeeded' || event.type === 'attempt-failed';

/** What Metaflow prints of an exception is said by the failing line already. */
const linesOf = (events: readonly RunEvent[]): readonly OutputLine[] =>
  events.flatMap((event) =>
    event.type === 'output' && event.by !== 'traceback' && event.by !== 'metaflow'
      ? event.lines.map((text) => ({ text, stream: event.stream, by: event.by }))
      : [],
  );

function metadataOf(
  span: AttemptSpan,
  events: readonly RunEvent[],
  { picture }: InspectionInput,
): InspectedAttempt['metadata'] {
  const set = events.flatMap((event) =>
    event.type === 'metadata-set' ? [{ key: event.key, value: event.value }] : [],
  );
  const { ending } = span;
  const ended = ending === null ? [] : [{ key: 'attempt_ok', value: ending.kind !== 'failed' }];
  const code = ending?.kind === 'failed' ? [{ key: 'exit code', value: ending.failure.exitCode }] : [];
  return [...ended, ...code, { key: 'platform', value: picture.run.setup.platform.name }, ...set];
}

function inputsOf(task: Task, { run }: Picture): readonly (readonly ArtifactRef[])[] {
  if (task.inputs.length === 0) return [run.setup.parameters];
  return task.inputs.map((key) => run.tasks.get(key)?.artifacts ?? []);
}

function sinceLabel(task: Task, { run }: Picture): string {
  const [only] = task.inputs;
  if (only === undefined) return 'parameters';
  return task.inputs.length > 1 ? 'inputs' : (run.tasks.get(only)?.place.step ?? only);
}

const BLANK = {
  facts: [],
  failure: null,
  output: [],
  outputBefore: 0,
  artifacts: [],
  missing: [],
  unsaved: null,
  metadata: [],
  cards: [],
};

/** An attempt that has not begun. */
function notYet({ state }: Task, attempt: number): InspectedAttempt {
  if (state.status !== 'waiting') {
    const next: Sentence = [`Attempt ${String(attempt)} starts as soon as there is room for it.`];
    return { ...BLANK, attempt, look: 'pending', word: 'Queued', next };
  }
  const wait = seconds(state.until - state.since);
  const next: Sentence = [
    `Attempt ${String(attempt)} starts at ${seconds(state.until)}: `,
    { code: '@retry' },
    ` waits ${wait} before it.`,
  ];
  return { ...BLANK, attempt, look: 'waiting', word: 'Waiting', next };
}

function cloned({ task, history, input }: Scope): InspectedAttempt {
  const { picture, previews } = input;
  const origin = picture.run.setup.originRunId;
  const from = origin === null ? '' : ` of run ${origin}`;
  return {
    ...BLANK,
    attempt: 0,
    look: 'cloned',
    word: WORDS.cloned,
    next: [`Cloned from task ${history.cloned?.originTaskId ?? ''}${from}. Its artifacts are shared; no code ran.`],
    artifacts: inspectArtifacts({ artifacts: task.artifacts, inputs: null, previews }),
  };
}

/** The content hashes whose previews an inspection still lacks. */
export const previewsWanted = ({ attempts }: Inspection): readonly ContentHash[] => [
  ...new Set(
    attempts.flatMap(({ artifacts }) =>
      artifacts.filter(({ preview }) => preview === undefined).map(({ hash }) => hash),
    ),
  ),
];
