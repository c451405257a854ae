/** Builds setups and logs for tests of what is read from them: records, the console, comparisons. */
import type { ArtifactRef } from '../../src/model/artifact';
import type { EventFact, RunEvent } from '../../src/model/events';
import type { Failure } from '../../src/model/failure';
import { asContentHash, asRunId, asTaskId, type TaskPlace } from '../../src/model/ids';
import { PLATFORMS, type Platform } from '../../src/model/scenario';
import type { RunSetup, StepPlan, StepPolicy } from '../../src/model/setup';
import { instantOf, microseconds } from '../../src/model/time';

export const NO_POLICY: StepPolicy = { retryTimes: 0, waitUs: 0, catch: null, timeoutUs: null };

/** The plan of one step of a chain; `changes` make anything else of it. */
export const plan = (name: string, next: readonly string[], changes: Partial<StepPlan> = {}): StepPlan => ({
  name,
  type: name === 'start' || name === 'end' ? name : 'linear',
  order: 0,
  next,
  previous: [],
  isJoin: false,
  repeats: false,
  splitParents: [],
  policy: NO_POLICY,
  ...changes,
});

/** A setup over `steps`, in their order. */
export const setupOf = (steps: readonly StepPlan[], changes: Partial<RunSetup> = {}): RunSetup => ({
  runId: asRunId('17'),
  flowName: 'F',
  originRunId: null,
  start: 'start',
  end: 'end',
  steps: steps.map((step, order) => ({ ...step, order })),
  platform: PLATFORMS.local satisfies Platform,
  maxWorkers: 16,
  maxNumSplits: 100,
  parameters: [],
  clones: [],
  cloneProblems: [],
  tags: [],
  withDecorators: [],
  configs: {},
  maxLogBytes: 10_000_000,
  ...changes,
});

export const artifact = (name: string): ArtifactRef => ({
  name,
  hash: asContentHash(`hash of ${name}`),
  sizeBytes: 5,
  type: 'int',
});

export const failure = (changes: Partial<Failure> = {}): Failure => ({
  cause: 'user',
  exception: 'ValueError',
  message: 'boom',
  exitCode: 1,
  retry: true,
  ...changes,
});

export const started = (
  id: string,
  changes: Partial<Extract<EventFact, { type: 'attempt-started' }>> = {},
): EventFact => ({
  type: 'attempt-started',
  taskId: asTaskId(id),
  frames: [],
  fallback: false,
  ...changes,
});

export const printed = (
  lines: readonly string[],
  changes: Partial<Extract<EventFact, { type: 'output' }>> = {},
): EventFact => ({
  type: 'output',
  stream: 'stdout',
  by: 'code',
  lines,
  ...changes,
});

/** `next` names the steps that `self.next` got. */
export const succeeded = (
  next: readonly string[],
  changes: Partial<Extract<EventFact, { type: 'attempt-succeeded' }>> = {},
): EventFact => ({
  type: 'attempt-succeeded',
  artifacts: [],
  transition: next.length > 0 ? { targets: next, foreach: null } : null,
  caught: null,
  cards: [],
  ...changes,
});

export const failed = (changes: Partial<Failure> = {}, artifacts: readonly ArtifactRef[] | null = null): EventFact => ({
  type: 'attempt-failed',
  failure: failure(changes),
  artifacts,
});

export const RUN_STARTED: EventFact = {
  type: 'run-started',
  runId: asRunId('17'),
  flowName: 'F',
  originRunId: null,
  parameters: [],
};

/** One entry of a log: when (virtual seconds), where (`null` for the run), what. */
export type Entry = readonly [
  seconds: number,
  at: (Partial<TaskPlace> & { attempt?: number }) | string | null,
  fact: EventFact,
];

/** A log of `entries`, numbered. A text as place is a step outside every foreach, attempt 0. */
export function logOf(entries: readonly Entry[]): RunEvent[] {
  return entries.map(([seconds, at, fact], seq) => {
    const place = typeof at === 'string' ? { step: at } : at;
    return {
      seq,
      at: instantOf(microseconds(seconds)),
      step: place?.step ?? null,
      foreach: place?.foreach ?? [],
      round: place?.round ?? 0,
      attempt: place?.attempt ?? 0,
      n: 0,
      ...fact,
    };
  });
}
