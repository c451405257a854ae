import { assert } from '../model/assert';
import type { EventFact } from '../model/events';
import type { TaskId, TaskKey } from '../model/ids';
import type { Run, Task } from '../model/run';
import { later, type Instant } from '../model/time';
import type { Work } from '../model/work';
import { endNotReached } from './messages';
import { comparePlaces, orderIn, planOf } from './plans';
import { runsUserCode } from './policy';

/** How long Metaflow lets running tasks go on after the run has failed. Source: runtime.py, NativeRuntime._killall. */
export const GRACE_US = 5_000_000;

/**
 * The work that ought to be in flight: a function of the run. Attempts and waits first, then what may start,
 * in the order in which the log will show it.
 */
export function wanted(run: Run): readonly Work[] {
  switch (run.phase) {
    case 'running':
      return allOf(attempts(run, null), waits(run), starts(run));
    case 'failing':
      return attempts(run, run.failure === null ? null : later(run.failure.since, GRACE_US));
    default:
      return [];
  }
}

/** Most often only one of them is not empty, and nothing has to be copied: this is asked for after every event. */
function allOf(attempts: Work[], waits: Work[], starts: Work[]): readonly Work[] {
  if (waits.length === 0 && starts.length === 0) return attempts;
  if (attempts.length === 0 && waits.length === 0) return starts;
  return [...attempts, ...waits, ...starts];
}

/** The fact that ends a run with nothing left to do; null while there is work. Its instant is the run's last. */
export function closingFact(run: Run): EventFact | null {
  if (run.phase !== 'running' && run.phase !== 'failing') return null;
  if (run.running.length + run.waiting.length + run.retries.length > 0 && run.phase === 'running') return null;
  if (run.running.length > 0 || (run.phase === 'running' && run.queue.size > 0)) return null;
  if (run.failure !== null) return failed(run.failure);
  const endFinished = run.tasks.some(
    ({ place, state }) => place.step === run.setup.end && state.status === 'completed',
  );
  return endFinished ? { type: 'run-succeeded' } : failed(endNotReached(run.setup.end));
}

const failed = ({ headline, message }: { headline: string; message: string }): EventFact => ({
  type: 'run-failed',
  headline,
  message,
});

function attempts(run: Run, deadline: Instant | null): Work[] {
  return run.running.map((key) => {
    const { place, state } = taskAt(run, key);
    assert(state.status === 'running', `${key} is running`);
    const { attempt, since, fallback } = state;
    return { kind: 'attempt', key: attemptKey(key, attempt), place, attempt, since, deadline, task: key, fallback };
  });
}

function waits(run: Run): Work[] {
  return run.waiting.map((key) => {
    const { place, state } = taskAt(run, key);
    assert(state.status === 'waiting', `${key} is waiting`);
    const { attempt, until } = state;
    return { kind: 'wait', key: `wait ${attemptKey(key, attempt)}`, place, attempt, until };
  });
}

/**
 * What fits into the free slots. A worker (`maxWorkers`) is held from a task's first start to its end, waits
 * included; a slot of the platform only by an attempt. Retries go before the queue, which is served in order.
 */
function starts(run: Run): Work[] {
  if (run.retries.length === 0 && run.queue.size === 0) return [];
  const { platform, maxWorkers } = run.setup;
  const slots = platform.slots - run.running.length;
  const workers = maxWorkers - run.running.length - run.waiting.length - run.retries.length;
  const retries = run.retries.slice(0, Math.max(0, slots));
  const fresh = run.queue.slice(0, Math.max(0, Math.min(slots - retries.length, workers))).toArray();
  const tasks = [...retries, ...fresh].map((key) => taskAt(run, key));
  tasks.sort((a, b) => comparePlaces(orderIn(run.setup), a.place, b.place));
  let started = run.started;
  return tasks.map((task) => start(run, task, task.id ?? (String(++started) as TaskId)));
}

function start(run: Run, { key, place, frames, state }: Task, taskId: TaskId): Work {
  assert(state.status === 'ready', `${key} is ready`);
  const { attempt } = state;
  const fallback = !runsUserCode(planOf(run.setup, place.step).policy, attempt);
  return {
    kind: 'start',
    key: `start ${attemptKey(key, attempt)}`,
    place,
    attempt,
    at: run.now,
    taskId,
    frames,
    fallback,
  };
}

/** Names an attempt among the work of a run. */
export const attemptKey = (key: TaskKey, attempt: number): string => `${key} ${String(attempt)}`;

function taskAt(run: Run, key: TaskKey): Task {
  const task = run.tasks.get(key);
  assert(task !== undefined, `task ${key} is part of the run`);
  return task;
}
