import { planOf } from '../../engine/plans';
import { assert } from '../../model/assert';
import type { ContentHash } from '../../model/ids';
import type { Run } from '../../model/run';
import type { Service } from '../../model/scenario';
import type { Strikes } from '../../model/strikes';
import { later, microseconds } from '../../model/time';
import type { Work } from '../../model/work';
import type { AttemptInput, AttemptOrder, FlowSource } from '../../protocol/flowHost';
import { attemptSeed, servicesSeed } from './chance';

export type AttemptWork = Extract<Work, { readonly kind: 'attempt' }>;

/** What the scenario has in store for an attempt. */
export interface Outside {
  readonly seed: number;
  readonly services: readonly Service[];
  readonly strikes: Strikes;
}

/** The attempt's order, but for the runs that it may read and the bytes of artifacts, which have to be fetched. */
export function orderOf(
  run: Run,
  work: AttemptWork,
  source: FlowSource,
  { seed, services, strikes }: Outside,
): Omit<AttemptOrder, 'blobs' | 'client'> {
  const { setup } = run;
  const task = run.tasks.get(work.task);
  assert(task?.id != null, 'a task in flight has an id');
  const plan = planOf(setup, work.place.step);
  return {
    ...source,
    seed: attemptSeed(seed, work.place, work.attempt),
    flowName: setup.flowName,
    runId: setup.runId,
    originRunId: setup.originRunId,
    taskId: task.id,
    step: work.place.step,
    attempt: work.attempt,
    retryTimes: plan.policy.retryTimes,
    fallback: work.fallback,
    frames: task.frames,
    round: plan.repeats ? work.place.round : null,
    inputs: task.inputs.map((key) => inputOf(run, key)),
    parameters: setup.parameters,
    successors: plan.next,
    tags: setup.tags,
    codeStartsAt: later(work.since, microseconds(setup.platform.startup)),
    maxLogBytes: setup.maxLogBytes,
    strikes,
    services,
    servicesSeed: servicesSeed(seed, work.place, work.attempt),
  };
}

function inputOf(run: Run, key: AttemptWork['task']): AttemptInput {
  const input = run.tasks.get(key);
  assert(input !== undefined, `${key} is part of the run`);
  return { step: input.place.step, taskId: input.id ?? '', frames: input.frames, artifacts: input.artifacts };
}

/** The artifacts that an order names. */
export function hashesOf({ inputs, parameters }: Pick<AttemptOrder, 'inputs' | 'parameters'>): Set<ContentHash> {
  const refs = [...parameters, ...inputs.flatMap(({ artifacts }) => artifacts)];
  return new Set(refs.map(({ hash }) => hash));
}
