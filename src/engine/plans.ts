import { assert } from '../model/assert';
import type { TaskPlace } from '../model/ids';
import type { RunSetup, StepPlan } from '../model/setup';

const plansBySetup = new WeakMap<RunSetup, ReadonlyMap<string, StepPlan>>();

/** The plan of a step that must exist in the setup. */
export function planOf(setup: RunSetup, step: string): StepPlan {
  const plan = findPlan(setup, step);
  assert(plan !== undefined, `step ${step} is part of the setup`);
  return plan;
}

/** The plan of a step, or undefined: a resumed run may hold tasks that led to steps that are gone. */
export function findPlan(setup: RunSetup, step: string): StepPlan | undefined {
  let plans = plansBySetup.get(setup);
  if (plans === undefined) {
    plans = new Map(setup.steps.map((plan) => [plan.name, plan]));
    plansBySetup.set(setup, plans);
  }
  return plans.get(step);
}

/** The goldens' order of two tasks: by step, then by foreach indices, then by round. Negative: `a` comes first. */
export function comparePlaces(orderOf: (step: string) => number, a: TaskPlace, b: TaskPlace): number {
  const bySteps = orderOf(a.step) - orderOf(b.step);
  if (bySteps !== 0) return bySteps;
  for (let i = 0; i < Math.max(a.foreach.length, b.foreach.length); i++) {
    const byIndex = (a.foreach[i] ?? -1) - (b.foreach[i] ?? -1);
    if (byIndex !== 0) return byIndex;
  }
  return a.round - b.round;
}

/** A step's place in the goldens' order, for {@link comparePlaces}; steps that are gone come last. */
export const orderIn =
  (setup: RunSetup) =>
  (step: string): number =>
    findPlan(setup, step)?.order ?? setup.steps.length;
