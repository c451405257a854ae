import type { FlowGraph } from '../model/graph';
import type { Run } from '../model/run';
import type { Fault } from '../model/scenario';
import type { Instant } from '../model/time';
import type { TaskHistory } from './history';
import type { Look } from './look';
import type { Picture } from './picture';
import { spanLook } from './pips';
import { tasksByStep } from './tasksByStep';

/** Something that lasted, in virtual µs. `isOpen`: it lasts still, and ends where the clock stands. */
export interface Bar {
  readonly key: string;
  readonly kind: 'start-up' | 'code' | 'wait' | 'clone';
  readonly from: Instant;
  readonly to: Instant;
  readonly isOpen: boolean;
  readonly look: Look;
  readonly attempt: number;
}

/** How many tasks of a foreach had started, and had ended, from `at` on. */
export interface CrowdPoint {
  readonly at: Instant;
  readonly started: number;
  readonly ended: number;
}

/** A foreach's tasks together; `total` counts those that are queued too. */
export interface Crowd {
  readonly points: readonly CrowdPoint[];
  readonly total: number;
}

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
}

/** Under a foreach stand the tasks that had trouble, the first of them; its grid has them all. */
const PARTS_MAX = 12;

/** In the graph's order. */
export function lanesOf(graph: FlowGraph, { run, histories }: Picture, faults: readonly Fault[]): readonly Lane[] {
  const started = new Map<string, TaskHistory[]>();
  for (const task of histories.values()) {
    const tasks = started.get(task.place.step);
    if (tasks === undefined) started.set(task.place.step, [task]);
    else tasks.push(task);
  }
  const queued = tasksByStep(run);
  return graph.steps.flatMap(({ name }): readonly Lane[] => {
    const tasks = started.get(name) ?? [];
    const isForeach = (queued.get(name)?.[0]?.place.foreach.length ?? 0) > 0;
    if (isForeach) return crowdLanes(name, tasks, { faults, total: queued.get(name)?.length ?? 0 });
    return tasks.length === 0 ? [emptyLane(name)] : tasks.map((task) => laneOf(task, faults));
  });
}

/** Rows for a graph that nothing has run of. */
export const emptyLanes = (graph: FlowGraph): readonly Lane[] => graph.steps.map(({ name }) => emptyLane(name));

const emptyLane = (step: string): Lane => ({
  key: step,
  step,
  task: null,
  label: step,
  look: 'pending',
  isPart: false,
  bars: [],
  crowd: null,
});

const laneOf = (task: TaskHistory, faults: readonly Fault[]): Lane => ({
  ...emptyLane(task.place.step),
  key: task.key,
  task,
  label: task.key,
  look: lookOf(task, faults),
  bars: barsOf(task, faults),
});

function lookOf({ attempts, waits, cloned }: TaskHistory, faults: readonly Fault[]): Look {
  const last = attempts.at(-1);
  if (last === undefined) return cloned === null ? 'pending' : 'cloned';
  return waits.at(-1)?.after === last.attempt ? 'waiting' : spanLook(last, faults);
}

interface CrowdOptions {
  readonly faults: readonly Fault[];
  readonly total: number;
}

function crowdLanes(step: string, tasks: readonly TaskHistory[], { faults, total }: CrowdOptions): readonly Lane[] {
  const crowd: Lane = { ...emptyLane(step), crowd: { points: crowdPoints(tasks), total } };
  const troubled = tasks.filter(hadTrouble).slice(0, PARTS_MAX);
  return [crowd, ...troubled.map((task) => ({ ...laneOf(task, faults), isPart: true }))];
}

const hadTrouble = ({ attempts }: TaskHistory): boolean =>
  attempts.length > 1 || attempts.some(({ ending }) => ending !== null && ending.kind !== 'succeeded');

function crowdPoints(tasks: readonly TaskHistory[]): readonly CrowdPoint[] {
  const starts = tasks.flatMap(({ attempts, cloned }) => attempts[0]?.startedAt ?? cloned?.at ?? []);
  const ends = tasks.flatMap(({ attempts, cloned }) => {
    const last = attempts.at(-1);
    const goesOn = last?.ending === null || (last?.ending.kind === 'failed' && !last.ending.isLast);
    return goesOn ? [] : (last?.endedAt ?? cloned?.at ?? []);
  });
  const changes = [...starts.map((at) => ({ at, start: 1, end: 0 })), ...ends.map((at) => ({ at, start: 0, end: 1 }))];
  const points: CrowdPoint[] = [];
  for (const { at, start, end } of changes.sort((a, b) => a.at - b.at)) {
    const before = points.at(-1);
    const point = { at, started: (before?.started ?? 0) + start, ended: (before?.ended ?? 0) + end };
    if (before?.at === at) points[points.length - 1] = point;
    else points.push(point);
  }
  return points;
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
    const { attempt, startedAt, codeStartsAt, endedAt } = span;
    const codeFrom = endedAt !== null && endedAt < codeStartsAt ? endedAt : codeStartsAt;
    const look = spanLook(span, faults);
    const bar = { attempt, look, isOpen: endedAt === null };
    return [
      { ...bar, key: `start-up ${String(attempt)}`, kind: 'start-up', from: startedAt, to: codeFrom },
      { ...bar, key: `code ${String(attempt)}`, kind: 'code', from: codeFrom, to: endedAt ?? codeFrom },
    ];
  });
  return [...waits, ...spans];
}

/** The instant up to which time is drawn: a little past what is known. */
export function horizonOf(run: Run | null, now: Instant): number {
  const waits =
    run === null
      ? []
      : run.waiting
          .map((key) => run.tasks.get(key)?.state)
          .map((state) => (state?.status === 'waiting' ? state.until : 0));
  const known = Math.max(now, run?.now ?? 0, ...waits);
  const isOver = run !== null && (run.phase === 'succeeded' || run.phase === 'failed' || run.phase === 'cancelled');
  return isOver ? Math.max(1e6, known * 1.04) : Math.max(18e6, known * 1.12);
}

/** Ticks of a ruler over `horizon` µs: at most about ten, at round seconds. */
export function ticksOf(horizon: number): readonly number[] {
  const wanted = horizon / 1e6 / 10;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= wanted) ?? wanted;
  return Array.from({ length: Math.floor(horizon / 1e6 / step) + 1 }, (_, i) => Number((i * step).toFixed(3)));
}
