import { describe, expect, test } from 'vitest';
import type { EventFact } from '../../../src/model/events';
import type { Failure } from '../../../src/model/failure';
import { taskKeyOf } from '../../../src/model/ids';
import { PLATFORMS } from '../../../src/model/scenario';
import type { Fault } from '../../../src/model/scenario';
import type { RunSetup } from '../../../src/model/setup';
import { instantOf } from '../../../src/model/time';
import { inspect, previewsWanted } from '../../../src/state/inspection';
import type { InspectedAttempt } from '../../../src/state/inspection';
import { pictureAt } from '../../../src/state/picture';
import { plain } from '../../../src/state/words';
import { artifact, began, log, opening, raised, setupWith, SOURCE, wentTo } from '../../support/inspectedRun';
import type { Said } from '../../support/inspectedRun';

const call = taskKeyOf({ step: 'call', foreach: [], round: 0 });
const RETRY = { retryTimes: 3, waitUs: 1.8e6 };

interface Case {
  readonly setup: RunSetup;
  readonly said: readonly Said[];
  readonly until?: number;
  readonly draft?: string;
  readonly faults?: readonly Fault[];
}

function inspected({ setup, said, until = 1000, draft = SOURCE, faults = [] }: Case) {
  const events = log([...opening, ...said]);
  const picture = pictureAt(setup, events, instantOf(until * 1e6));
  const previews = new Map([[artifact('fails', 'a').hash, true]]);
  const inspection = inspect(call, { picture, events, previews, source: SOURCE, draft, faults, seed: 7 });
  if (inspection === null) throw new TypeError('no such task');
  return inspection;
}

const attemptOf = (one: Case, attempt: number): InspectedAttempt | undefined =>
  inspected(one).attempts.find((candidate) => candidate.attempt === attempt);

const failed = (failure: Partial<Failure> = {}, artifacts = [artifact('fails', 'a')]): EventFact => ({
  type: 'attempt-failed',
  failure: { ...raised, ...failure },
  artifacts,
});
const gone = (failure: Partial<Failure>): EventFact => ({
  type: 'attempt-failed',
  failure: { ...raised, exception: null, message: null, ...failure },
  artifacts: null,
});

describe('attempts', () => {
  const said: readonly Said[] = [
    [5, 'call', 0, { type: 'output', stream: 'stdout', by: 'code', lines: ['calling'] }],
    [6, 'call', 0, { type: 'output', stream: 'stderr', by: 'traceback', lines: ['Traceback'] }],
    [6, 'call', 0, { type: 'output', stream: 'stderr', by: 'metaflow', lines: ['<flow Sample step call> failed:'] }],
    [6, 'call', 0, failed()],
    [7.8, 'call', 0, { type: 'wait-ended' }],
    [7.8, 'call', 1, began('2')],
    [10.8, 'call', 1, wentTo([artifact('fails', 'a'), artifact('data', 'b')], 'end')],
  ];
  const setup = setupWith(RETRY);

  test('are tabs with a look and a word, as far as the picture goes', () => {
    const tabs = (until: number) =>
      inspected({ setup, said, until }).attempts.map(({ attempt, look, word }) => [attempt, look, word]);
    expect(tabs(4)).toEqual([[0, 'running', 'Running']]);
    expect(tabs(6)).toEqual([
      [0, 'retried', 'Failed'],
      [1, 'waiting', 'Waiting'],
    ]);
    expect(tabs(11)).toEqual([
      [0, 'retried', 'Failed'],
      [1, 'succeeded', 'Succeeded'],
    ]);
  });

  test('have times, start-up and an identity', () => {
    expect(attemptOf({ setup, said }, 0)?.facts).toEqual(['3.00 s to 6.00 s', 'start-up 2.00 s']);
    expect(inspected({ setup, said })).toMatchObject({ identity: 'seed 7 · task 2', pathspec: 'Sample/17/call/2' });
  });

  test('show what they printed, without what Metaflow prints of the exception', () => {
    expect(attemptOf({ setup, said }, 0)?.output).toEqual([{ text: 'calling', stream: 'stdout', by: 'code' }]);
    expect(attemptOf({ setup, said }, 1)?.output).toEqual([]);
  });

  test('show the failing line of the run, and whether it was edited since', () => {
    const failure = attemptOf({ setup, said }, 0)?.failure;
    expect(failure).toMatchObject({
      title: 'RuntimeError',
      message: 'no answer',
      place: { line: 11, name: 'call' },
      isEdited: false,
    });
    expect(failure?.excerpt).toEqual([
      { line: 10, text: 'if self.fails:' },
      { line: 11, text: '    raise RuntimeError("no answer")' },
      { line: 12, text: 'self.data = {"ok": True}' },
    ]);
    const edited = attemptOf({ setup, said, draft: SOURCE.replace('no answer', 'late') }, 0);
    expect(edited?.failure?.isEdited).toBe(true);
  });

  test('say what they left and what they never set', () => {
    const [first, second] = inspected({ setup, said }).attempts;
    expect(first?.artifacts).toMatchObject([{ name: 'fails', since: 'same', preview: true }]);
    expect(first?.missing).toEqual([{ name: 'data', why: 'not set: line 12 was never reached' }]);
    expect(second?.artifacts).toMatchObject([
      { name: 'data', since: 'new' },
      { name: 'fails', since: 'same' },
    ]);
    expect(second?.missing).toEqual([]);
    expect(inspected({ setup, said }).sinceLabel).toBe('start');
  });

  test('name the previews that are still to be loaded', () => {
    expect(previewsWanted(inspected({ setup, said }))).toEqual([artifact('data', 'b').hash]);
  });
});

test('a value that replaced another of its name is changed', () => {
  const said: readonly Said[] = [[6, 'call', 0, wentTo([artifact('fails', 'c')], 'end')]];
  expect(attemptOf({ setup: setupWith({}), said }, 0)?.artifacts).toMatchObject([{ name: 'fails', since: 'changed' }]);
});

test('a name that @catch left out is missing, too', () => {
  const caught: EventFact = {
    type: 'attempt-succeeded',
    artifacts: [artifact('error', 'd')],
    transition: { targets: ['end'], foreach: null },
    caught: { exception: 'RuntimeError', message: 'no answer' },
    cards: [],
  };
  const setup = setupWith({ catch: { variable: 'error' } });
  const attempt = attemptOf({ setup, said: [[6, 'call', 0, caught]] }, 0);
  expect(attempt).toMatchObject({
    look: 'caught',
    word: 'Caught',
    missing: [{ name: 'data', why: 'not set: line 12 did not set it' }],
  });
});

test.each([
  [
    'Python',
    [
      '>  Traceback (most recent call last):',
      '>    File "/lib/task.py", line 3, in run',
      '>    File "Sample.py", line 11, in call',
    ],
  ],
  ['TypeScript', ['>  Error: no answer', '>      at call (Sample.ts:11)', '>      at run (https://site/worker.js:3)']],
])('a caught exception has the line that %s printed of it', (_, lines) => {
  const said: readonly Said[] = [
    [6, 'call', 0, { type: 'output', stream: 'stdout', by: 'traceback', lines }],
    [
      6,
      'call',
      0,
      {
        type: 'attempt-succeeded',
        artifacts: [],
        transition: { targets: ['end'], foreach: null },
        caught: { exception: 'RuntimeError', message: 'no answer' },
        cards: [],
      },
    ],
  ];
  const attempt = attemptOf({ setup: setupWith({ catch: { variable: 'error' } }), said }, 0);
  expect(attempt?.failure).toMatchObject({ title: 'RuntimeError', place: { line: 11, name: 'call' } });
  expect(attempt?.failure?.excerpt.map(({ line }) => line)).toContain(11);
});

test('metadata has what the user noted, after what the attempt came to', () => {
  const said: readonly Said[] = [
    [5, 'call', 0, { type: 'metadata-set', key: 'rows', value: 12 }],
    [6, 'call', 0, failed()],
  ];
  expect(attemptOf({ setup: setupWith({}), said }, 0)?.metadata).toEqual([
    { key: 'attempt_ok', value: false },
    { key: 'exit code', value: 1 },
    { key: 'platform', value: 'kubernetes' },
    { key: 'rows', value: 12 },
  ]);
});

test('only the last lines of a long output are shown, and the others are counted', () => {
  const lines = Array.from({ length: 1000 }, (_, n) => `line ${String(n)}`);
  const said: readonly Said[] = [[5, 'call', 0, { type: 'output', stream: 'stdout', by: 'code', lines }]];
  const attempt = attemptOf({ setup: setupWith({}), said }, 0);
  expect(attempt?.output.at(-1)?.text).toBe('line 999');
  expect([attempt?.output.length, attempt?.outputBefore]).toEqual([200, 800]);
});

describe('the sentence after an attempt', () => {
  const spot: Fault = { id: 'f1', kind: 'spot-interruption', step: 'call' };
  const sentence = (one: Case, attempt = 0): string => plain(attemptOf(one, attempt)?.next ?? []);
  const after = (
    policy: Parameters<typeof setupWith>[0],
    fact: EventFact,
    platform = PLATFORMS.kubernetes as Parameters<typeof setupWith>[1],
  ): Case => ({
    setup: setupWith(policy, platform),
    said: [[6, 'call', 0, fact]],
    faults: [spot],
  });
  const goesOn = 'The flow goes on to end.';

  test.each<[string, Case, string]>([
    [
      'a retry after a wait',
      after(RETRY, failed()),
      'Attempt 0 failed. @retry(times=3) allows attempts 0 to 3, so it runs again after 1.80 s.',
    ],
    [
      'a retry on a platform that does not wait',
      after({ retryTimes: 3 }, failed(), PLATFORMS.local),
      'Attempt 0 failed. @retry(times=3) allows attempts 0 to 3, so it runs again at once. The local platform does not wait between attempts.',
    ],
    [
      'no retry',
      after({}, failed()),
      'Attempt 0 failed. The step has no @retry: the task has failed, and the run with it.',
    ],
    [
      'a refused retry',
      after(RETRY, failed({ retry: false })),
      'Attempt 0 failed. It asked for no retry, so the task has failed, and the run with it.',
    ],
    [
      'exit code 202',
      after(RETRY, failed({ exitCode: 202, exception: null })),
      'Attempt 0 failed. Exit code 202 forbids a retry, and Metaflow forgets the task.',
    ],
    [
      'a kill of the plan',
      after(RETRY, gone({ cause: 'killed', fault: 'f1', exitCode: 137 })),
      'Your plan interrupted the spot instance 1.00 s into the code of attempt 0; nothing it had set was saved. @retry(times=3) allows attempts 0 to 3, so it runs again after 1.80 s.',
    ],
    [
      'a death that @catch handles',
      after({ catch: { variable: 'error' } }, gone({ cause: 'killed', fault: 'f1', exitCode: 137 })),
      'Your plan interrupted the spot instance 1.00 s into the code of attempt 0; nothing it had set was saved. It left no exception to catch, so attempt 1 lets @catch act in place of your code.',
    ],
    [
      'a timeout',
      after({ timeoutUs: 8e6 }, failed({ cause: 'timeout' })),
      'Attempt 0 took longer than @timeout allows, 8.00 s. The step has no @retry: the task has failed, and the run with it.',
    ],
    ['success', after({}, wentTo([], 'end')), `Attempt 0 succeeded. ${goesOn}`],
    [
      'success under @catch',
      after({ catch: { variable: 'error' } }, wentTo([], 'end')),
      `Attempt 0 succeeded. @catch set error to None. ${goesOn}`,
    ],
  ])('tells of %s', (_, one, expected) => expect(sentence(one)).toBe(expected));

  test('tells when a waiting attempt starts', () => {
    expect(sentence(after(RETRY, failed()), 1)).toBe('Attempt 1 starts at 7.80 s: @retry waits 1.80 s before it.');
  });

  test('tells of the last attempt that a retry allows', () => {
    const said: readonly Said[] = [
      [6, 'call', 0, failed()],
      [6, 'call', 1, began('2')],
      [9, 'call', 1, failed()],
    ];
    expect(sentence({ setup: setupWith({ retryTimes: 1 }), said }, 1)).toBe(
      'Attempt 1 failed. It was the last that @retry(times=1) allows: the task has failed, and the run with it.',
    );
  });
});

test('an attempt that died says that nothing was saved', () => {
  const said: readonly Said[] = [[6, 'call', 0, gone({ cause: 'killed', exitCode: 137 })]];
  expect(attemptOf({ setup: setupWith({}), said }, 0)).toMatchObject({
    look: 'killed',
    artifacts: [],
    missing: [],
    unsaved: 'Nothing was saved: what the attempt had set is lost.',
  });
});

test('a task that has not come into being has no inspection', () => {
  const events = log(opening);
  const picture = pictureAt(setupWith({}), events, instantOf(0));
  const input = { picture, events, previews: new Map(), source: SOURCE, draft: SOURCE, faults: [], seed: 7 };
  expect(inspect(taskKeyOf({ step: 'end', foreach: [], round: 0 }), input)).toBeNull();
});
