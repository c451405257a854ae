import type { FlowGraph } from '../model/graph';
import type { TaskKey } from '../model/ids';
import type { Run, Task } from '../model/run';
import type { Fault } from '../model/scenario';
import { instantOf, ZERO } from '../model/time';
import type { Instant } from '../model/time';
import type { AttemptSpan, QueueSpan, TaskHistory } from './history';
import type { Look } from './look';
import type { Picture } from './picture';
import { countUntil } from './moments';
import { spanLook } from './pips';
import { tasksByStep } from './tasksByStep';

/** Something that lasted, in virtual µs. `isOpen`: it lasts still, and ends where the clock stands. */
export interface Bar {
  readonly key: string;
  readonly kind: 'start-up' | 'code' | 'wait' | 'clone' | QueueSpan['limit'];
  readonly from: Instant;
  readonly to: Instant;
  readonly isOpen: boolean;
  readonly look: Look;
  readonly attempt: number;
}

/** How many tasks of a foreach had started, and had ended, from `at` on; `failed` are among those that ended. */
export interface CrowdPoint {
  readonly at: Instant;
  readonly started: number;
  readonly ended: number;
  readonly failed: number;
}

/** A foreach's tasks together; `total` counts those that are queued too. */
export interface Crowd {
  readonly points: readonly CrowdPoint[];
  readonly total: number;
}

/** How a foreach is unfolded: all its tasks, or only those that had trouble. Null where there is nothing to choose. */
export type Fold = 'all' | 'troubled' | null;

/** One row of the timeline: a step that runs once, a foreach as a whole, or one of its tasks. */
export interface Lane {
  readonly key: string;
  readonly step: string;
  readonly task: TaskHistory | null;
  readonly label: string;
  /** Of its task, where it has one of its own. */
  readonly look: Look;
  readonly isPart: boolean;
  readonly bars: readonly Bar[];
  readonly crowd: Crowd | null;
  readonly fold: Fold;
}

/** Foreaches of no more tasks than this show all of them unasked. */
const SMALL = 12;
/** Folded, a foreach shows the first tasks that had trouble; its grid has them all. */
const TROUBLED_MAX = 12;

/** What rows depend on beside the run. `unfolded`: what somebody chose, by step. */
export interface LaneOptions {
  readonly faults: readonly Fault[];
  readonly unfolded: ReadonlyMap<string, boolean>;
  /** A task that has its row, folded or not. */
  readonly task: TaskKey | null;
}

/** In the graph's order. */
export function lanesOf(graph: FlowGraph, { run, histories }: Picture, options: LaneOptions): readonly Lane[] {
  const started = new Map<string, TaskHistory[]>();
  for (const task of histories.values()) {
    const tasks = started.get(task.place.step);
    if (tasks === undefined) started.set(task.place.step, [task]);
    else tasks.push(task);
  }
  const queued = tasksByStep(run);
  return graph.steps.flatMap(({ name }): readonly Lane[] => {
    const tasks = started.get(name) ?? [];
    const all = queued.get(name) ?? [];
    if ((all[0]?.place.foreach.length ?? 0) > 0) return crowdLanes(name, tasks, all, options);
    return tasks.length === 0 ? [emptyLane(name)] : tasks.map((task) => laneOf(task, options.faults));
  });
}

/** Rows for a graph that nothing has run of. One whose step is being renamed, from its old name to its new, stays. */
export function emptyLanes(graph: FlowGraph, renamed: ReadonlyMap<string, string> = new Map()): readonly Lane[] {
  const keys = new Map([...renamed].map(([before, now]) => [now, before]));
  return graph.steps.map(({ name }) => ({ ...emptyLane(name), key: keys.get(name) ?? name }));
}

const emptyLane = (step: string): Lane => ({
  key: step,
  step,
  task: null,
  label: step,
  look: 'pending',
  isPart: false,
  bars: [],
  crowd: null,
  fold: null,
});

/** A task's row is made once as long as nothing happens to it: of thousands, an event changes one. */
const made = new WeakMap<TaskHistory, { readonly lane: Lane; readonly faults: readonly Fault[] }>();

function laneOf(task: TaskHistory, faults: readonly Fault[]): Lane {
  const known = made.get(task);
  if (known?.faults === faults) return known.lane;
  const lane: Lane = {
    ...emptyLane(task.place.step),
    key: task.key,
    task,
    label: task.key,
    isPart: task.place.foreach.length > 0,
    look: lookOf(task, faults),
    bars: barsOf(task, faults),
  };
  made.set(task, { lane, faults });
  return lane;
}

export function lookOf({ attempts, waits, cloned }: TaskHistory, faults: readonly Fault[]): Look {
  const last = attempts.at(-1);
  if (last === undefined) return cloned === null ? 'pending' : 'cloned';
  return waits.at(-1)?.after === last.attempt ? 'waiting' : spanLook(last, faults);
}

function crowdLanes(
  step: string,
  tasks: readonly TaskHistory[],
  all: readonly Task[],
  { faults, unfolded, task: chosen }: LaneOptions,
): readonly Lane[] {
  const isUnfolded = unfolded.get(step) ?? all.length <= SMALL;
  const fold = isUnfolded ? 'all' : 'troubled';
  // Its key is no task's.
  const crowd: Lane = {
    ...emptyLane(step),
    key: `${step}[]`,
    crowd: { points: crowdPoints(tasks), total: all.length },
    fold,
  };
  const shown = isUnfolded ? tasks.toSorted(byIndices) : foldedTo(tasks, chosen);
  return [crowd, ...shown.map((task) => laneOf(task, faults))];
}

function foldedTo(tasks: readonly TaskHistory[], chosen: TaskKey | null): readonly TaskHistory[] {
  const troubled = tasks.filter(hadTrouble).slice(0, TROUBLED_MAX);
  const task = troubled.some(({ key }) => key === chosen) ? undefined : tasks.find(({ key }) => key === chosen);
  return task === undefined ? troubled : [...troubled, task];
}

function byIndices({ place: a }: TaskHistory, { place: b }: TaskHistory): number {
  const at = a.foreach.findIndex((index, i) => index !== b.foreach[i]);
  return at === -1 ? a.round - b.round : (a.foreach[at] ?? 0) - (b.foreach[at] ?? 0);
}

const hadTrouble = ({ attempts }: TaskHistory): boolean =>
  attempts.length > 1 || attempts.some(({ ending }) => ending !== null && ending.kind !== 'succeeded');

function crowdPoints(tasks: readonly TaskHistory[]): readonly CrowdPoint[] {
  // In the order of their places, which is not that of their starts once tasks wait for a slot.
  const starts = Float64Array.from(
    tasks,
    ({ attempts, cloned }) => attempts[0]?.startedAt ?? cloned?.at ?? ZERO,
  ).sort();
  const ends = Float64Array.from(tasks.flatMap((task) => endOf(task) ?? [])).sort();
  const failures = Float64Array.from(tasks.filter(isLost).flatMap((task) => endOf(task) ?? [])).sort();
  const points: CrowdPoint[] = [];
  let [started, ended, failed] = [0, 0, 0];
  while (started < starts.length || ended < ends.length) {
    const at = Math.min(starts[started] ?? Infinity, ends[ended] ?? Infinity);
    while (starts[started] === at) started += 1;
    while (ends[ended] === at) ended += 1;
    while (failures[failed] === at) failed += 1;
    points.push({ at: instantOf(at), started, ended, failed });
  }
  return points;
}

/** How many tasks of a foreach had started by an instant. */
export function startedAt({ points }: Crowd, at: Instant): number {
  return points[countUntil(points, at) - 1]?.started ?? 0;
}

const isLost = ({ attempts }: TaskHistory): boolean => attempts.at(-1)?.ending?.kind === 'failed';

/** Null while it goes on. */
function endOf({ attempts, cloned }: TaskHistory): Instant | null {
  const last = attempts.at(-1);
  const goesOn = last?.ending === null || (last?.ending.kind === 'failed' && !last.ending.isLast);
  return goesOn ? null : (last?.endedAt ?? cloned?.at ?? null);
}

function barsOf(task: TaskHistory, faults: readonly Fault[]): readonly Bar[] {
  if (task.cloned) {
    return [
      {
        key: 'clone',
        kind: 'clone',
        from: task.cloned.at,
        to: task.cloned.at,
        isOpen: false,
        look: 'cloned',
        attempt: 0,
      },
    ];
  }
  const waits = task.waits.map(({ after, from, until }) => ({
    key: `wait ${String(after)}`,
    kind: 'wait' as const,
    from,
    to: until,
    isOpen: false,
    look: 'waiting' as const,
    attempt: after + 1,
  }));
  const spans = task.attempts.flatMap((span): readonly Bar[] => {
    const { attempt, queued, startedAt, codeStartsAt, endedAt } = span;
    const codeFrom = endedAt !== null && endedAt < codeStartsAt ? endedAt : codeStartsAt;
    const look = spanLook(span, faults);
    const bar = { attempt, look, isOpen: endedAt === null };
    return [
      ...(queued === null ? [] : [queueBar(queued, span)]),
      { ...bar, key: `start-up ${String(attempt)}`, kind: 'start-up', from: startedAt, to: codeFrom },
      { ...bar, key: `code ${String(attempt)}`, kind: 'code', from: codeFrom, to: endedAt ?? codeFrom },
    ];
  });
  return [...waits, ...spans];
}

const queueBar = ({ from, limit }: QueueSpan, { attempt, startedAt }: AttemptSpan): Bar => ({
  key: `queue ${String(attempt)}`,
  kind: limit,
  from,
  to: startedAt,
  isOpen: false,
  look: 'pending',
  attempt,
});

/** How much time is drawn before anything is known of a run, in µs. */
const HORIZON_MIN = 18e6;
/** How much more at a time while a run grows: between two steps nothing on the timeline moves but the playhead. */
const GROWTH = 1.25;

/** The instant up to which time is drawn: a little past what is known. */
export function horizonOf(run: Run | null, now: Instant): number {
  const waits =
    run === null
      ? []
      : run.waiting
          .map((key) => run.tasks.get(key)?.state)
          .map((state) => (state?.status === 'waiting' ? state.until : 0));
  const known = Math.max(now, run?.now ?? 0, ...waits, run === null ? 0 : startUpsEnd(run));
  const isOver = run !== null && (run.phase === 'succeeded' || run.phase === 'failed' || run.phase === 'cancelled');
  if (isOver) return Math.max(1e6, known * 1.04);
  let horizon = HORIZON_MIN;
  while (horizon < known * 1.04) horizon *= GROWTH;
  return horizon;
}

/** The instant at which the newest of the attempts in flight has started up. */
function startUpsEnd({ running, tasks, setup }: Run): number {
  const newest = running.at(-1);
  const state = newest === undefined ? undefined : tasks.get(newest)?.state;
  return state?.status === 'running' ? state.since + setup.platform.startup * 1e6 : 0;
}
