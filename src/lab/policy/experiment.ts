import { setupOf } from '../../engine/setup';
import type { Aims } from '../../engine/strikes';
import type { Decorator, SourceValue } from '../../model/flow';
import type { FlowGraph, GraphStep } from '../../model/graph';
import type { RunId } from '../../model/ids';
import type { Json } from '../../model/json';
import type { Fault, Scenario } from '../../model/scenario';
import type { RunSetup } from '../../model/setup';
import { ALL_STEPS, type Experiment, type PolicyPoint } from '../../protocol/policy';
import { runIdOf } from '../../runtime/runId';

/** The name of the lab's failure in a plan and in logs. Chance is drawn by it, so it is the same wherever the plan is. */
export const LAB_FAULT = 'lab';

/** Metaflow's default of `--max-num-splits`, and of `--max-log-size` in bytes. */
const SPLITS_MAX = 100;
const LOG_BYTES_MAX = 10_000_000;

/** The failure of a point, as one of the plan; null where it never strikes. */
export function faultOf({ step, failure }: Experiment, { rate }: PolicyPoint): Fault | null {
  return rate <= 0 ? null : { id: LAB_FAULT, step, attempts: 'every', ...failure, probability: rate };
}

/** The scenario of one run: the same failures strike when the real code runs it, if its attempts are the same. */
export function scenarioAt(experiment: Experiment, point: PolicyPoint, seed: number): Scenario {
  const { scenario } = experiment;
  const fault = faultOf(experiment, point);
  const others = scenario.faults.filter(({ id }) => id !== LAB_FAULT);
  return { ...scenario, seed, faults: fault === null ? others : [...others, fault], command: ['run'] };
}

export const aimsOf = ({ faults, platform, seed }: Scenario): Aims => ({ faults, platform, seed });

/** A run's setup under the point's policy: as the engine makes it of the flow, had its decorators said so. */
export function setupAt({ graph, scenario, step }: Experiment, point: PolicyPoint, runId: RunId): RunSetup {
  const { platform, maxWorkers } = scenario;
  return setupOf(withPolicy(graph, step, point), {
    runId,
    platform,
    maxWorkers,
    maxNumSplits: SPLITS_MAX,
    maxLogBytes: LOG_BYTES_MAX,
    tags: [],
    withDecorators: [],
    configs: {},
    parameters: [],
    origin: null,
  });
}

export const runIdAt = (scenario: Scenario): RunId => runIdOf(scenario, null);

const withPolicy = (graph: FlowGraph, name: string, point: PolicyPoint): FlowGraph => ({
  ...graph,
  steps: graph.steps.map((step) => (name === ALL_STEPS || step.name === name ? decorated(step, point) : step)),
});

function decorated(step: GraphStep, { times, minutes, timeout }: PolicyPoint): GraphStep {
  const others = step.decorators.filter(({ name }) => name !== 'retry' && name !== 'timeout');
  const added = [
    ...(times > 0 ? [decorator(step, 'retry', { times, minutes_between_retries: minutes })] : []),
    ...(timeout > 0 ? [decorator(step, 'timeout', { seconds: timeout })] : []),
  ];
  return { ...step, decorators: [...others, ...added] };
}

function decorator({ source: { nameSpan } }: GraphStep, name: string, options: Record<string, Json>): Decorator {
  const values = Object.entries(options).map(([key, value]): [string, SourceValue] => [
    key,
    { kind: 'literal', value },
  ]);
  return { name, attributes: Object.fromEntries(values), span: nameSpan };
}
