import { describe, expect, test } from 'vitest';
import { consoleLines, hear, startConsole } from '../../../src/cli/console';
import { textOf } from '../../../src/cli/lines';
import type { ConsoleLine } from '../../../src/model/console';
import type { EventFact } from '../../../src/model/events';
import { asRunId, asTaskId } from '../../../src/model/ids';
import { PLATFORMS } from '../../../src/model/scenario';
import type { CloneSource, RunSetup } from '../../../src/model/setup';
import { microseconds } from '../../../src/model/time';
import {
  failed,
  logOf,
  NO_POLICY,
  plan,
  printed,
  RUN_STARTED,
  setupOf,
  started,
  succeeded,
  type Entry,
} from '../../support/goldensLog';

const chain = setupOf([plan('start', ['end']), plan('end', [])]);
const retrying = (changes: Partial<RunSetup> = {}) =>
  setupOf(
    [plan('start', ['end'], { policy: { ...NO_POLICY, retryTimes: 1, waitUs: microseconds(1.8) } }), plan('end', [])],
    changes,
  );

const linesOf = (entries: readonly Entry[], setup = chain): readonly ConsoleLine[] =>
  consoleLines(setup, logOf([[0, null, RUN_STARTED], ...entries]));
const textsOf = (entries: readonly Entry[], setup = chain): string[] => linesOf(entries, setup).map(textOf);

const retry = { step: 'start', attempt: 1 };
const CALLED_OFF = { type: 'run-cancelled' } as const;
const stepFailure: EventFact = {
  type: 'run-failed',
  headline: 'Step failure',
  message: 'Step start (task-id 1) failed.',
};
const frames = (index: number) => [{ step: 'start', variable: 'xs', index, numSplits: 3, value: 'x' }];
const fanOut = setupOf([
  plan('start', ['work'], { type: 'foreach' }),
  plan('work', ['join'], { splitParents: ['start'] }),
  plan('join', ['end'], { type: 'join', isJoin: true }),
  plan('end', []),
]);
const spread = succeeded(['work'], {
  transition: { targets: ['work'], foreach: { variable: 'xs', values: ['a', 'b', 'c'], numSplits: 3 } },
});
const work = (index: number) => ({ step: 'work', foreach: [index] });
const threeRunning: Entry[] = [
  [0, 'start', started('1')],
  [1, 'start', spread],
  [1, work(0), started('2', { frames: frames(0) })],
  [1, work(1), started('3', { frames: frames(1) })],
  [1, work(2), started('4', { frames: frames(2) })],
];

describe('consoleLines', () => {
  test('a run that succeeds reads as in a terminal', () => {
    const entries: Entry[] = [
      [0.3, 'start', started('1')],
      [1, 'start', printed(['  hello  ', ''])],
      [1.3, 'start', succeeded(['end'])],
      [1.3, 'end', started('2')],
      [2.3, 'end', succeeded([])],
      [2.3, null, { type: 'run-succeeded' }],
    ];
    expect(textsOf(entries)).toEqual([
      '2026-01-01 00:00:00.000 Workflow starting (run-id 17):',
      '2026-01-01 00:00:00.300 [17/start/1 (pid 4008)] Task is starting.',
      '2026-01-01 00:00:01.000 [17/start/1 (pid 4008)] hello',
      '2026-01-01 00:00:01.000 [17/start/1 (pid 4008)]',
      '2026-01-01 00:00:01.300 [17/start/1 (pid 4008)] Task finished successfully.',
      '2026-01-01 00:00:01.300 [17/end/2 (pid 4016)] Task is starting.',
      '2026-01-01 00:00:02.300 [17/end/2 (pid 4016)] Task finished successfully.',
      '2026-01-01 00:00:02.300 Done!',
    ]);
  });

  test('a line knows what it is about', () => {
    const lines = linesOf([
      [0, 'start', started('1')],
      [1, 'start', printed(['oops'], { stream: 'stderr', by: 'traceback' })],
    ]);
    expect(lines[0]).toMatchObject({ tone: 'system', taskKey: null, attempt: null, prefix: { head: '' } });
    expect(lines[2]).toMatchObject({ tone: 'code', stream: 'stderr', taskKey: 'start', attempt: 0, text: 'oops' });
  });

  test('a retry has a process of its own', () => {
    const setup = setupOf([plan('start', ['end'], { policy: { ...NO_POLICY, retryTimes: 1 } }), plan('end', [])]);
    const texts = textsOf(
      [
        [0, 'start', started('1')],
        [1, 'start', failed()],
        [1, retry, started('1')],
      ],
      setup,
    );
    expect(texts.slice(2)).toEqual([
      '2026-01-01 00:00:01.000 [17/start/1 (pid 4008)] Task failed.',
      '2026-01-01 00:00:01.000 [17/start/1 (pid 4009)] Task is starting (retry).',
    ]);
  });

  test.each([
    ['kubernetes', 'Sleeping 0.03 minutes before the next retry'],
    ['batch', 'Sleeping 0.03 minutes before the next AWS Batch retry'],
  ] as const)('on %s a wait is announced', (name, text) => {
    const lines = linesOf(
      [
        [0, 'start', started('1')],
        [1, 'start', failed()],
        [2.8, 'start', { type: 'wait-ended' }],
        [2.8, retry, started('1')],
      ],
      retrying({ platform: PLATFORMS[name] }),
    );
    expect(lines.slice(3).map((line) => line.text)).toEqual([text, 'Task is starting (retry).']);
    expect(lines[3]).toMatchObject({ attempt: 1, tone: 'code' });
  });

  test('the launcher says what ended an attempt that a fault struck', () => {
    const lines = linesOf(
      [
        [0, 'start', started('1')],
        [1, 'start', failed({ exception: null, cause: 'killed', message: 'The pod was evicted.', fault: 'f' })],
      ],
      retrying(),
    );
    expect(lines.slice(2).map((line) => line.text)).toEqual([
      'The pod was evicted.',
      'Task failed.',
      'Sleeping 0.03 minutes before the next retry',
    ]);
  });

  test('a fallback attempt and a segmentation fault are called so', () => {
    const setup = setupOf([
      plan('start', ['end'], { policy: { ...NO_POLICY, catch: { variable: null } } }),
      plan('end', []),
    ]);
    const lines = linesOf(
      [
        [0, 'start', started('1')],
        [1, 'start', failed({ exception: null, cause: 'killed', exitCode: -11 })],
        [1, retry, started('1', { fallback: true })],
      ],
      setup,
    );
    expect(lines.slice(2).map((line) => line.text)).toEqual([
      'Task failed with a segmentation fault.',
      'Task fallback is starting to handle the failure.',
    ]);
  });

  test('a process that ends well and leaves nothing is told to stop like any other', () => {
    const lines = linesOf(
      [
        [0, 'start', started('1')],
        [1, 'start', failed({ exception: null, exitCode: 0 })],
      ],
      retrying(),
    );
    expect(lines.slice(2).map(({ text }) => text)).toEqual([
      'Workflow failed.',
      'Terminating 1 active tasks...',
      '[KILLED BY ORCHESTRATOR]',
      '[KILLED BY ORCHESTRATOR]',
    ]);
  });

  test('a foreach says how many child steps it yields, before it has finished', () => {
    expect(
      linesOf(threeRunning.slice(0, 2), fanOut)
        .slice(2)
        .map((line) => line.text),
    ).toEqual(['Foreach yields 3 child steps.', 'Task finished successfully.']);
  });

  test('a run that fails alone ends with its error, indented and without emphasis', () => {
    const texts = textsOf([
      [0, 'start', started('1')],
      [1, 'start', failed()],
      [1, null, { ...stepFailure, message: 'Step *start* (task-id 1) failed.' } as EventFact],
    ]);
    expect(texts.slice(3)).toEqual([
      '2026-01-01 00:00:01.000 Workflow failed.',
      '2026-01-01 00:00:01.000 Terminating 0 active tasks...',
      '2026-01-01 00:00:01.000 Flushing logs...',
      '    Step failure:',
      '    Step start (task-id 1) failed.',
    ]);
  });

  test('siblings of a failure are told to stop, and one that fails then is not retried', () => {
    const lines = linesOf(
      [
        ...threeRunning,
        [2, work(1), failed()],
        [3, work(0), succeeded(['join'])],
        [4, work(2), failed()],
        [4, null, stepFailure],
      ],
      fanOut,
    );
    const after = lines.slice(7).map(({ text, taskKey }) => [taskKey, text]);
    expect(after).toEqual([
      ['work[1]', 'Task failed.'],
      [null, 'Workflow failed.'],
      [null, 'Terminating 2 active tasks...'],
      ['work[0]', '[KILLED BY ORCHESTRATOR]'],
      ['work[0]', '[KILLED BY ORCHESTRATOR]'],
      ['work[2]', '[KILLED BY ORCHESTRATOR]'],
      ['work[2]', '[KILLED BY ORCHESTRATOR]'],
      ['work[0]', 'Task finished successfully.'],
      ['work[2]', 'Task failed.'],
      [null, 'This failed task will not be retried.'],
      [null, 'Flushing logs...'],
      [null, '    Step failure:'],
      [null, '    Step start (task-id 1) failed.'],
    ]);
    expect(lines.find(({ text }) => text === 'Workflow failed.')?.tone).toBe('bad');
  });

  test('what still runs five seconds after the failure is killed', () => {
    const kill = failed({ cause: 'killed', exception: null, message: null, exitCode: 137 });
    const lines = linesOf(
      [...threeRunning, [2, work(1), failed()], [7, work(0), kill], [7, work(2), kill], [7, null, stepFailure]],
      fanOut,
    );
    expect(lines.slice(14).map(({ text }) => text)).toEqual([
      'Killing 2 remaining tasks after having waited for 5 seconds -- some tasks may not exit cleanly',
      'Flushing logs...',
      'This failed task will not be retried.',
      'This failed task will not be retried.',
      '    Step failure:',
      '    Step start (task-id 1) failed.',
    ]);
  });

  test('a task that asked for no further attempt is forgotten', () => {
    const lines = linesOf(
      [
        [0, 'start', started('1')],
        [1, 'start', failed({ exception: null, exitCode: 202 })],
        [
          1,
          null,
          { type: 'run-failed', headline: 'Internal error', message: 'The terminal step end was not successful.' },
        ],
      ],
      chain,
    );
    expect(lines.slice(2).map(({ text }) => text)).toEqual([
      'Task failed.',
      'This failed task will not be retried.',
      '    Internal error:',
      '    The terminal step end was not successful.',
    ]);
  });

  test('a run that is stopped says what Ctrl-C says', () => {
    const lines = linesOf([...threeRunning.slice(0, 1), [1, null, CALLED_OFF]], fanOut);
    expect(lines.slice(2).map(({ text }) => text)).toEqual([
      'Workflow interrupted. Please avoid pressing Ctrl+C again to let the workflow clean up process finish.',
      'Terminating 1 active tasks...',
      '[KILLED BY ORCHESTRATOR]',
      '[KILLED BY ORCHESTRATOR]',
      'Flushing logs...',
      'Aborted!',
    ]);
  });

  test('a resume tells what it clones, without a process', () => {
    const clone: CloneSource = {
      place: { step: 'start', foreach: [], round: 0 },
      originTaskId: asTaskId('9'),
      frames: [],
      artifacts: [],
      transition: { targets: ['end'], foreach: null },
      caught: null,
    };
    const resumed: RunSetup = {
      ...chain,
      originRunId: asRunId('16'),
      clones: [clone],
      cloneProblems: ['Cloning F/16/gone/2 failed'],
    };
    const { place: _place, ...fact } = clone;
    const texts = textsOf([[0, 'start', { type: 'task-cloned', taskId: asTaskId('1'), ...fact }]], resumed);
    expect(texts.map((text) => text.slice(24))).toEqual([
      'Gathering required information to resume run (this may take a bit of time)...',
      'Workflow starting (run-id 17):',
      'Cloning F/16',
      'Cloning F/16/gone/2 failed',
      '[17/start/1] Cloning previously run task 16/start/9',
      'F/16 cloned!',
    ]);
  });

  test('a resume with nothing to clone says so at once', () => {
    const texts = textsOf([], { ...chain, originRunId: asRunId('16') });
    expect(texts.at(-1)).toBe('2026-01-01 00:00:00.000 F/16 cloned!');
  });
});

describe('hear', () => {
  test('a console that hears event by event prints what the whole log prints', () => {
    const log = logOf([[0, null, RUN_STARTED], ...threeRunning, [2, work(1), failed()]]);
    let fold = startConsole(fanOut);
    const lines = log.flatMap((event) => {
      const heard = hear(fold, event);
      fold = heard.fold;
      return heard.lines;
    });
    expect(lines).toEqual(consoleLines(fanOut, log));
    expect(fold.run.phase).toBe('failing');
  });
});
