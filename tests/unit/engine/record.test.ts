import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/engine/digest';
import { printedRecord, recordOf, rejectedRecord, type RecordParts } from '../../../src/engine/record';
import { asContentHash, asRunId, asTaskId } from '../../../src/model/ids';
import type { Json } from '../../../src/model/json';
import type { ScenarioInput, TaskRecord } from '../../../src/model/record';
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

const scenario: ScenarioInput = { language: 'python', source: 'class F(FlowSpec): …' };
const setup = setupOf([plan('start', ['work']), plan('work', ['end']), plan('end', [])]);

const recorded = (entries: readonly Entry[], changes: Partial<RecordParts> = {}) =>
  recordOf({
    scenario,
    setup,
    events: logOf([[0, null, RUN_STARTED], ...entries]),
    outcome: 'succeeded',
    headline: null,
    message: null,
    startedAt: '2026-03-04T05:06:07.000Z',
    command: ['run'],
    output: ['Done!'],
    irreproducible: null,
    previews: new Map(),
    cardHtml: new Map(),
    ...changes,
  });

/** The only task of a log in which `start` took one attempt. */
function onlyTask(entries: readonly Entry[], changes: Partial<RecordParts> = {}): TaskRecord {
  const [task] = recorded([[1, 'start', started('1')], ...entries], changes).tasks;
  if (task === undefined) throw new Error('the log has a task');
  return task;
}
const previews = (values: Record<string, Json>) =>
  new Map(Object.entries(values).map(([name, value]) => [asContentHash(`hash of ${name}`), value]));

describe('recordOf', () => {
  test('a run says what it was, how long it took and its digest', () => {
    const record = recorded([
      [1, 'start', started('1')],
      [2.5, 'start', succeeded(['work'])],
    ]);
    expect(record.run).toEqual({
      id: '17',
      flowName: 'F',
      command: ['run'],
      originRunId: null,
      outcome: 'succeeded',
      headline: null,
      message: null,
      startedAt: '2026-03-04T05:06:07.000Z',
      output: ['Done!'],
      reproducible: true,
      duration: 2.5,
      digest: digestOf(record.events),
    });
    expect(record.scenario).toBe(scenario);
  });

  test('a run that nobody compares says why', () => {
    expect(recorded([], { irreproducible: 'Stopped by hand.' }).run).toMatchObject({
      reproducible: false,
      reason: 'Stopped by hand.',
    });
  });

  test('headline and message lose the emphasis that Metaflow’s command line takes out', () => {
    const message = 'Step *start* ended. ';
    const { run } = recorded([], { outcome: 'failed', headline: 'Internal *error*', message });
    expect(run).toMatchObject({ headline: 'Internal error', message: 'Step start ended.' });
  });

  test('tasks come by step, then foreach indices, then round, not as they started', () => {
    const places = [
      { step: 'work', foreach: [10] },
      { step: 'work', foreach: [2], round: 1 },
      { step: 'start', foreach: [] },
      { step: 'work', foreach: [2] },
    ];
    const { tasks } = recorded(places.map((place, i): Entry => [1, place, started(String(i + 1))]));
    expect(tasks.map(({ id }) => id)).toEqual(['3', '4', '2', '1']);
  });

  test('a foreach stack is told in the goldens’ words', () => {
    const frame = { step: 'start', variable: 'xs', index: 1, numSplits: 3, value: 'b' };
    const [task] = recorded([[1, { step: 'work', foreach: [1] }, started('1', { frames: [frame] })]]).tasks;
    expect(task?.foreach).toEqual([{ var: 'xs', index: 1, num_splits: 3, value: 'b' }]);
  });

  test('every attempt is told with its times and what it printed', () => {
    const task = onlyTask([
      [2, 'start', printed(['one'])],
      [3, 'start', printed(['bad'], { stream: 'stderr' })],
      [4, 'start', failed({ message: 'boom *x*', fault: 'f1' })],
      [9, { step: 'start', attempt: 1 }, started('1')],
      [10, { step: 'start', attempt: 1 }, succeeded(['work'])],
    ]);
    expect(task.attempts).toEqual([
      {
        attempt: 0,
        ok: false,
        exception: 'ValueError',
        message: 'boom *x*',
        cause: 'user',
        fault: 'f1',
        started: 1,
        ended: 4,
        stdout: ['one'],
        stderr: ['bad'],
      },
      { attempt: 1, ok: true, started: 9, ended: 10, stdout: [], stderr: [] },
    ]);
  });

  test('what @catch handled stands beside an attempt that is ok', () => {
    const caught = { exception: 'KeyError', message: "'b'" };
    expect(onlyTask([[2, 'start', succeeded(['work'], { caught })]]).attempts[0]).toMatchObject({ ok: true, caught });
  });

  test('the stack that a timeout appends to its message is left out', () => {
    const message =
      'Step start timed out after 0 hours, 0 minutes, 1 seconds\nStack when the timeout was raised:\n>  x';
    const [attempt] = onlyTask([[2, 'start', failed({ exception: 'TimeoutException', message })]]).attempts;
    expect(attempt?.message).toBe('Step start timed out after 0 hours, 0 minutes, 1 seconds');
  });

  test('an attempt that had not ended when the log did is not ok, and lasts as long as the log', () => {
    const task = onlyTask([[7, 'start', printed(['still here'])]], { outcome: 'interrupted' });
    expect(task.attempts).toEqual([
      {
        attempt: 0,
        ok: false,
        exception: null,
        message: null,
        started: 1,
        ended: 7,
        stdout: ['still here'],
        stderr: [],
      },
    ]);
  });

  test('a task’s stdout is that of its last attempt, without what @catch and @timeout print', () => {
    const again = { step: 'start', attempt: 1 };
    const task = onlyTask([
      [2, 'start', printed(['first'])],
      [2, 'start', failed()],
      [3, again, started('1')],
      [4, again, printed(['mine'])],
      [4, again, printed(['Step start timed out'], { by: 'timeout' })],
      [4, again, printed(['@catch caught an exception'], { by: 'catch' })],
      [4, again, printed(['on the other stream'], { stream: 'stderr' })],
      [5, again, succeeded(['work'])],
    ]);
    expect(task.stdout).toEqual(['mine']);
    expect(task.attempts[1]?.stdout).toEqual(['mine', 'Step start timed out', '@catch caught an exception']);
  });

  test('artifacts are those of the last attempt, by name, as previews', () => {
    const task = onlyTask(
      [
        [2, 'start', failed({}, [artifact('old')])],
        [3, { step: 'start', attempt: 1 }, started('1')],
        [4, { step: 'start', attempt: 1 }, succeeded(['work'], { artifacts: [artifact('y'), artifact('x')] })],
      ],
      { previews: previews({ x: 1, y: null, old: 0 }) },
    );
    expect(Object.entries(task.artifacts)).toEqual([
      ['x', 1],
      ['y', null],
    ]);
  });

  test('artifacts that start with an underscore are left out, and the flow’s own name', () => {
    const named = (value: string) =>
      onlyTask([[2, 'start', succeeded(['work'], { artifacts: [artifact('_x'), artifact('name')] })]], {
        previews: previews({ _x: 1, name: value }),
      }).artifacts;
    expect(named('F')).toEqual({});
    expect(named('G')).toEqual({ name: 'G' });
  });

  test('an attempt whose artifacts could not be saved has none', () => {
    expect(onlyTask([[2, 'start', failed({ exception: null }, null)]]).artifacts).toEqual({});
  });

  test('a cloned task has one attempt, ok, without output', () => {
    const cloned = {
      type: 'task-cloned',
      taskId: asTaskId('1'),
      originTaskId: asTaskId('9'),
      frames: [],
      artifacts: [artifact('x')],
      transition: { targets: ['work'], foreach: null },
      caught: null,
    } as const;
    const { tasks, run } = recorded([[0, 'start', cloned]], {
      setup: { ...setup, originRunId: asRunId('16') },
      previews: previews({ x: 1 }),
    });
    expect(tasks).toEqual([
      {
        id: '1',
        step: 'start',
        foreach: [],
        origin: 'cloned',
        attempts: [{ attempt: 0, ok: true, started: 0, ended: 0, stdout: [], stderr: [] }],
        artifacts: { x: 1 },
        stdout: [],
        cards: [],
      },
    ]);
    expect(run.originRunId).toBe('16');
  });

  test('cards come with their HTML', () => {
    const card = { id: null, type: 'default', hash: asContentHash('c') };
    const task = onlyTask([[2, 'start', succeeded(['work'], { cards: [card] })]], {
      cardHtml: new Map([[card.hash, '<p>']]),
    });
    expect(task.cards).toEqual([{ id: null, type: 'default', html: '<p>' }]);
  });
});

describe('commands without a run', () => {
  const parts = { scenario, command: ['run', '--nope'], startedAt: '', output: ['Error: …'], flowName: 'F' };

  test('a refused command has a headline and a message, and no run', () => {
    const record = rejectedRecord({ ...parts, headline: 'Error', message: 'no such option: --nope' });
    expect(record).toMatchObject({ tasks: [], events: [], run: { id: '', digest: '', outcome: 'rejected' } });
    expect(record.run).toMatchObject({ headline: 'Error', message: 'no such option: --nope', output: ['Error: …'] });
  });

  test('a command that only prints succeeded without a run', () => {
    const record = printedRecord({ ...parts, command: ['show'] });
    expect(record.run).toMatchObject({ id: '', outcome: 'succeeded', headline: null, message: null });
  });
});
