import { describe, expect, test } from 'vitest';
import { decisionsOf } from '../../../src/engine/why/why';
import type { Failure } from '../../../src/model/failure';
import type { StepPolicy } from '../../../src/model/setup';
import { PLATFORMS } from '../../../src/model/scenario';
import type { Fault, Language, Platform } from '../../../src/model/scenario';
import { named } from '../../../src/engine/strikes';
import { assignmentsIn } from '../../../src/state/stepSource';
import { whySentence } from '../../../src/state/whySentences';
import { plain } from '../../../src/state/words';
import { artifact, began, log, opening, raised, setupWith, SOURCE, wentTo } from '../../support/inspectedRun';
import type { Said } from '../../support/inspectedRun';

interface Case {
  readonly policy?: Partial<StepPolicy>;
  readonly platform?: Platform;
  readonly faults?: readonly Fault[];
  readonly language?: Language;
  readonly said: readonly Said[];
}

/** What is said of `call` and of the run after it began. */
function whyOf({ policy = {}, platform, faults = [], language = 'python', said }: Case): readonly string[] {
  const setup = setupWith(policy, platform);
  const setBy = (step: string) => assignmentsIn(SOURCE, step).map(({ name }) => name);
  return decisionsOf({ setup, faults: named(faults) }, log([...opening, ...said])).map((decision) =>
    plain(whySentence(decision, { setup, language, setBy })),
  );
}

const fails = (at: number, attempt: number, failure: Partial<Failure> = {}): Said => [
  at,
  'call',
  attempt,
  { type: 'attempt-failed', failure: { ...raised, ...failure }, artifacts: [] },
];
const begins = (at: number, attempt: number): Said => [at, 'call', attempt, began('2')];
const killed: Partial<Failure> = { cause: 'killed', exception: null, exitCode: 137 };
const caught: Said[3] = {
  ...wentTo([artifact('error', 'e')], 'end'),
  type: 'attempt-succeeded',
  artifacts: [artifact('error', 'e')],
  transition: { targets: ['end'], foreach: null },
  caught: { exception: 'ConnectionError', message: 'refused' },
  cards: [],
};
const retry: Partial<StepPolicy> = { retryTimes: 3, waitUs: 1_800_000 };
const stopped = 'The run fails at once: Step call (task-id 2) failed. Nothing more is started.';

describe('a failed attempt', () => {
  test.each<[string, Case, readonly string[]]>([
    [
      'is retried, with what is left and after which wait',
      { policy: retry, said: [fails(6, 0)] },
      [
        'Attempt 0 failed with RuntimeError. @retry(times=3) allows attempts 0 to 3, so three are left.',
        'Kubernetes honours minutes_between_retries=0.03: attempt 1 starts 1.80 s later.',
      ],
    ],
    [
      'is spelled as TypeScript has it',
      { policy: retry, language: 'typescript', said: [fails(6, 0)] },
      [
        'Attempt 0 failed with RuntimeError. @retry({ times: 3 }) allows attempts 0 to 3, so three are left.',
        'Kubernetes honours minutesBetweenRetries: 0.03: attempt 1 starts 1.80 s later.',
      ],
    ],
    [
      'is retried at once where the platform does not wait',
      { policy: { retryTimes: 1, waitUs: 0 }, platform: PLATFORMS.local, said: [fails(6, 0)] },
      [
        'Attempt 0 failed with RuntimeError. @retry(times=1) allows attempts 0 to 1, so one is left.',
        'The local platform ignores minutes_between_retries, as Metaflow does there: attempt 1 starts at once.',
      ],
    ],
    [
      'fails the run where no rule is left',
      { said: [fails(6, 0)] },
      [
        'Attempt 0 failed with RuntimeError. The step has no @retry and no @catch: the task has failed, and the run with it.',
        stopped,
      ],
    ],
    [
      'that asked for no retry does not get one',
      { policy: retry, said: [fails(6, 0, { retry: false })] },
      [
        'Attempt 0 failed with RuntimeError. It asked for no retry, so @retry(times=3) is not used: the task has failed, and the run with it.',
        stopped,
      ],
    ],
    [
      'by a timeout says what the timeout measures',
      { policy: { timeoutUs: 5_000_000 }, said: [fails(10, 0, { cause: 'timeout', exception: 'TimeoutException' })] },
      [
        'Attempt 0 slept and waited for 5.00 s, all that @timeout gives each attempt: a TimeoutException was raised where the code stood. Start-up does not count.',
        'Attempt 0 counts as failed, like any other. The step has no @retry and no @catch: the task has failed, and the run with it.',
        stopped,
      ],
    ],
    [
      'by the plan says which fault it was, and when',
      {
        policy: retry,
        faults: [{ id: 'spot', kind: 'spot-interruption', step: 'call' }],
        said: [fails(5.9, 0, { ...killed, fault: 'spot' })],
      },
      [
        'Your plan interrupted the spot instance 0.90 s into attempt 0. The worker was terminated; nothing it had set was saved.',
        'Attempt 0 counts as failed, like any other. @retry(times=3) allows attempts 0 to 3, so three are left.',
        'Kubernetes honours minutes_between_retries=0.03: attempt 1 starts 1.80 s later.',
      ],
    ],
    [
      'that left no exception is handled by a fallback attempt',
      { policy: { catch: { variable: 'error' } }, said: [fails(6, 0, killed)] },
      [
        'Attempt 0 left no exception to catch. Attempt 1 does not run your code: it only lets @catch act. There may be three such attempts.',
        'No wait is set, so attempt 1 starts at once.',
      ],
    ],
    [
      'with exit code 202 is forgotten',
      { policy: retry, said: [fails(6, 0, { exitCode: 202 })] },
      ['Exit code 202 forbids a retry. Metaflow forgets the task and goes on: what needs it never starts.'],
    ],
  ])('%s', (_, situation, expected) => {
    expect(whyOf(situation)).toEqual(expected);
  });

  test('of the last user attempt is used up, or caught', () => {
    const policy = { retryTimes: 1, waitUs: 0 };
    const twice = [fails(6, 0), begins(6, 1)];
    expect(whyOf({ policy, said: [...twice, fails(9, 1)] }).slice(2)).toEqual([
      'Attempt 1, the last of 2, failed with RuntimeError. @retry(times=1) is used up and the step has no @catch: the task has failed, and the run with it.',
      stopped,
    ]);
    expect(
      whyOf({ policy: { ...policy, catch: { variable: 'error' } }, said: [...twice, [9, 'call', 1, caught]] }).at(-1),
    ).toBe(
      "Attempt 1, the last of 2, failed with ConnectionError. @retry(times=1) is used up; @catch(var='error') takes over: error is set, data is missing downstream.",
    );
  });
});

test('a caught step without a retry says what it leaves', () => {
  expect(whyOf({ policy: { catch: { variable: 'error' } }, said: [[6, 'call', 0, caught]] })).toEqual([
    "ConnectionError was raised and there is no retry. @catch(var='error') takes over: error is set, data is missing downstream.",
  ]);
});

test('a caught step that did not fail sets its variable all the same', () => {
  expect(whyOf({ policy: { catch: { variable: 'error' } }, said: [[6, 'call', 0, wentTo([], 'end')]] })).toEqual([
    "Nothing was raised, and @catch(var='error') sets error to None all the same: downstream it is always there.",
  ]);
});

test('a fault that never struck says why', () => {
  const over: readonly Said[] = [
    [6, 'call', 0, wentTo([], 'end')],
    [6, 'end', 0, began('3')],
    [9, 'end', 0, wentTo([])],
    [9, null, 0, { type: 'run-succeeded' }],
  ];
  const faults: readonly Fault[] = [
    { kind: 'eviction', step: 'call', attempts: 1 },
    { kind: 'slow', step: 'elsewhere' },
    { kind: 'code-bug', step: 'call', probability: 0.1 },
  ];
  expect(whyOf({ faults, said: over })).toEqual([
    'The eviction aimed at call never struck: it is aimed at an attempt that was not needed.',
    'The slowness aimed at elsewhere never struck: no attempt of it was started.',
    'The code bug aimed at call never struck: its moment did not come, or chance spared the attempt.',
  ]);
});
