import type { EventOf, RunEvent } from '../../model/events';
import { taskKeyOf, type TaskKey } from '../../model/ids';
import type { Run, Task } from '../../model/run';
import type { StepPlan } from '../../model/setup';
import { findPlan, planOf } from '../plans';
import { GRACE_US } from '../wanted';
import type { Verdict } from './decision';
import { runFailsVerdicts } from './endings';
import { keyIn, placeIn, type Turn } from './turn';

type SucceededEvent = EventOf<'attempt-succeeded'> & RunEvent;

/** What `@catch` did in an attempt that succeeded, and where the flow goes from it. */
export function successVerdicts(turn: Turn, event: SucceededEvent): readonly Verdict[] {
  const plan = planOf(turn.before.setup, placeIn(event).step);
  const left: readonly Verdict[] = event.exited === true ? [['exit-codes', { kind: 'left-early' }]] : [];
  const caught = [...left, ...catchVerdicts(turn, event, plan)];
  if (turn.before.failure !== null) {
    const next = event.transition?.targets ?? [];
    return [...caught, ['failing', { kind: 'outlived', graceUs: GRACE_US, next }]];
  }
  return turn.after.failure === null
    ? [...caught, ...goingOn(turn, event, plan)]
    : [...caught, ...runFailsVerdicts(turn)];
}

function catchVerdicts({ before }: Turn, event: SucceededEvent, { policy }: StepPlan): readonly Verdict[] {
  if (policy.catch === null) return [];
  const { variable } = policy.catch;
  if (event.caught === null)
    return variable === null ? [] : [['catch', { kind: 'nothing-caught', variable, tasks: 1 }]];
  const state = before.tasks.get(keyIn(event))?.state;
  const fallback = state?.status === 'running' && state.fallback;
  const saved = event.artifacts.map(({ name }) => name);
  const { exception } = event.caught;
  return [['catch', { kind: 'caught', exception, variable, allowed: policy.retryTimes + 1, fallback, saved }]];
}

function goingOn(turn: Turn, event: SucceededEvent, plan: StepPlan): readonly Verdict[] {
  const { transition } = event;
  if (transition === null) return [];
  const [only] = transition.targets;
  if (plan.type === 'split-switch' && only !== undefined) {
    const others = plan.next.filter((step) => step !== only);
    return [['switch', { kind: 'switched', taken: only, others }], ...joins(turn, event)];
  }
  if (transition.foreach !== null && only !== undefined) {
    const { variable, numSplits } = transition.foreach;
    return [['foreach', { kind: 'fans-out', target: only, variable, numSplits }]];
  }
  return joins(turn, event);
}

/** The first input of a join tells how many it waits for, the last one lets it start. */
function joins({ after }: Turn, event: SucceededEvent): readonly Verdict[] {
  return (event.transition?.targets ?? []).flatMap((join): readonly Verdict[] => {
    const task = after.tasks.get(keyIn(event));
    if (task === undefined || findPlan(after.setup, join)?.isJoin !== true) return [];
    const { key, expected } = inputsOf(join, task, after);
    const arrived = after.arrivals.get(key);
    if (expected < 2 || arrived === undefined) return [];
    if (arrived.size === expected) {
      const firstEnd = Math.min(...arrived.map((input) => endOf(after, after.tasks.get(input))));
      return [['join', { kind: 'join-starts', join, expected, waitedUs: event.at - firstEnd }]];
    }
    return arrived.size === 1 ? [['join', { kind: 'join-waits', join, expected }]] : [];
  });
}

const endOf = ({ now }: Run, task: Task | undefined): number =>
  task?.state.status === 'completed' ? task.state.at : now;

/** The join that `task` leads to, and how many inputs it has: all branches of its split, or all tasks of its foreach. */
function inputsOf(join: string, { place, frames }: Task, { setup }: Run): { key: TaskKey; expected: number } {
  const split = findPlan(setup, planOf(setup, place.step).splitParents.at(-1) ?? '');
  if (split?.type !== 'foreach')
    return { key: taskKeyOf({ step: join, foreach: place.foreach, round: 0 }), expected: split?.next.length ?? 1 };
  const key = taskKeyOf({ step: join, foreach: place.foreach.slice(0, -1), round: 0 });
  return { key, expected: frames.at(-1)?.numSplits ?? 1 };
}
