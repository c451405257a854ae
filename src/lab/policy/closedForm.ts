import { ATTEMPTS_MAX } from '../../engine/policy';
import { findPlan } from '../../engine/plans';
import type { FaultKind } from '../../model/scenario';
import type { RunSetup, StepPlan } from '../../model/setup';
import { ALL_STEPS, type AttemptSample, type Experiment, type PolicyPoint } from '../../protocol/policy';
import { runIdAt, setupAt } from './experiment';

/** What mathematics says of a point, exactly. */
export interface ClosedForm {
  /** Of a run. */
  readonly success: number;
  /** Of the experiment's step, in a run; null where a task that fails for good cuts others short. */
  readonly attempts: number | null;
}

/** Kinds that make an attempt fail whenever they strike. A call that fails does so where a call is made. */
const ALWAYS_FATAL: ReadonlySet<FaultKind> = new Set([
  'code-bug',
  'spot-interruption',
  'eviction',
  'out-of-memory',
  'metadata-unavailable',
  'datastore-unavailable',
]);
/** Of these, what is an exception in user code, which `@catch` handles. */
const RAISES: ReadonlySet<FaultKind> = new Set(['code-bug']);

/**
 * The chance that a run succeeds, and how many attempts it takes, where every attempt fails or not by itself alone: then
 * a task succeeds with 1 − f^tries, and makes (1 − f^tries) / (1 − f) attempts. Null where that is not so: a timeout that
 * can strike, other failures of the plan or the platform, a switch, fan-outs of several widths, `@catch` of deaths.
 */
export function closedForm(experiment: Experiment, point: PolicyPoint): ClosedForm | null {
  const { scenario, model, step, failure } = experiment;
  if (scenario.faults.length > 0 || (scenario.platform.failures?.length ?? 0) > 0) return null;
  if (point.rate > 0 && !ALWAYS_FATAL.has(failure.kind)) return null;
  const setup = setupAt(experiment, point, runIdAt(scenario));
  let success = 1;
  let attempts = 0;
  let [tasks, certain] = [0, true];
  for (const plan of setup.steps) {
    const own = model[plan.name] ?? [];
    const count = tasksOf(setup, plan, model);
    if (count === null || timeoutStrikes(plan, own)) return null;
    const isAimed = step === ALL_STEPS || plan.name === step;
    if (plan.policy.catch !== null && isAimed && point.rate > 0 && !RAISES.has(failure.kind)) return null;
    const failing = 1 - (1 - shareFailed(own)) * (1 - (isAimed ? point.rate : 0));
    const tries = Math.min(plan.policy.retryTimes + 1, ATTEMPTS_MAX);
    const ofTask = plan.policy.catch === null ? 1 - failing ** tries : 1;
    // What stands after a step is reached only by runs that came through it; so is what stands beside it.
    if (isAimed && !certain) attempts = NaN;
    if (isAimed) attempts += count * (failing === 1 ? tries : (1 - failing ** tries) / (1 - failing));
    if (ofTask < 1) [tasks, certain] = [tasks + count, false];
    success *= ofTask ** count;
  }
  return { success, attempts: tasks > 1 || Number.isNaN(attempts) ? null : attempts };
}

const shareFailed = (samples: readonly AttemptSample[]): number =>
  samples.filter(({ failure }) => failure !== null).length / Math.max(1, samples.length);

const timeoutStrikes = ({ policy }: StepPlan, samples: readonly AttemptSample[]): boolean =>
  policy.timeoutUs !== null && samples.some(({ codeUs }) => codeUs > (policy.timeoutUs ?? Infinity));

/** How many tasks a step has in every run; null where that varies. */
function tasksOf(setup: RunSetup, plan: StepPlan, model: Experiment['model']): number | null {
  if (setup.steps.some(({ type }) => type === 'split-switch')) return null;
  let tasks = 1;
  for (const parent of plan.splitParents) {
    if (findPlan(setup, parent)?.type !== 'foreach') continue;
    const widths = new Set((model[parent] ?? []).flatMap(({ transition }) => transition?.foreach?.numSplits ?? []));
    const [width] = widths;
    if (width === undefined || widths.size > 1) return null;
    tasks *= width;
  }
  return tasks;
}
