import type { FlowGraph } from '../model/graph';
import type { Run } from '../model/run';
import type { Fault } from '../model/scenario';
import type { Instant } from '../model/time';
import type { Histories, TaskHistory } from './history';
import type { Look } from './look';
import { spanLook } from './pips';

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

/** One row of the timeline. */
export interface Lane {
  readonly key: string;
  readonly step: string;
  readonly task: TaskHistory | null;
  readonly label: string;
  readonly bars: readonly Bar[];
}

/** Rows of a foreach beyond this many are left to its grid. */
const LANES_PER_STEP_MAX = 40;

/** A row per step in the graph's order, and one per task where a step has several. */
export function lanesOf(graph: FlowGraph, histories: Histories, faults: readonly Fault[]): readonly Lane[] {
  const byStep = new Map<string, TaskHistory[]>();
  for (const task of histories.values()) byStep.set(task.place.step, [...(byStep.get(task.place.step) ?? []), task]);
  return graph.steps.flatMap(({ name }): readonly Lane[] => {
    const tasks = (byStep.get(name) ?? []).slice(0, LANES_PER_STEP_MAX);
    if (tasks.length === 0) return [{ key: name, step: name, task: null, label: name, bars: [] }];
    return tasks.map((task) => ({ key: task.key, step: name, task, label: task.key, bars: barsOf(task, faults) }));
  });
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
