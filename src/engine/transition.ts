import type { TakenTransition } from '../model/events';
import type { RunSetup, StepPlan } from '../model/setup';
import { switchTookSeveral, switchTookUnknown, tooManySplits, unexpectedTransition, type Verdict } from './messages';

/**
 * What Metaflow's scheduler says of the transition a finished task recorded, or null when it may go on.
 *
 * The end step is not looked at: it has no successors to queue.
 * Source: Metaflow, runtime.py, NativeRuntime._queue_tasks.
 */
export function objection(
  setup: RunSetup,
  plan: StepPlan,
  taskId: string,
  transition: TakenTransition | null,
): Verdict | null {
  const taken = transition?.targets ?? [];
  if (plan.type === 'end') return null;
  if (plan.type === 'split-switch') return switchObjection(plan, taken);
  const asExpected = taken.length === plan.next.length && taken.every((step, i) => step === plan.next[i]);
  if (!asExpected) return unexpectedTransition(plan.name, plan.next, taken);
  const splits = transition?.foreach?.numSplits ?? 0;
  return splits > setup.maxNumSplits ? tooManySplits(plan.name, taskId, splits, setup.maxNumSplits) : null;
}

function switchObjection(plan: StepPlan, taken: readonly string[]): Verdict | null {
  const [only] = taken;
  if (only === undefined || taken.length > 1) return switchTookSeveral(plan.name, taken);
  return plan.next.includes(only) ? null : switchTookUnknown(plan.name, only, plan.next);
}
