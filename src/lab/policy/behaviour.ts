import { planOf } from '../../engine/plans';
import type { CaughtException } from '../../model/artifact';
import { assert } from '../../model/assert';
import type { EventFact, TakenTransition } from '../../model/events';
import type { Failure, FailureCause } from '../../model/failure';
import type { Task } from '../../model/run';
import type { StepPlan, StepPolicy } from '../../model/setup';
import type { Outage, Strikes } from '../../model/strikes';
import { later, microseconds } from '../../model/time';
import type { AttemptSample, FlowModel, SampledCall } from '../../protocol/policy';
import { mixed } from '../../runtime/simulated/dice';
import type { Behave, Behaviour } from '../../runtime/simulated/sayings';

interface Ending {
  readonly codeUs: number;
  readonly failure: Failure | null;
  /** Those that it made until then, as they were answered. */
  readonly calls: readonly SampledCall[];
}

type Says = Behaviour['says'];

/**
 * Attempts that do what samples of their step did. The seed draws the sample; the plan's strikes act on it as they act
 * on code: slowness comes first, then a bug ends it; a call during an outage fails it, as if nobody caught that; past
 * its timeout it fails by that. What `@catch` makes of an exception is the worker's part of Metaflow.
 * Altered inputs do nothing here: what code makes of them, only code knows.
 */
export function sampledBehaviour(model: FlowModel, seed: number): Behave {
  return (task, attempt, fallback, run, strikes) => {
    const plan = planOf(run.setup, task.place.step);
    if (fallback) return { says: [], codeUs: 0, end: succeeded(staticTransition(plan), handled(attempt)) };
    const sample = sampleOf(model, task, attempt, seed);
    const delayUs = strikes.delays.reduce((sum, { us }) => sum + us, 0);
    const since = task.state.status === 'running' ? task.state.since : run.now;
    const codeStartsUs = later(since, microseconds(run.setup.platform.startup));
    const ending = cutByTimeout(plan.policy, endingOf(sample, strikes, delayUs, codeStartsUs));
    const says = sayingsOf(ending, strikes, delayUs);
    return { says, codeUs: ending.codeUs, end: endOf(plan, sample, attempt, ending.failure) };
  };
}

function sampleOf(model: FlowModel, { key, place }: Task, attempt: number, seed: number): AttemptSample {
  const samples = model[place.step] ?? [];
  const at = samples.length === 1 ? 0 : mixed(seed, 'sample', key, attempt) % samples.length;
  const sample = samples[at];
  assert(sample !== undefined, `the model knows attempts of ${place.step}`);
  return sample;
}

function endingOf(sample: AttemptSample, strikes: Strikes, delayUs: number, codeStartsUs: number): Ending {
  const { bug, outages } = strikes;
  const { calls } = sample;
  if (bug !== null) return { codeUs: delayUs, failure: exception(bug.type, bug.message, 'user', bug.fault), calls: [] };
  for (const [i, call] of outages.length === 0 ? [] : calls.entries()) {
    const outage = outages.find((one) => isHit(one, call, codeStartsUs + delayUs + call.afterUs));
    if (outage?.answer == null) continue;
    const { answer, fault, latencyUs } = outage;
    const message = `${call.request} was answered ${String(answer)}.`;
    const failed = { ...call, answer, fault, tookUs: latencyUs };
    return {
      codeUs: delayUs + call.afterUs + latencyUs,
      failure: exception('ServiceError', message, 'user', fault),
      calls: [...calls.slice(0, i), failed],
    };
  }
  const codeUs = delayUs + sample.codeUs;
  if (sample.failure === null) return { codeUs, failure: null, calls };
  return { codeUs, failure: exception(sample.failure.exception, sample.failure.message, 'user'), calls };
}

const isHit = ({ from, until, service, answer }: Outage, call: SampledCall, atUs: number): boolean =>
  answer !== null && from <= atUs && (until === null || atUs < until) && (service === null || service === call.service);

/** A timeout strikes code that would go on past it. Source: Metaflow, timeout_decorator.py. */
function cutByTimeout({ timeoutUs }: StepPolicy, ending: Ending): Ending {
  if (timeoutUs === null || ending.codeUs <= timeoutUs) return ending;
  const message = `Step did not finish within ${String(timeoutUs / 1e6)} seconds.`;
  return { ...ending, codeUs: timeoutUs, failure: exception('TimeoutException', message, 'timeout') };
}

function exception(type: string, message: string, cause: FailureCause, fault?: string): Failure {
  return { cause, exception: type, message, exitCode: 1, retry: true, ...(fault !== undefined && { fault }) };
}

function sayingsOf({ calls, codeUs }: Ending, { delays, bug }: Strikes, delayUs: number): Says {
  if (calls.length === 0 && delays.length === 0 && bug === null) return NOTHING_SAID;
  const struck = (fault: string, afterUs: number): Says[number] => ({ afterUs, fact: { type: 'fault-struck', fault } });
  return [
    ...delays.map(({ fault }) => struck(fault, 0)),
    ...(bug === null ? [] : [struck(bug.fault, delayUs)]),
    ...calls
      .filter(({ afterUs }) => delayUs + afterUs <= codeUs)
      .map(({ afterUs, ...call }): Says[number] => ({
        afterUs: delayUs + afterUs,
        fact: { type: 'service-called', ...call },
      })),
  ];
}

const NOTHING_SAID: Says = [];

function endOf(plan: StepPlan, sample: AttemptSample, attempt: number, failure: Failure | null): EventFact {
  if (failure === null) return succeeded(sample.transition ?? staticTransition(plan), null);
  // The last attempt that runs user code: Metaflow's worker lets `@catch` turn its exception into success.
  if (plan.policy.catch !== null && attempt >= plan.policy.retryTimes) {
    const caught = { exception: failure.exception ?? '', message: failure.message ?? '' };
    return succeeded(staticTransition(plan), caught);
  }
  return { type: 'attempt-failed', failure, artifacts: [] };
}

const staticTransition = ({ next }: StepPlan): TakenTransition | null =>
  next.length === 0 ? null : { targets: next, foreach: null };

const succeeded = (transition: TakenTransition | null, caught: CaughtException | null): EventFact => ({
  type: 'attempt-succeeded',
  artifacts: [],
  transition,
  caught,
  cards: [],
});

/** What a fallback attempt leaves. Source: Metaflow, catch_decorator.py. */
const handled = (attempts: number): CaughtException => ({
  exception: 'FailureHandledByCatch',
  message:
    `Task execution kept failing over ${String(attempts)} attempts. Your code did not raise an exception. ` +
    'Something in the execution environment caused the failure.',
});
