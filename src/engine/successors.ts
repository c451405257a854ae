import { List } from 'immutable';
import type { ForeachFrame } from '../model/events';
import { taskKeyOf, type TaskKey, type TaskPlace } from '../model/ids';
import type { Run, Task } from '../model/run';
import type { RunSetup, StepPlan } from '../model/setup';
import { foreachMissing, type Verdict } from './messages';
import { comparePlaces, findPlan, orderIn, planOf } from './plans';

/** A task that may be queued, before it has an id or a state. */
export interface Successor {
  readonly place: TaskPlace;
  readonly frames: readonly ForeachFrame[];
  readonly inputs: readonly TaskKey[];
}

/** What a finished task leads to: tasks that may be queued now, and the join that waits for more. */
export interface Continuation {
  readonly successors: readonly Successor[];
  readonly arrivals: Run['arrivals'];
  readonly verdict: Verdict | null;
}

/**
 * The tasks that `task`'s recorded transition leads to. A join is among them once its last input has come:
 * all branches of its split, or all `numSplits` tasks of its foreach.
 * Source: Metaflow, runtime.py, NativeRuntime._queue_task_join, _queue_task_foreach, _queue_task_switch.
 */
export function continuation(run: Run, task: Task): Continuation {
  let arrivals = run.arrivals;
  const successors: Successor[] = [];
  for (const target of task.transition?.targets ?? []) {
    const plan = findPlan(run.setup, target);
    if (plan === undefined) continue;
    if (!plan.isJoin) {
      successors.push(...ordinarySuccessors(task, plan));
      continue;
    }
    const arrival = arriveAtJoin(run.setup, arrivals, task, plan);
    if ('verdict' in arrival) return { successors: [], arrivals, verdict: arrival.verdict };
    arrivals = arrival.arrivals;
    if (arrival.join !== null) successors.push(arrival.join);
  }
  return { successors, arrivals, verdict: null };
}

function ordinarySuccessors(task: Task, plan: StepPlan): Successor[] {
  const inputs = [task.key];
  const fanOut = task.transition?.foreach ?? null;
  if (fanOut === null) {
    const round = plan.name === task.place.step ? task.place.round + 1 : 0;
    return [{ place: { step: plan.name, foreach: task.place.foreach, round }, frames: task.frames, inputs }];
  }
  return Array.from({ length: fanOut.numSplits }, (_, index) => ({
    place: { step: plan.name, foreach: [...task.place.foreach, index], round: 0 },
    frames: [
      ...task.frames,
      {
        step: task.place.step,
        variable: fanOut.variable,
        index,
        numSplits: fanOut.numSplits,
        value: fanOut.values[index] ?? '',
      },
    ],
    inputs,
  }));
}

type Arrival = { readonly arrivals: Run['arrivals']; readonly join: Successor | null } | { readonly verdict: Verdict };

function arriveAtJoin(setup: RunSetup, arrivals: Run['arrivals'], task: Task, join: StepPlan): Arrival {
  const split = planOf(setup, task.place.step).splitParents.at(-1);
  const splitPlan = split === undefined ? undefined : findPlan(setup, split);
  const closesForeach = splitPlan?.type === 'foreach';
  const frame = task.frames.at(-1);
  if (closesForeach && frame === undefined) return { verdict: foreachMissing(join.name, task.frames) };

  const foreach = closesForeach ? task.place.foreach.slice(0, -1) : task.place.foreach;
  const frames = closesForeach ? task.frames.slice(0, -1) : task.frames;
  const expected = closesForeach && frame !== undefined ? frame.numSplits : (splitPlan?.next.length ?? 1);
  const place: TaskPlace = { step: join.name, foreach, round: 0 };
  const key = taskKeyOf(place);
  const inputs = arrivals.get(key, List<TaskKey>()).push(task.key);
  const joined: Successor = { place, frames, inputs: inputs.toArray() };
  return { arrivals: arrivals.set(key, inputs), join: inputs.size === expected ? joined : null };
}

/** A join's inputs as user code meets them: by step, then by foreach index. */
export function inJoinOrder(run: Run, inputs: readonly TaskKey[]): readonly TaskKey[] {
  const places = inputs.flatMap((key) => run.tasks.get(key)?.place ?? []);
  return places.sort((a, b) => comparePlaces(orderIn(run.setup), a, b)).map(taskKeyOf);
}
