import type { ArtifactRef, CaughtException } from '../model/artifact';
import { assert } from '../model/assert';
import { withFinal, withRefreshed } from '../model/cards';
import type { CardRef, EventOf, ForeachFrame, OutputAuthor, RunEvent } from '../model/events';
import type { Failure } from '../model/failure';
import { taskKeyOf, type TaskId, type TaskKey, type TaskPlace } from '../model/ids';
import type { RunSetup } from '../model/setup';
import type { Instant } from '../model/time';
import { comparePlaces, orderIn } from './plans';

/** `open`: it had not ended when the log did. `exited`: through `sys.exit(0)`, which Metaflow does not count as ok. */
export type Ending =
  | { readonly kind: 'succeeded'; readonly caught: CaughtException | null }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'exited' }
  | { readonly kind: 'open' };

/** One attempt from its first to its last event. `artifacts` are those that were saved, none where none could be. */
export interface AttemptTranscript {
  readonly attempt: number;
  readonly started: Instant;
  /** Of an open attempt: the end of the log. */
  readonly ended: Instant;
  readonly ending: Ending;
  readonly artifacts: readonly ArtifactRef[];
  readonly cards: readonly CardRef[];
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** `stdout` without what `@catch` and `@timeout` print there. */
  readonly ownStdout: readonly string[];
  /** Ids of the faults that struck it while it went on. */
  readonly struck: readonly string[];
}

export interface TaskTranscript {
  readonly id: TaskId;
  readonly place: TaskPlace;
  readonly frames: readonly ForeachFrame[];
  readonly isCloned: boolean;
  readonly attempts: readonly AttemptTranscript[];
}

const MADE_BY_DECORATORS: ReadonlySet<OutputAuthor> = new Set(['catch', 'timeout', 'traceback']);

interface OpenAttempt {
  attempt: number;
  started: Instant;
  ended: Instant | null;
  ending: Ending;
  artifacts: readonly ArtifactRef[];
  cards: readonly CardRef[];
  stdout: string[];
  stderr: string[];
  ownStdout: string[];
  struck: string[];
}
type OpenTask = Omit<TaskTranscript, 'attempts'> & { readonly attempts: OpenAttempt[] };

/** Every task that started or was cloned, in the goldens' order: by step, foreach indices, round. */
export function transcriptsOf(setup: RunSetup, events: readonly RunEvent[]): readonly TaskTranscript[] {
  const tasks = new Map<TaskKey, OpenTask>();
  for (const event of events) tell(tasks, event);
  const end = events.at(-1)?.at;
  const order = orderIn(setup);
  return [...tasks.values()]
    .sort((a, b) => comparePlaces(order, a.place, b.place))
    .map((task) => ({
      ...task,
      attempts: task.attempts.map((attempt) => ({ ...attempt, ended: attempt.ended ?? end ?? attempt.started })),
    }));
}

function tell(tasks: Map<TaskKey, OpenTask>, event: RunEvent): void {
  switch (event.type) {
    case 'task-cloned':
      return cloned(tasks, event);
    case 'attempt-started':
      taskOf(tasks, event).attempts.push(opened(event));
      return;
    case 'output':
      return printed(attemptOf(tasks, event), event);
    case 'fault-struck':
    case 'service-called':
      if (event.fault !== undefined) attemptOf(tasks, event).struck.push(event.fault);
      return;
    case 'card-refreshed': {
      const attempt = attemptOf(tasks, event);
      attempt.cards = withRefreshed(attempt.cards, event.card);
      return;
    }
    case 'attempt-succeeded': {
      const { at, artifacts, cards, caught } = event;
      const ending: Ending = event.exited === true ? { kind: 'exited' } : { kind: 'succeeded', caught };
      const attempt = attemptOf(tasks, event);
      Object.assign(attempt, { ended: at, ending, artifacts, cards: withFinal(attempt.cards, cards) });
      return;
    }
    case 'attempt-failed': {
      const { at, failure } = event;
      const artifacts = event.artifacts ?? [];
      Object.assign(attemptOf(tasks, event), { ended: at, ending: { kind: 'failed', failure }, artifacts });
      return;
    }
    default:
      return;
  }
}

/** A clone has one attempt, whatever the origin's task took, and no output of its own. */
function cloned(tasks: Map<TaskKey, OpenTask>, event: EventOf<'task-cloned'>): void {
  const { taskId: id, frames, artifacts, caught, at } = event;
  const place = placeOf(event);
  const attempt = { ...opened(event), ended: at, ending: { kind: 'succeeded', caught } as const, artifacts };
  tasks.set(taskKeyOf(place), { id, place, frames, isCloned: true, attempts: [attempt] });
}

function taskOf(tasks: Map<TaskKey, OpenTask>, event: EventOf<'attempt-started'>): OpenTask {
  const place = placeOf(event);
  const key = taskKeyOf(place);
  const known = tasks.get(key);
  if (known !== undefined) return known;
  const task = { id: event.taskId, place, frames: event.frames, isCloned: false, attempts: [] };
  tasks.set(key, task);
  return task;
}

const opened = (event: RunEvent): OpenAttempt => ({
  attempt: event.type === 'task-cloned' ? 0 : event.attempt,
  started: event.at,
  ended: null,
  ending: { kind: 'open' },
  artifacts: [],
  cards: [],
  stdout: [],
  stderr: [],
  ownStdout: [],
  struck: [],
});

function printed(attempt: OpenAttempt, { stream, by, lines }: EventOf<'output'>): void {
  attempt[stream].push(...lines);
  if (stream === 'stdout' && !MADE_BY_DECORATORS.has(by)) attempt.ownStdout.push(...lines);
}

function attemptOf(tasks: Map<TaskKey, OpenTask>, event: RunEvent): OpenAttempt {
  const attempt = tasks.get(taskKeyOf(placeOf(event)))?.attempts.findLast((one) => one.attempt === event.attempt);
  assert(attempt !== undefined, `attempt ${String(event.attempt)} has started`);
  return attempt;
}

function placeOf({ step, foreach, round }: RunEvent): TaskPlace {
  assert(step !== null, 'a task event names its step');
  return { step, foreach, round };
}
