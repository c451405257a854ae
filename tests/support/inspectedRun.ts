import type { ArtifactRef } from '../../src/model/artifact';
import type { EventFact, RunEvent } from '../../src/model/events';
import type { Failure } from '../../src/model/failure';
import { asContentHash, asRunId, asTaskId } from '../../src/model/ids';
import type { RunSetup, StepPlan } from '../../src/model/setup';
import { PLATFORMS } from '../../src/model/scenario';
import type { Platform } from '../../src/model/scenario';
import { instantOf } from '../../src/model/time';

export const SOURCE = `class Sample(FlowSpec):

    @step
    def start(self):
        self.next(self.call)

    @retry(times=3, minutes_between_retries=0.03)
    @step
    def call(self):
        if self.fails:
            raise RuntimeError("no answer")
        self.data = {"ok": True}
        self.next(self.end)

    @step
    def end(self):
        pass
`;

const plan = (name: string, order: number, more: Partial<StepPlan> = {}): StepPlan => ({
  name,
  type: 'linear',
  order,
  next: [],
  previous: [],
  isJoin: false,
  repeats: false,
  splitParents: [],
  policy: { retryTimes: 0, waitUs: 0, catch: null, timeoutUs: null },
  ...more,
});

/** `start`, `call` and `end` in a row; `call` as the test wants it. */
export const setupWith = (
  policy: Partial<StepPlan['policy']>,
  platform: Platform = PLATFORMS.kubernetes,
): RunSetup => ({
  runId: asRunId('17'),
  flowName: 'Sample',
  originRunId: null,
  start: 'start',
  end: 'end',
  steps: [
    plan('start', 0, { type: 'start', next: ['call'] }),
    plan('call', 1, {
      next: ['end'],
      previous: ['start'],
      policy: { retryTimes: 0, waitUs: 0, catch: null, timeoutUs: null, ...policy },
    }),
    plan('end', 2, { type: 'end', previous: ['call'] }),
  ],
  platform,
  maxWorkers: 16,
  maxNumSplits: 100,
  parameters: [artifact('fails', 'a')],
  configs: {},
  clones: [],
  cloneProblems: [],
  tags: [],
  withDecorators: [],
  maxLogBytes: 1e7,
});

export const artifact = (name: string, letter: string): ArtifactRef => ({
  name,
  hash: asContentHash(letter.repeat(64)),
  sizeBytes: 4,
  type: 'bool',
});

export const raised: Failure = {
  cause: 'user',
  exception: 'RuntimeError',
  message: 'no answer',
  exitCode: 1,
  retry: true,
  traceback: [{ file: 'flow.py', line: 11, name: 'call', text: 'raise RuntimeError("no answer")', own: true }],
};

/** An event but for its number: where, when, what. */
export type Said = readonly [seconds: number, step: string | null, attempt: number, fact: EventFact];

export const log = (said: readonly Said[]): readonly RunEvent[] =>
  said.map(([seconds, step, attempt, fact], seq) => ({
    seq,
    at: instantOf(seconds * 1e6),
    step,
    foreach: [],
    round: 0,
    attempt,
    n: 0,
    ...fact,
  }));

export const began = (id: string): EventFact => ({
  type: 'attempt-started',
  taskId: asTaskId(id),
  frames: [],
  fallback: false,
});

export const wentTo = (artifacts: readonly ArtifactRef[], ...targets: readonly string[]): EventFact => ({
  type: 'attempt-succeeded',
  artifacts,
  transition: { targets, foreach: null },
  caught: null,
  cards: [],
});

/** The run up to the start of `call`'s first attempt. */
export const opening: readonly Said[] = [
  [
    0,
    null,
    0,
    {
      type: 'run-started',
      runId: asRunId('17'),
      flowName: 'Sample',
      originRunId: null,
      parameters: [artifact('fails', 'a')],
    },
  ],
  [0, 'start', 0, began('1')],
  [3, 'start', 0, wentTo([artifact('fails', 'a')], 'call')],
  [3, 'call', 0, began('2')],
];
