import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_STRIKES, type InputChange, type Strikes } from '../../src/model/strikes';
import { artifactsOf, flowFile, failureOf, linearFlow, printed, runFlow, taskOf } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';
import type { SequentialRun } from '../support/sequentialRun';
import { attemptStart, linesSaid } from '../support/strikes';

let worker: PythonWorker;
beforeAll(async () => {
  worker = await (await pythonWorkers()).fromSnapshot();
});
afterAll(() => worker.end());

const buggy = (type: string, message = 'as planned'): Partial<Strikes> => ({ bug: { fault: 'bug-1', type, message } });
const late = (seconds: number): Partial<Strikes> => ({ delays: [{ fault: 'slow-1', us: seconds * 1e6 }] });

describe('a bug', () => {
  test.each([
    ['ValueError', 'ValueError', 'as planned'],
    ['KeyError', 'KeyError', "'as planned'"],
    ['json.JSONDecodeError', 'JSONDecodeError', 'as planned'],
    ['UnicodeDecodeError', 'UnicodeDecodeError', 'as planned'],
    ['urllib.error.URLError', 'URLError', '<urlopen error as planned>'],
    ['OwnError', 'OwnError', 'own: as planned'],
    ['NeedsTwo', 'NeedsTwo', 'as planned'],
    ['PaymentDeclined', 'PaymentDeclined', 'as planned'],
    ['stripe.error.CardError', 'CardError', 'as planned'],
    ['MetaflowException', 'MetaflowException', 'as planned'],
    ['int', 'RuntimeError', 'int: as planned'],
    ['not a name', 'RuntimeError', 'not a name: as planned'],
    ['', 'RuntimeError', ': as planned'],
  ])('%s', async (type, exception, message) => {
    const head = `
class OwnError(Exception):
    def __str__(self):
        return f"own: {self.args[0]}"
class NeedsTwo(Exception):
    def __init__(self, one, two):
        super().__init__(one)`;
    const run = await attemptStart(worker, 'print("never")', { head, strikes: buggy(type) });
    expect(run.outcome?.end).toMatchObject({
      kind: 'failed',
      failure: { cause: 'user', exception, message, fault: 'bug-1', retry: true },
    });
    expect(run.said[0]).toEqual({ kind: 'struck', n: 1, at: 2_000_000, fault: 'bug-1' });
    expect(linesSaid(run)).toEqual([]);
  });

  test('is caught like any exception, and its traceback shows no file of ours', async () => {
    const run = await attemptStart(worker, "@catch(var='e')\n---\nprint('never')", { strikes: buggy('ValueError') });
    expect(run.outcome?.end).toMatchObject({ kind: 'succeeded', caught: { exception: 'ValueError' } });
    expect(linesSaid(run, 'traceback')).toEqual(['>  ValueError: as planned']);
  });

  test('that ends a process ends it, and is to blame', async () => {
    const run = await attemptStart(worker, '', { strikes: buggy('KeyboardInterrupt') });
    expect(run.outcome?.end).toMatchObject({ kind: 'failed', failure: { message: 'Aborted!', fault: 'bug-1' } });
  });
});

describe('a delay', () => {
  test('passes before user code, and each is said', async () => {
    const two = { delays: [...(late(3).delays ?? []), { fault: 'slow-2', us: 500_000 }] };
    const run = await attemptStart(worker, 'print(time.time() - 1767225600)', { strikes: two });
    expect(run.said.map((one) => (one.kind === 'struck' ? [one.at, one.fault] : one.kind))).toEqual([
      [2_000_000, 'slow-1'],
      [5_000_000, 'slow-2'],
      'output',
    ]);
    expect(linesSaid(run)).toEqual(['5.5']);
  });

  test.each([
    ['in it', 9, 'pass', 'slow-1'],
    ['because of it', 3, 'time.sleep(3)', 'slow-1'],
    ['anyway', 3, 'time.sleep(60)', undefined],
  ])('under @timeout, which strikes %s', async (_, seconds, code, fault) => {
    const run = await attemptStart(worker, `@timeout(seconds=5)\n---\n${code}`, { strikes: late(seconds) });
    expect(run.outcome).toMatchObject({ codeEndedAt: 7_000_000, end: { failure: { cause: 'timeout' } } });
    expect(run.outcome?.end.kind === 'failed' && run.outcome.end.failure.fault).toBe(fault);
  });

  test('comes before a bug', async () => {
    const run = await attemptStart(worker, '', { strikes: { ...late(3), ...buggy('ValueError') } });
    expect(run.said.slice(0, 2).map((one) => one.kind === 'struck' && [one.at, one.fault])).toEqual([
      [2_000_000, 'slow-1'],
      [5_000_000, 'bug-1'],
    ]);
  });
});

/** Runs a flow of which every attempt finds its inputs altered so. */
const altered = (source: string, ...inputs: readonly Omit<InputChange, 'fault'>[]): Promise<SequentialRun> =>
  runFlow(worker, source, {
    strikes: { ...NO_STRIKES, inputs: inputs.map((input, i) => ({ fault: `input-${String(i)}`, ...input })) },
  });

const struckIn = (run: SequentialRun, step: string): readonly string[] =>
  taskOf(run, step).attempts.flatMap(({ said }) => said.flatMap((one) => (one.kind === 'struck' ? [one.fault] : [])));

describe('an artifact arrives', () => {
  const rows = '[{"item": "tea", "price": 4.2}, {"item": "salt", "price": 0.9}]';
  test.each<[string, Omit<InputChange, 'fault' | 'name'>, string]>([
    ['5', { change: 'null' }, 'None'],
    ['5', { change: 'wrong-type' }, "'5'"],
    ['"4.5"', { change: 'wrong-type' }, '4.5'],
    ['"12"', { change: 'wrong-type' }, '12'],
    ['"tea"', { change: 'wrong-type' }, '3'],
    ['[1, 2]', { change: 'wrong-type' }, "'[1, 2]'"],
    ['{"a": 1}', { change: 'wrong-type' }, '[1]'],
    ['b"ab"', { change: 'wrong-type' }, "'ab'"],
    ['None', { change: 'wrong-type' }, "'None'"],
    [rows, { change: 'null', key: 'price' }, "[{'item': 'tea', 'price': None}, {'item': 'salt', 'price': None}]"],
    [rows, { change: 'missing', key: 'price' }, "[{'item': 'tea'}, {'item': 'salt'}]"],
    [
      rows,
      { change: 'wrong-type', key: 'price' },
      "[{'item': 'tea', 'price': '4.2'}, {'item': 'salt', 'price': '0.9'}]",
    ],
    ['{"a": 1, "b": 2}', { change: 'missing', key: 'b' }, "{'a': 1}"],
    ['{"x": {"n": 1}, "y": {"n": 2}}', { change: 'null', key: 'n' }, "{'x': {'n': None}, 'y': {'n': None}}"],
    ['[1, 2]', { change: 'duplicate-rows' }, '[1, 2, 1, 2]'],
    ['{"a": [1], "b": [2]}', { change: 'duplicate-rows' }, "{'a': [1, 1], 'b': [2, 2]}"],
    ['"h\\n1\\n2\\n"', { change: 'duplicate-rows' }, "'h\\n1\\n2\\n1\\n2\\n'"],
    ['[1, 2, 3]', { change: 'truncated' }, '[1]'],
    ['"abcdef"', { change: 'truncated' }, "'abc'"],
    ['b"abcdef"', { change: 'truncated' }, "b'abc'"],
    ['{"a": 1, "b": 2}', { change: 'truncated' }, "{'a': 1}"],
    ['{"a": [1, 2]}', { change: 'truncated', key: 'a' }, "{'a': [1]}"],
  ])('%s, %j', async (value, change, shown) => {
    const source = linearFlow({ start: `self.x = ${value}`, middle: 'print(repr(self.x))', end: 'pass' });
    const run = await altered(source, { name: 'x', ...change });
    expect(printed(run, 'middle')).toEqual([shown]);
    expect(struckIn(run, 'middle')).toEqual(['input-0']);
    expect(struckIn(run, 'start')).toEqual([]);
  });

  test.each([
    ['y', '5', { change: 'null' }],
    ['x', '5', { change: 'truncated' }],
    ['x', 'None', { change: 'null' }],
    ['x', '[]', { change: 'truncated' }],
    ['x', '5', { change: 'missing', key: 'a' }],
    ['x', '[1]', { change: 'null', key: 'a' }],
    ['index', '5', { change: 'null' }],
  ] as const)('as it was, where %s = %s has nothing for %j', async (name, value, change) => {
    const source = linearFlow({ start: `self.x = ${value}`, middle: 'print(self.x)', end: 'pass' });
    const run = await altered(source, { name, ...change });
    expect(printed(run, 'middle')).toEqual([value]);
    expect(run.tasks.flatMap(({ step }) => struckIn(run, step))).toEqual([]);
  });

  test('not at all: the step fails as if nobody had set it, and passes nothing on', async () => {
    const source = linearFlow({ start: 'self.x = 5', middle: 'print(self.x)', end: 'pass' });
    const run = await altered(source, { name: 'x', change: 'missing' });
    expect(failureOf(run, 'middle')).toMatchObject({
      exception: 'AttributeError',
      message: "Flow Probe has no attribute 'x'",
    });
    expect(artifactsOf(run, 'middle')).toEqual({});
  });

  test('altered, and is passed on so, read or not', async () => {
    const source = linearFlow({ start: 'self.x = [1, 2, 3, 4]', middle: 'pass', end: 'print(self.x)' });
    const run = await altered(source, { name: 'x', change: 'truncated' });
    expect(artifactsOf(run, 'middle')).toEqual({ x: [1, 2] });
    expect(printed(run, 'end')).toEqual(['[1]']);
  });

  test('altered in every input of a join, and merges so', async () => {
    const source = flowFile(`
    @step
    def start(self):
        self.x, self.same = 1, [1, 2]
        self.next(self.a, self.b)
    @step
    def a(self):
        self.x = 'a'
        self.next(self.join)
    @step
    def b(self):
        self.x = 'b'
        self.next(self.join)
    @step
    def join(self, inputs):
        print([i.x for i in inputs])
        print([i.same for i in inputs])
        self.merge_artifacts(inputs, include=['same'])
        print(self.same)
        self.next(self.end)
    @step
    def end(self):
        pass`);
    const run = await altered(source, { name: 'x', change: 'null' }, { name: 'same', change: 'duplicate-rows' });
    expect(printed(run, 'join')).toEqual([
      '[None, None]',
      '[[1, 2, 1, 2, 1, 2, 1, 2], [1, 2, 1, 2, 1, 2, 1, 2]]',
      '[1, 2, 1, 2, 1, 2, 1, 2]',
    ]);
    expect(struckIn(run, 'join')).toEqual(['input-0', 'input-1']);
  });

  test('as the item of a foreach', async () => {
    const source = linearFlow({
      start: "self.items = ['ab', 'cdef']\nself.next(self.work, foreach='items')",
      work: 'print(self.input, self.items)',
    }).replace(
      'self.items)',
      'self.items)\n        self.next(self.join)\n\n    @step\n    def join(self, inputs):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass',
    );
    const run = await altered(source, { name: 'input', change: 'truncated' });
    expect(run.tasks.filter(({ step }) => step === 'work').map(({ attempts }) => attempts[0]?.said)).toMatchObject([
      [{ kind: 'struck' }, { lines: ["a ['ab', 'cdef']"] }],
      [{ kind: 'struck' }, { lines: ["cd ['ab', 'cdef']"] }],
    ]);
  });

  test('before any decorator', async () => {
    const source = linearFlow({
      start: 'self.x = [1, 2]',
      middle: "@retry(times=1)\n@catch(var='e')\n---\nprint(self.x[1])",
      end: 'print(self.e.exception)',
    });
    const run = await altered(source, { name: 'x', change: 'truncated' });
    expect(printed(run, 'end')).toEqual(['list index out of range']);
    expect(taskOf(run, 'middle').attempts).toHaveLength(2);
  });
});

describe('a parameter arrives', () => {
  const source = (code: string) =>
    linearFlow(
      { start: code, end: 'print(self.limits)' },
      '',
      "limits = Parameter('limits', type=JSONType, default='[1, 2]')\nsize = 4",
    );

  test('altered in the attempt that is aimed at, and stays read-only', async () => {
    const run = await attemptStart(worker, '', {});
    expect(run.outcome?.end.kind).toBe('succeeded');
    const code =
      'print(self.limits, repr(self.size))\ntry:\n    self.limits = 3\nexcept AttributeError as e:\n    print(e)';
    const struck = await altered(
      source(code),
      { name: 'limits', change: 'truncated' },
      { name: 'size', change: 'wrong-type' },
    );
    expect(printed(struck, 'start')).toEqual(["[1] '4'", 'Flow level attributes and Parameters are not modifiable']);
    expect(artifactsOf(struck, 'start')).toMatchObject({ limits: [1, 2] });
    expect(printed(struck, 'end')).toEqual(['[1]']);
  });

  test('not at all', async () => {
    const run = await altered(source('print(self.limits)'), { name: 'limits', change: 'missing' });
    expect(failureOf(run, 'start')).toMatchObject({
      exception: 'AttributeError',
      message: "Flow Probe has no attribute 'limits'",
    });
    expect(artifactsOf(run, 'start')).toMatchObject({ limits: [1, 2] });
  });
});
