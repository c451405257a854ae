import { describe, expect, test } from 'vitest';
import type { RunRecord, TaskRecord } from '../../../src/model/record';
import { cases, pending, rewordings } from '../../conformance/cases';
import { compare, withRunIds, type GoldenAttempt, type GoldenCommand } from '../../conformance/compare';

const task: TaskRecord = {
  id: '3',
  step: 'train',
  foreach: [{ var: 'xs', index: 1, num_splits: 3, value: 'b' }],
  origin: 'executed',
  attempts: [
    {
      attempt: 0,
      ok: false,
      exception: 'ValueError',
      message: 'boom',
      cause: 'user',
      fault: 'f1',
      started: 1,
      ended: 2,
      stdout: ['x'],
      stderr: ['trace'],
    },
    {
      attempt: 1,
      ok: true,
      caught: { exception: 'KeyError', message: "'b'" },
      started: 2,
      ended: 3,
      stdout: ['x'],
      stderr: [],
    },
  ],
  artifacts: { xs: ['a', 'b'], tags: { type: 'set', repr: '{1}' } },
  stdout: ['x'],
  cards: [{ id: null, type: 'default', html: '<p>' }],
};

const record = (run: Partial<RunRecord['run']> = {}, changes: Partial<TaskRecord> = {}): RunRecord => ({
  schema: 'faultline.run/1',
  scenario: { language: 'python', source: '' },
  run: {
    id: '17',
    flowName: 'F',
    command: ['run'],
    originRunId: null,
    outcome: 'failed',
    headline: 'Step failure',
    message: 'Step train (task-id 3) failed.',
    startedAt: '',
    output: [],
    reproducible: true,
    duration: 3,
    digest: 'd',
    ...run,
  },
  tasks: [{ ...task, ...changes }],
  events: [],
});

const golden: GoldenCommand = {
  outcome: 'failed',
  headline: 'Step failure',
  message: 'Step train (task-id N) failed.',
  tasks: [
    {
      step: 'train',
      foreach: [{ var: 'xs', index: 1, num_splits: 3, value: 'b' }],
      origin: 'executed',
      attempts: [
        { attempt: 0, ok: false, exception: 'ValueError', message: 'boom' },
        { attempt: 1, ok: true, caught: { exception: 'KeyError', message: "'b'" } },
      ],
      artifacts: { xs: ['a', 'b'], tags: { repr: '{1}', type: 'set' } },
      stdout: ['x'],
    },
  ],
};

const pathsOf = (...args: Parameters<typeof compare>): string[] => compare(...args).map(({ path }) => path);

describe('compare', () => {
  test('ids, times, stderr, causes and cards are no part of a golden', () => {
    expect(compare(golden, record())).toEqual([]);
  });

  const differing: [string, RunRecord, string[]][] = [
    ['an outcome', record({ outcome: 'rejected' }), ['outcome']],
    ['a headline', record({ headline: 'Internal error' }), ['headline']],
    ['a message', record({ message: 'Step train (task-id 3) failed' }), ['message']],
    ['a task’s origin', record({}, { origin: 'cloned' }), ['tasks[0].origin']],
    ['a frame', record({}, { foreach: [] }), ['tasks[0].foreach[0]']],
    ['a value', record({}, { artifacts: { ...task.artifacts, xs: ['a'] } }), ['tasks[0].artifacts.xs[1]']],
    ['an artifact too many', record({}, { artifacts: { ...task.artifacts, y: null } }), ['tasks[0].artifacts.y']],
    ['a missing artifact', record({}, { artifacts: { xs: ['a', 'b'] } }), ['tasks[0].artifacts.tags']],
    ['a line', record({}, { stdout: ['x', 'y'] }), ['tasks[0].stdout[1]']],
    ['an attempt too few', record({}, { attempts: task.attempts.slice(0, 1) }), ['tasks[0].attempts[1]']],
    [
      'an exception that was not caught',
      record({}, { attempts: task.attempts.map(({ caught: _, ...rest }) => rest) }),
      ['tasks[0].attempts[1].caught'],
    ],
    [
      'a kind of value',
      record({}, { artifacts: { ...task.artifacts, xs: { type: 'list', repr: '[]' } } }),
      ['tasks[0].artifacts.xs'],
    ],
  ];
  test.each(differing)('%s that differs is found where it stands', (_name, actual, paths) => {
    expect(pathsOf(golden, actual)).toEqual(paths);
  });

  test('a difference shows both sides', () => {
    expect(compare(golden, record({}, { stdout: [] }))).toEqual([
      { path: 'tasks[0].stdout[0]', expected: '"x"', actual: 'nothing' },
    ]);
  });

  test('where an object lay in memory is no part of a golden', () => {
    const [attempt] = golden.tasks[0]?.attempts ?? [];
    const named = (message: string) => ({
      ...golden,
      tasks: golden.tasks.map((one) => ({ ...one, attempts: [{ ...attempt, message }] as GoldenAttempt[] })),
    });
    const actual = record(
      {},
      { attempts: task.attempts.slice(0, 1).map((one) => ({ ...one, message: 'no <f at 0x7f3a>' })) },
    );
    expect(compare(named('no <f at 0x>'), actual)).toEqual([]);
    expect(pathsOf(named('no <g at 0x>'), actual)).toEqual(['tasks[0].attempts[0].message']);
  });

  test('null is a value, not the lack of one', () => {
    const noted = (artifacts: Record<string, null>): GoldenCommand => ({
      outcome: 'succeeded',
      tasks: [{ ...taskOf(), artifacts }],
    });
    const taskOf = () =>
      ({ step: 's', foreach: [], origin: 'executed', attempts: [], artifacts: {}, stdout: [] }) as const;
    const none = { ...record({ outcome: 'succeeded' }), tasks: [{ ...taskOf(), id: '1', cards: [] }] };
    expect(pathsOf(noted({ note: null }), none)).toEqual(['tasks[0].artifacts.note']);
  });

  test('a run that succeeded has neither headline nor message', () => {
    const { headline: _headline, message: _message, ...rest } = golden;
    expect(compare({ ...rest, outcome: 'succeeded' }, record({ outcome: 'succeeded' }))).toEqual([]);
  });

  test('steps that Metaflow takes from a set are sorted', () => {
    const text = (steps: string) => `Step j seems like a join but an incorrect number of steps (${steps}) lead to it.`;
    expect(compare({ ...golden, message: text('a, b') }, record({ message: text('b, a') }))).toEqual([]);
  });

  test('a text that this Python words differently is looked for as it is worded now, whole texts only', () => {
    const actual = record({}, { stdout: ['y'] });
    const reword = (recorded: string) => [{ recorded, now: 'y', reason: '' }];
    expect(compare(golden, actual, reword('x'))).toEqual([]);
    expect(pathsOf(golden, actual, reword('x '))).toEqual(['tasks[0].stdout[0]']);
  });
});

test('run ids of earlier commands stand in for $RUN0, $RUN1, …', () => {
  expect(withRunIds(['resume', '--origin-run-id', '$RUN1', '$RUN7'], ['11', '12'])).toEqual([
    'resume',
    '--origin-run-id',
    '12',
    '$RUN7',
  ]);
});

describe('the recorded cases', () => {
  test('every command has a file and a golden', () => {
    const all = cases().flatMap(({ commands }) => commands);
    expect(all.length).toBeGreaterThan(90);
    for (const {
      source,
      golden: { outcome },
    } of all) {
      expect(source).toContain('FlowSpec');
      expect(['succeeded', 'failed', 'rejected']).toContain(outcome);
    }
  });

  test('what is pending, and what Python words differently, has a reason', () => {
    for (const reason of Object.values(pending())) expect(reason).not.toBe('');
    for (const { recorded, now, reason } of rewordings()) {
      expect(reason).not.toBe('');
      expect(now).not.toBe(recorded);
    }
  });
});
