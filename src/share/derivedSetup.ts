import { setupOf } from '../engine/setup';
import { FlowChecker } from '../language/check';
import type { Scenario } from '../model/scenario';
import type { RunEvent } from '../model/events';
import { asRunId } from '../model/ids';
import type { CloneSource, RunSetup } from '../model/setup';

const MAX_NUM_SPLITS = 100;
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/**
 * The setup of a run as far as the flow's text and the log tell it, for records that do not carry theirs; null for a
 * text without a flow that may run. Nothing is loaded: a decorator's value that is an expression counts as its default.
 */
export function derivedSetup(
  scenario: Scenario,
  run: { readonly id: string; readonly originRunId: string | null },
  events: readonly RunEvent[],
): RunSetup | null {
  const { graph, problems } = new FlowChecker().check(scenario);
  if (graph?.start == null || graph.end === null) return null;
  if (problems.some(({ severity }) => severity === 'error')) return null;
  const clones = events.flatMap(cloneOf);
  const [opening] = events;
  const origin = run.originRunId === null ? null : { runId: asRunId(run.originRunId), clones, problems: [] };
  return setupOf(graph, {
    runId: asRunId(run.id),
    platform: scenario.platform,
    maxWorkers: scenario.maxWorkers,
    maxNumSplits: MAX_NUM_SPLITS,
    maxLogBytes: MAX_LOG_BYTES,
    tags: [],
    withDecorators: [],
    configs: {},
    parameters: opening?.type === 'run-started' ? opening.parameters : [],
    origin,
  });
}

function cloneOf(event: RunEvent): CloneSource[] {
  if (event.type !== 'task-cloned' || event.step === null) return [];
  const { step, foreach, round, originTaskId, frames, artifacts, transition, caught } = event;
  return [{ place: { step, foreach, round }, originTaskId, frames, artifacts, transition, caught }];
}
