import { beforeAll, describe, expect, test } from 'vitest';
import { holds, unmet } from '../../../src/lessons/condition';
import type { Condition } from '../../../src/lessons/lessonSchema';
import type { RunRecord, TaskRecord } from '../../../src/model/record';
import { notesRecord } from '../../support/notesRecord';

let record: RunRecord;
/** Of the notes' flow: `api_call` needs a third attempt, `risky_logic` is under `@catch`, and all goes well. */
beforeAll(async () => {
  record = await notesRecord();
});

const withTask = (step: string, change: Partial<TaskRecord>): RunRecord => ({
  ...record,
  tasks: record.tasks.map((task) => (task.step === step ? { ...task, ...change } : task)),
});

describe('what holds of a run that succeeded', () => {
  test.each<Condition>([
    {},
    { outcome: 'succeeded' },
    { command: 'run' },
    { steps: { api_call: { tasks: 1, attempts: 3, succeeded: 1, failed: 0, caught: 0, cloned: 0 } } },
    {
      steps: { api_call: { attempts: [1, 3], retries: 3, catches: false }, risky_logic: { catches: true, retries: 0 } },
    },
    { steps: { nowhere: { tasks: 0, attempts: 0 } } },
    { seconds: [1, 1000] },
    { not: { outcome: 'failed' } },
    { any: [{ outcome: 'failed' }, { outcome: 'succeeded' }] },
    { calls: { api: { count: 0, different: 0 } } },
  ])('%j', (condition) => {
    expect(unmet(condition, record)).toEqual([]);
  });

  test.each<[Condition, string]>([
    [{ outcome: 'failed' }, 'The run succeeded, and it must fail.'],
    [{ command: 'resume' }, 'That was a run, and a resume is asked for.'],
    [{ steps: { api_call: { attempts: 1 } } }, '`api_call` made 3 attempts, and 1 is asked for.'],
    [{ steps: { api_call: { retries: [0, 2] } } }, '`api_call` may be retried 3 times, and 0 to 2 is asked for.'],
    [{ steps: { api_call: { catches: true } } }, '`api_call` is not under catch, and must be.'],
    [{ steps: { risky_logic: { catches: false } } }, '`risky_logic` is under catch, and must not be.'],
    [{ steps: { end: { tasks: 3 } } }, '`end` ran in 1 task, and 3 is asked for.'],
    [{ steps: { end: { cloned: 1 } } }, '`end` was cloned in 0 tasks, and 1 is asked for.'],
    [{ steps: { nowhere: { attempts: [1, 2] } } }, '`nowhere` made 0 attempts, and 1 to 2 is asked for.'],
    [{ steps: { nowhere: { artifacts: { x: 1 } } } }, '`nowhere` was never reached.'],
    [{ steps: { end: { artifacts: { x: 1 } } } }, 'After `end`, `x` is not there, and `1` is asked for.'],
    [{ calls: { api: { count: 1 } } }, '`api` was called 0 times, and 1 is asked for.'],
    [{ not: { outcome: 'succeeded' } }, 'What must not be so is so.'],
    [
      { any: [{ outcome: 'failed', command: 'resume' }, { outcome: 'failed' }] },
      'The run succeeded, and it must fail.',
    ],
  ])('%j does not, and says so', (condition, sentence) => {
    expect(unmet(condition, record)).toEqual([sentence]);
    expect(holds(condition, record)).toBe(false);
  });
});

test('a run that failed says what failed it', () => {
  const failed = {
    ...record,
    run: { ...record.run, outcome: 'failed', headline: 'Step failure', message: 'Step end (task-id 4) failed.' },
  } as const;
  expect(unmet({ outcome: 'succeeded' }, failed)).toEqual([
    'The run failed: Step failure: Step end (task-id 4) failed.',
  ]);
});

test('attempts of a task that was cloned were made in another run', () => {
  expect(
    unmet({ steps: { api_call: { attempts: 0, cloned: 1 } } }, withTask('api_call', { origin: 'cloned' })),
  ).toEqual([]);
});

test('values are compared as JSON, whatever the order of fields', () => {
  const left = withTask('end', { artifacts: { x: { a: 1, b: [2, null] } } });
  expect(holds({ steps: { end: { artifacts: { x: { b: [2, null], a: 1 } } } } }, left)).toBe(true);
  expect(holds({ steps: { end: { artifacts: { x: { b: [2], a: 1 } } } } }, left)).toBe(false);
  expect(unmet({ steps: { end: { lacks: ['x'] } } }, left)).toEqual(['After `end`, `x` is there, and must not be.']);
});

test('lines are counted over all attempts, the different ones apart', () => {
  const [task] = record.tasks.filter(({ step }) => step === 'api_call');
  const attempts = (task?.attempts ?? []).map((attempt, i) => ({
    ...attempt,
    stdout: ['paid', `paid ${String(i)}`],
    stderr: [],
  }));
  const printed = withTask('api_call', { attempts });
  expect(holds({ steps: { api_call: { prints: { paid: { lines: 6, different: 4 } } } } }, printed)).toBe(true);
  expect(unmet({ steps: { api_call: { prints: { paid: { different: 1 } } } } }, printed)).toEqual([
    '`api_call` printed 4 different lines with “paid”, and 1 is asked for.',
  ]);
});

describe('the same result', () => {
  const ends = (artifacts: TaskRecord['artifacts']): RunRecord => withTask('end', { artifacts });

  test('is that of the run without failures, name by name', () => {
    const calm = ends({ x: 1, y: 2 });
    expect(unmet({ sameResult: true }, ends({ x: 1, y: 2 }), { calm })).toEqual([]);
    expect(unmet({ sameResult: true }, ends({ x: 1 }), { calm })).toEqual([
      'A wrong result: `y` is missing, and `2` in the run without failures.',
    ]);
  });

  test('is asked of runs that have one', () => {
    const failed = { ...ends({}), run: { ...record.run, outcome: 'failed' } } as const;
    expect(unmet({ sameResult: true }, failed, { calm: ends({ x: 1 }) })).toEqual([]);
  });
});
