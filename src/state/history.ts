import { Map as ImmutableMap } from 'immutable';
import { limitOf } from '../engine/why/starts';
import type { CaughtException } from '../model/artifact';
import { withFinal, withRefreshed } from '../model/cards';
import type { CardRef, EventOf, RunEvent } from '../model/events';
import type { Failure } from '../model/failure';
import { taskKeyOf } from '../model/ids';
import type { TaskId, TaskKey, TaskPlace } from '../model/ids';
import type { Run } from '../model/run';
import { later } from '../model/time';
import type { Instant } from '../model/time';

/** How an attempt ended. */
export type AttemptEnding =
  | { readonly kind: 'succeeded'; readonly cards: readonly CardRef[] }
  | { readonly kind: 'caught'; readonly caught: CaughtException; readonly cards: readonly CardRef[] }
  /** `isLast`: nothing follows; else a wait or another attempt does. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly isLast: boolean };

/** One attempt on the virtual clock. `codeStartsAt` may lie ahead of the clock. */
export interface AttemptSpan {
  readonly attempt: number;
  readonly fallback: boolean;
  /** What it queued for after it could have started; null where it did not. */
  readonly queued: QueueSpan | null;
  readonly startedAt: Instant;
  readonly codeStartsAt: Instant;
  /** Null while it is in flight. */
  readonly endedAt: Instant | null;
  readonly ending: AttemptEnding | null;
  /** As they were drawn last while it ran. */
  readonly refreshed: readonly CardRef[];
}

/** The cards that an attempt has so far. One that failed keeps those that were drawn while it ran. */
export const cardsOfAttempt = ({ refreshed, ending }: AttemptSpan): readonly CardRef[] =>
  ending === null || ending.kind === 'failed' ? refreshed : withFinal(refreshed, ending.cards);

/** The wait for a worker of `--max-workers`, or for one of the platform's slots, until the attempt started. */
export interface QueueSpan {
  readonly from: Instant;
  readonly limit: 'slots' | 'max-workers';
}

/** The wait after attempt `after`. It is over at `until`, whether the log has got there or not. */
export interface WaitSpan {
  readonly after: number;
  readonly from: Instant;
  readonly until: Instant;
}

/** All that happened to one task, in order. */
export interface TaskHistory {
  readonly key: TaskKey;
  readonly place: TaskPlace;
  readonly id: TaskId;
  readonly attempts: readonly AttemptSpan[];
  readonly waits: readonly WaitSpan[];
  readonly cloned: { readonly at: Instant; readonly originTaskId: TaskId } | null;
}

/** By task, in the order in which they first started. */
export type Histories = ReadonlyMap<TaskKey, TaskHistory> & ImmutableMap<TaskKey, TaskHistory>;

export const noHistories: Histories = ImmutableMap<TaskKey, TaskHistory>();

/** The engine's run before an event, and with it. */
interface Turn {
  readonly before: Run;
  readonly after: Run;
}

/** Folds one event into what the pictures of attempts need. */
export function record(histories: Histories, event: RunEvent, turn: Turn): Histories {
  switch (event.type) {
    case 'attempt-started':
      return change(histories, event, (task) => startAttempt(task, event, turn));
    case 'card-refreshed':
      return change(histories, event, (task) => refreshCard(task, event.card));
    case 'attempt-succeeded':
      return change(histories, event, (task) => endAttempt(task, event.at, endingOf(event)));
    case 'attempt-failed':
      return change(histories, event, (task) => failAttempt(task, event, nextAttempt(turn.after, keyOf(event))));
    case 'task-cloned':
      return histories.set(keyOf(event), cloneOf(event));
    default:
      return histories;
  }
}

/** When a task's next attempt may start; null where none follows. */
function nextAttempt(run: Run, key: TaskKey): Instant | null {
  const state = run.tasks.get(key)?.state;
  if (state?.status === 'waiting') return state.until;
  return state?.status === 'ready' ? run.now : null;
}

const keyOf = (event: RunEvent): TaskKey => taskKeyOf(placeOf(event));
const placeOf = (event: RunEvent): TaskPlace => ({
  step: event.step ?? '',
  foreach: event.foreach,
  round: event.round,
});

function change(
  histories: Histories,
  event: RunEvent,
  to: (task: TaskHistory | undefined) => TaskHistory | undefined,
): Histories {
  const key = keyOf(event);
  const changed = to(histories.get(key));
  return changed === undefined ? histories : histories.set(key, changed);
}

function startAttempt(task: TaskHistory | undefined, event: EventOf<'attempt-started'>, turn: Turn): TaskHistory {
  const span: AttemptSpan = {
    attempt: event.attempt,
    fallback: event.fallback,
    queued: queuedBefore(event, turn.before),
    startedAt: event.at,
    codeStartsAt: later(event.at, turn.before.setup.platform.startup * 1e6),
    endedAt: null,
    ending: null,
    refreshed: [],
  };
  const known = task ?? emptyHistory(event, event.taskId);
  return { ...known, attempts: [...known.attempts, span] };
}

function queuedBefore(event: EventOf<'attempt-started'>, before: Run): QueueSpan | null {
  const task = before.tasks.get(keyOf(event));
  if (task?.state.status !== 'ready' || task.state.since >= event.at) return null;
  return { from: task.state.since, limit: limitOf({ before }, task) };
}

const emptyHistory = (event: RunEvent, id: TaskId): TaskHistory => ({
  key: keyOf(event),
  place: placeOf(event),
  id,
  attempts: [],
  waits: [],
  cloned: null,
});

const endingOf = ({ caught, cards }: EventOf<'attempt-succeeded'>): AttemptEnding =>
  caught === null ? { kind: 'succeeded', cards } : { kind: 'caught', caught, cards };

function failAttempt(
  task: TaskHistory | undefined,
  event: EventOf<'attempt-failed'>,
  next: Instant | null,
): TaskHistory | undefined {
  const ended = endAttempt(task, event.at, { kind: 'failed', failure: event.failure, isLast: next === null });
  if (ended === undefined || next === null || next <= event.at) return ended;
  return { ...ended, waits: [...ended.waits, { after: event.attempt, from: event.at, until: next }] };
}

const refreshCard = (task: TaskHistory | undefined, card: CardRef): TaskHistory | undefined =>
  changeLast(task, (last) => ({ ...last, refreshed: withRefreshed(last.refreshed, card) }));

const endAttempt = (task: TaskHistory | undefined, at: Instant, ending: AttemptEnding): TaskHistory | undefined =>
  changeLast(task, (last) => ({ ...last, endedAt: at, ending }));

function changeLast(
  task: TaskHistory | undefined,
  change: (last: AttemptSpan) => AttemptSpan,
): TaskHistory | undefined {
  const last = task?.attempts.at(-1);
  if (task === undefined || last === undefined) return task;
  return { ...task, attempts: [...task.attempts.slice(0, -1), change(last)] };
}

function cloneOf(event: EventOf<'task-cloned'>): TaskHistory {
  return { ...emptyHistory(event, event.taskId), cloned: { at: event.at, originTaskId: event.originTaskId } };
}
