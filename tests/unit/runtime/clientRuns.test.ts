import { describe, expect, test } from 'vitest';
import { asTaskId } from '../../../src/model/ids';
import type { RunSetup } from '../../../src/model/setup';
import { instantOf } from '../../../src/model/time';
import type { ClientRun } from '../../../src/protocol/clientRuns';
import { clientRunOf, withinSize } from '../../../src/runtime/clientRuns';
import {
  artifact,
  failed,
  logOf,
  plan,
  printed,
  RUN_STARTED,
  setupOf,
  started,
  succeeded,
  type Entry,
} from '../../support/goldensLog';

const STEPS = [plan('start', ['work'], { type: 'foreach' }), plan('work', ['end']), plan('end', [])];

const read = (entries: readonly Entry[], changes: Partial<RunSetup> = {}): ClientRun =>
  clientRunOf({
    id: '17~1',
    originRunId: null,
    user: 'tester',
    tags: ['nightly'],
    setup: setupOf(STEPS, changes),
    events: logOf(entries),
  });

const attemptOf = (entries: readonly Entry[]) => read(entries).tasks[0]?.attempts[0];

describe('a stored run for the client API', () => {
  test('has its own id, tags and steps, and parameters once it has started', () => {
    const parameters = [artifact('alpha')];
    expect(read([[0, null, RUN_STARTED]], { parameters })).toEqual({
      flowName: 'F',
      id: '17~1',
      user: 'tester',
      tags: ['nightly'],
      originRunId: null,
      start: 'start',
      end: 'end',
      steps: [
        { name: 'start', next: ['work'], isForeach: true, isJoin: false },
        { name: 'work', next: ['end'], isForeach: false, isJoin: false },
        { name: 'end', next: [], isForeach: false, isJoin: false },
      ],
      parameters,
      tasks: [],
    });
    expect(read([], { parameters }).parameters).toBeNull();
  });

  test('lists tasks in the order of their ids, with the steps that their foreaches lead to', () => {
    const frame = { step: 'start', variable: 'xs', index: 1, numSplits: 2, value: 'b' };
    const run = read([
      [1, { step: 'work', foreach: [1] }, started('10', { frames: [frame] })],
      [1, { step: 'work', foreach: [0] }, started('9', { frames: [{ ...frame, index: 0 }] })],
    ]);
    expect(run.tasks.map(({ id, executionPath }) => [id, executionPath])).toEqual([
      ['9', ['work:0']],
      ['10', ['work:1']],
    ]);
  });

  test('keeps when each line was said, and what metadata was set', () => {
    const attempt = attemptOf([
      [1, 'start', started('1')],
      [2, 'start', printed(['one', 'two'])],
      [3, 'start', printed(['oh'], { stream: 'stderr' })],
      [4, 'start', { type: 'metadata-set', key: 'note', value: 7 }],
    ]);
    expect(attempt).toMatchObject({
      stdout: [
        [2_000_000, 'one'],
        [2_000_000, 'two'],
      ],
      stderr: [[3_000_000, 'oh']],
      metadata: [{ at: 4_000_000, key: 'note', value: 7 }],
    });
  });

  test('names the tasks that its clones are of', () => {
    const frames: [] = [];
    const place = { step: 'start', foreach: [], round: 0 };
    const clone = { frames, artifacts: [artifact('x')], transition: null, caught: null, originTaskId: asTaskId('8') };
    const run = read([[0, 'start', { type: 'task-cloned', taskId: asTaskId('1'), ...clone }]], {
      clones: [{ place, ...clone }],
    });
    expect(run.tasks[0]).toMatchObject({ originTaskId: '8', attempts: [{ taskOk: true, success: true }] });
  });

  const traceback = [{ file: 'flow.py', line: 1, name: 'start', text: 'x', own: true }];
  test.each([
    ['ok', succeeded([]), { taskOk: true, success: true, hasStatus: true, artifacts: [] }],
    ['caught', succeeded([], { caught: { exception: 'E', message: 'm' } }), { taskOk: true, success: false }],
    ['left by sys.exit(0)', succeeded([], { exited: true }), { taskOk: null, success: false, hasStatus: true }],
    [
      'failed by an exception',
      failed({ traceback }, []),
      { taskOk: false, hasStatus: true, exception: { name: 'ValueError', message: 'boom', traceback }, artifacts: [] },
    ],
    ['left by sys.exit(3)', failed({ exception: null }, []), { taskOk: null, hasStatus: true, exception: null }],
    ['not saved', failed({ exception: null, traceback }), { taskOk: null, hasStatus: true, artifacts: null }],
    ['killed', failed({ cause: 'killed', exception: null }), { taskOk: null, hasStatus: false, artifacts: null }],
  ] as const)('tells what became of an attempt that was %s', (_, end, status) => {
    expect(
      attemptOf([
        [1, 'start', started('1')],
        [2, 'start', end],
      ]),
    ).toMatchObject({ ended: instantOf(2e6), ...status });
  });

  test('leaves open what had not ended', () => {
    expect(attemptOf([[1, 'start', started('1')]])).toMatchObject({ ended: null, taskOk: null, artifacts: null });
  });
});

describe('the bytes that go with the runs', () => {
  const end = succeeded([], { artifacts: [artifact('a'), artifact('b'), { ...artifact('c'), sizeBytes: 2 }] });
  const run = read([
    [1, 'start', started('1')],
    [2, 'start', end],
  ]);
  const hash = (name: string) => artifact(name).hash;

  test('are as many as fit, each counted once, and the rest is withheld by name', () => {
    const { client, hashes } = withinSize([run, run], 8, new Set());
    expect([...hashes]).toEqual([hash('a'), hash('c')]);
    expect(client).toEqual({ runs: [run, run], withheld: [hash('b')] });
  });

  test('do not count what the attempt gets anyway', () => {
    const { client, hashes } = withinSize([run], 8, new Set([hash('a')]));
    expect([...hashes]).toEqual([hash('b'), hash('c')]);
    expect(client.withheld).toEqual([]);
  });
});
