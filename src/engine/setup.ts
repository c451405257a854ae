import { assert } from '../model/assert';
import type { ArtifactRef } from '../model/artifact';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { RunId } from '../model/ids';
import type { Platform } from '../model/scenario';
import type { CloneSource, ExitHooks, ProjectOptions, RunSetup, StepPlan } from '../model/setup';
import { policyOf } from './policyOf';

/** What a command adds to a flow to make a run of it. */
export interface RunOptions {
  readonly runId: RunId;
  readonly platform: Platform;
  readonly maxWorkers: number;
  readonly maxNumSplits: number;
  readonly maxLogBytes: number;
  readonly tags: readonly string[];
  readonly withDecorators: readonly string[];
  readonly configs: RunSetup['configs'];
  readonly parameters: readonly ArtifactRef[];
  readonly namespace?: string;
  readonly project?: ProjectOptions;
  readonly exitHooks?: ExitHooks;
  /** What a resume takes over; nothing for a run. */
  readonly origin: {
    readonly runId: RunId;
    readonly clones: readonly CloneSource[];
    readonly problems: readonly string[];
  } | null;
}

/** The setup of a run of `graph`, which must have passed lint. */
export function setupOf(graph: FlowGraph, options: RunOptions): RunSetup {
  assert(graph.start !== null && graph.end !== null, 'a graph that passed lint has a start and an end');
  const { origin, ...rest } = options;
  return {
    ...rest,
    flowName: graph.flow.name,
    start: graph.start,
    end: graph.end,
    steps: graph.steps.map((step) => planOfStep(step, options.platform)),
    originRunId: origin?.runId ?? null,
    clones: origin?.clones ?? [],
    cloneProblems: origin?.problems ?? [],
  };
}

function planOfStep(step: GraphStep, platform: Platform): StepPlan {
  const { name, type, order, next, previous, isJoin, repeats, splitParents } = step;
  return { name, type, order, next, previous, isJoin, repeats, splitParents, policy: policyOf(step, platform) };
}
