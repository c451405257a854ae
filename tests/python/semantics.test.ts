import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  artifactsOf,
  failureOf,
  flowFile,
  linearFlow,
  printed,
  refusalOf,
  runFlow,
  taskOf,
} from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';
import type { TaskReport } from '../support/sequentialRun';

let worker: PythonWorker;

beforeAll(async () => {
  worker = await (await pythonWorkers()).fromSnapshot();
});
afterAll(() => worker.end());

const foreachFlow = (items: string, body: string, join = 'pass') =>
  flowFile(`
    @step
    def start(self):
        self.items = ${items}
        self.next(self.work, foreach='items')

    @step
    def work(self):
        ${body}
        self.next(self.join)

    @step
    def join(self, inputs):
        ${join}
        self.next(self.end)

    @step
    def end(self):
        pass
`);

describe('self.next is refused', () => {
  const dead = 'Step *start* has an invalid self.next() transition.';
  test.each([
    ['self.next(self.end, speed=3)', "Step *start* passes an unknown keyword argument 'speed' to self.next()."],
    [
      'self.next(self.end); self.next(self.end)',
      'Multiple self.next() calls detected in step *start*. Call self.next() only once.',
    ],
    [
      "self.next(self.end, condition='c')",
      `${dead} When using 'condition', the transition must be to a single, non-empty dictionary mapping condition values to step methods.`,
    ],
    ["self.next({'a': self.end}, condition=1)", `${dead} The argument to 'condition' must be a string.`],
    [
      "self.next({'a': self.end}, condition='c', foreach='xs')",
      `${dead} Switch statements cannot be combined with foreach or num_parallel.`,
    ],
    [
      "self.next({'a': self.end}, condition='c')",
      'Condition variable *self.c* in step *start* does not exist. Make sure you set self.c in this step.',
    ],
    [
      "self.c = 'a'; self.next({'a': 3}, condition='c')",
      'Step *start* specifies a switch transition that is not a function. Make sure the value in the dictionary is a method of the Flow class.',
    ],
    ["self.next({'a': self.end})", `${dead} Dictionary argument requires 'condition' parameter.`],
    [
      'self.next(3)',
      'In step *start* the 1. argument in self.next() is not a function. Make sure all arguments in self.next() are methods of the Flow class.',
    ],
    ['self.next(self.end, foreach=3)', `${dead} The argument to 'foreach' must be a string.`],
    ["self.next(self.end, self.end, foreach='xs')", `${dead} Specify exactly one target for 'foreach'.`],
    [
      "self.next(self.end, foreach='xs')",
      'Foreach variable *self.xs* in step *start* does not exist. Check your variable.',
    ],
    [
      "self.xs = 3; self.next(self.end, foreach='xs')",
      "Foreach variable *self.xs* in step *start* is not iterable. Please check details: 'int' object is not iterable",
    ],
    ['self.next()', `${dead} Specify at least one step function as an argument in self.next().`],
    [
      'self.next(self.end, self.end, num_parallel=2)',
      'Only one destination allowed when num_parallel used in self.next()',
    ],
  ])('%s', async (statement, message) => {
    const run = await runFlow(worker, linearFlow({ start: `x = 1\n${statement}`, end: '' }));
    expect(failureOf(run, 'start')).toMatchObject({
      exception: 'InvalidNextException',
      message: `line 9:: ${message}`,
    });
    expect(printed(run, 'start', 'stderr')).toEqual([
      '<flow Probe step start> failed:',
      '    Invalid self.next() transition detected on line 9:',
      `    ${message.replaceAll('*', '')}`,
    ]);
  });

  test('for a value that no case has, as a RuntimeError', async () => {
    const source = linearFlow({
      start: "self.c = [1]\nself.next({'a': self.end, 'b': self.end}, condition='c')",
      end: '',
    });
    expect(failureOf(await runFlow(worker, source), 'start')).toMatchObject({ exception: 'TypeError' });
  });
});

describe('foreach', () => {
  test('over a dict finds no input under an index, and its error line fails too', async () => {
    const run = await runFlow(worker, foreachFlow("{'a': 1}", 'print(self.input)'));
    expect(failureOf(run, 'work')).toMatchObject({ exception: 'KeyError', message: '0' });
    const said = printed(run, 'work', 'stderr');
    expect(said[0]).toBe('    Internal error');
    expect(said.filter((line) => line === 'KeyError: 0')).toHaveLength(2);
  });

  test('over a range and over text', async () => {
    expect(printed(await runFlow(worker, foreachFlow('range(2, 4)', 'print(self.index, self.input)')), 'work')).toEqual(
      ['0 2'],
    );
    expect(printed(await runFlow(worker, foreachFlow("'ab'", 'print(self.foreach_stack())')), 'work')).toEqual([
      "[(0, 2, 'a')]",
    ]);
  });

  test('over a generator is counted, then cannot be saved', async () => {
    const run = await runFlow(worker, foreachFlow('(n for n in range(2))', 'pass'));
    expect(failureOf(run, 'start')).toMatchObject({
      exception: null,
      message: 'Cannot pickle dump artifact named "items"',
    });
  });

  test('over a set of texts: every task sees an order of its own, so items are lost and doubled', async () => {
    const letters = [...'abcdefgh'];
    const run = await runFlow(worker, foreachFlow(`set(${JSON.stringify(letters)})`, 'print(self.input)'));
    const seen = run.tasks
      .filter(({ step }) => step === 'work')
      .map((task) => printed({ ...run, tasks: [task] }, 'work')[0]);
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBeLessThan(8);
  });

  test('looks its input up in the artifact as it now is', async () => {
    const run = await runFlow(worker, foreachFlow('[1]', 'self.items = [9]; print(self.input)'));
    expect(printed(run, 'work')).toEqual(['9']);
  });

  test('index has no setter', async () => {
    const run = await runFlow(worker, foreachFlow('[1]', 'self.index = 3'));
    expect(failureOf(run, 'work').message).toBe("property 'index' of 'Probe' object has no setter");
  });

  test('a failing task says which item it had', async () => {
    const run = await runFlow(
      worker,
      foreachFlow("['a text of more than twenty characters']", "raise ValueError('x')"),
    );
    expect(printed(run, 'work', 'stderr')[0]).toBe(
      '<flow Probe step work[0] (input: a text of more than ...)> failed:',
    );
  });
});

test('num_parallel starts as many tasks of a @parallel step', async () => {
  const source = foreachFlow('[0]', 'print(self.input, current.parallel.node_index, current.parallel.num_nodes)')
    .replace("self.next(self.work, foreach='items')", 'self.next(self.work, num_parallel=2)')
    .replace('    @step\n    def work', '    @parallel\n    @step\n    def work');
  const run = await runFlow(worker, source);
  const lines = run.tasks
    .filter(({ step }) => step === 'work')
    .map((task) => printed({ ...run, tasks: [task] }, 'work')[0]);
  expect(lines).toEqual(['0 0 2', '1 1 2']);
});

describe('joins', () => {
  test.each([
    ['print(len(inputs))', 'TypeError', "object of type 'Inputs' has no len()"],
    ['print(self.items)', 'AttributeError', "Flow Probe has no attribute 'items'"],
    [
      'self.merge_artifacts(inputs, include=["a"], exclude=["b"])',
      'MetaflowException',
      '`exclude` and `include` are mutually exclusive in merge_artifacts',
    ],
    [
      'self.merge_artifacts(inputs)',
      'UnhandledInMergeArtifactsException',
      'Step *join* cannot merge the following artifacts due to them having conflicting values:\n[same, mine].\nTo remedy this issue, be sure to explicitly set those artifacts (using self.<artifact_name> = ...) prior to calling merge_artifacts.',
    ],
    [
      'self.merge_artifacts(inputs, include=["nowhere"])',
      'MissingInMergeArtifactsException',
      'Step *join* specifies that [nowhere] should be merged but [nowhere] are not present.\nTo remedy this issue, make sure that the values specified in only come from at least one branch',
    ],
  ])('%s', async (join, exception, message) => {
    // 1 == True, but their pickles differ.
    const run = await runFlow(
      worker,
      foreachFlow('[0, 1]', 'self.mine = self.index; self.same = True if self.index else 1', join),
    );
    expect(failureOf(run, 'join')).toMatchObject({ exception, message });
  });

  test('give inputs by position, by name and one by one, with their own index and input', async () => {
    const join =
      'print([(i.index, i.input, i._current_step) for i in inputs], inputs[1].mine, inputs.work.mine, self.index)';
    const run = await runFlow(worker, foreachFlow('[5, 6]', 'self.mine = self.input * 2', join));
    expect(printed(run, 'join')).toEqual(["[(0, 5, 'work'), (1, 6, 'work')] 12 12 None"]);
  });

  test('cannot keep an input', async () => {
    const run = await runFlow(worker, foreachFlow('[0]', 'pass', 'self.first = inputs[0]'));
    expect(failureOf(run, 'join')).toMatchObject({
      exception: null,
      message: expect.stringMatching(
        /^Flows can't be serialized\. Maybe you tried to assign self or one of the inputs/,
      ) as string,
    });
    expect(printed(run, 'join', 'stderr')[0]).toBe('    Flow failed:');
  });

  test('get static branches in an order of the seed', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const branches = names
      .map((name) => `    @step\n    def ${name}(self):\n        self.next(self.join)\n`)
      .join('\n');
    const source = flowFile(`
    @step
    def start(self):
        self.next(${names.map((name) => `self.${name}`).join(', ')})

${branches}
    @step
    def join(self, inputs):
        print(''.join(i._current_step for i in inputs))
        self.next(self.end)

    @step
    def end(self):
        pass
`);
    const orders = new Set<string>();
    for (const seed of [1, 2, 3, 4]) {
      const fields = { seed: [seed] };
      const [order = ''] = printed(await runFlow(worker, source, { fields }), 'join');
      expect([...order].sort()).toEqual(names);
      expect(printed(await runFlow(worker, source, { fields }), 'join')).toEqual([order]);
      orders.add(order);
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  test('merge fails on what @catch left, even when its variable is excluded', async () => {
    const source = foreachFlow(
      '[0, 1]',
      'raise ValueError(self.index)',
      'self.merge_artifacts(inputs, exclude=["e"])',
    ).replace('    @step\n    def work', "    @catch(var='e', print_exception=False)\n    @step\n    def work");
    expect(failureOf(await runFlow(worker, source), 'join').message).toMatch(/\[_catch_exception\]/);
  });
});

describe('artifacts', () => {
  test('that are deleted come back in the next step', async () => {
    const run = await runFlow(
      worker,
      linearFlow({
        start: 'self.b = 1',
        middle: 'print(self.b)\ndel self.b\nprint("b" in vars(self))',
        end: 'print(self.b)',
      }),
    );
    expect([printed(run, 'middle'), printed(run, 'end')]).toEqual([['1', 'False'], ['1']]);
  });

  test('lose their identity and keep what was changed in place', async () => {
    const run = await runFlow(
      worker,
      linearFlow({
        start: 'self.x = []\nself.y = self.x',
        middle: 'print(self.x is self.y)\nself.x.append(1)',
        end: 'print(self.x, self.y, self.name)',
      }),
    );
    expect([printed(run, 'middle'), printed(run, 'end')]).toEqual([['False'], ['[1] [] Probe']]);
  });

  test('with underscores pass on unseen; a changed name does not', async () => {
    const run = await runFlow(
      worker,
      linearFlow({
        start: "self._x = 1\nself.__y = 2\nself.name = 'mine'",
        end: 'print(self._x, self.__y, self.name)',
      }),
    );
    expect(printed(run, 'end')).toEqual(['1 2 Probe']);
    expect(artifactsOf(run, 'start')).toEqual({});
    const name = taskOf(run, 'start').artifacts.find((artifact) => artifact.name === 'name');
    expect(run.previews.get(name?.hash ?? ('' as never))).toBe('mine');
  });

  test('that nobody touched are not sent again', async () => {
    const run = await runFlow(worker, linearFlow({ start: 'self.x = [1]\nself.y = [2]', end: 'self.y.append(3)' }));
    expect(sentBy(taskOf(run, 'end'))).toEqual(['y']);
  });

  test('that were read but not changed have the same content, and are not sent again', async () => {
    const run = await runFlow(worker, linearFlow({ start: 'self.x = [1]', end: 'print(self.x)' }));
    expect(sentBy(taskOf(run, 'end'))).toEqual([]);
  });

  test('beyond 4,000 characters are told by length and hash', async () => {
    const run = await runFlow(
      worker,
      linearFlow({ start: "self.text = 'x' * 5000\nself.pairs = [(n, n) for n in range(2000)]", end: '' }),
    );
    expect(artifactsOf(run, 'start')).toEqual({
      text: { type: 'str', len: 5002, sha256_of_json: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      pairs: {
        type: 'list',
        len: expect.any(Number) as number,
        sha256_of_repr: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
  });

  test('show sets in order at any depth', async () => {
    const run = await runFlow(
      worker,
      linearFlow({ start: "self.s = {'k': ({'c', 'a', 'b'}, frozenset([2, 1]))}\nself.empty = set()", end: '' }),
    );
    expect(artifactsOf(run, 'start')).toEqual({
      s: { type: 'dict', repr: "{'k': ({'a', 'b', 'c'}, frozenset({1, 2}))}" },
      empty: { type: 'set', repr: 'set()' },
    });
  });

  test('cannot take the place of a step’s parameters or constants', async () => {
    const run = await runFlow(worker, linearFlow({ start: 'self.LIMIT = 2', end: '' }, '', 'LIMIT = 1'));
    expect(failureOf(run, 'start').message).toBe('Flow level attributes and Parameters are not modifiable');
  });
});

describe('an attempt ends', () => {
  test.each([
    ['sys.exit(3)', { exception: null, exitCode: 3, message: null }],
    ['sys.exit(202)', { exception: null, exitCode: 202, message: null }],
    ["print('bye', file=sys.stderr); sys.exit(1)", { exception: null, exitCode: 1, message: 'bye' }],
    ['os._exit(7)', { exception: null, exitCode: 7, message: null }],
    ['os._exit(0)', { exception: null, exitCode: 0, message: null }],
    ['os.kill(os.getpid(), 11)', { exception: null, exitCode: -11, message: null }],
    ["raise BaseException('x')", { exception: null, exitCode: 1, message: 'BaseException: x' }],
    ['raise KeyboardInterrupt', { exception: null, exitCode: 1, message: 'Aborted!' }],
    ["self.fail('no target')", { exception: 'StepFailed', exitCode: 1, message: 'no target', retry: true }],
    ["self.fail('no target', retry=False)", { exception: 'StepFailed', message: 'no target', retry: false }],
    ['def f(): return f()\nf()', { exception: 'RecursionError' }],
    ['input()', { exception: 'EOFError' }],
    ['import warnings; warnings.warn("hm"); sys.exit(1)', { message: null }],
    ['raise RecursionError', { exception: 'RecursionError', message: '' }],
    [
      'import numpy',
      {
        exception: 'ModuleNotFoundError',
        message: expect.stringContaining('lists and the statistics module') as string,
      },
    ],
    ['import nowhere', { exception: 'ModuleNotFoundError', message: "No module named 'nowhere'" }],
  ])('%s', async (statement, failure) => {
    const run = await runFlow(worker, linearFlow({ start: `self.x = 1\n${statement}`, end: '' }));
    expect(failureOf(run, 'start')).toMatchObject({ cause: 'user', ...failure });
    const dead = statement.startsWith('os.');
    expect(artifactsOf(run, 'start')).toEqual(dead ? {} : { x: 1 });
  });

  test('well through sys.exit(0), but without its transition', async () => {
    const run = await runFlow(worker, linearFlow({ start: 'sys.exit(0)', end: '' }));
    expect(run.failure).toMatch(/was expected to transition to step\(s\) end/);
    expect(taskOf(run, 'start').attempts[0]?.outcome.end).toMatchObject({ kind: 'succeeded', exited: true });
  });

  test('with the lines of the user’s file in its traceback', async () => {
    const source = linearFlow({ start: 'import json\njson.loads("{")', end: '' });
    const failure = failureOf(await runFlow(worker, source), 'start');
    expect(failure.traceback?.[0]).toEqual({
      file: 'flow.py',
      line: 9,
      name: 'start',
      text: 'json.loads("{")',
      own: true,
    });
    expect(failure.traceback?.slice(1).every(({ own }) => !own)).toBe(true);
  });

  test('with what it said in order, each line by its author', async () => {
    const source = linearFlow({
      start: "@catch(var='e')\n---\nprint('a\\nb', end='')\nprint('c', file=sys.stderr)\nraise ValueError('x')",
      end: '',
    });
    const said = taskOf(await runFlow(worker, source), 'start').attempts[0]?.said ?? [];
    const shown = said.map((message) =>
      message.kind === 'output' ? [message.n, message.stream, message.by, message.lines[0]] : [],
    );
    expect(shown).toEqual([
      [1, 'stdout', 'code', 'a'],
      [2, 'stderr', 'code', 'c'],
      [3, 'stdout', 'code', 'b'],
      [4, 'stdout', 'catch', '@catch caught an exception from <flow Probe step start>'],
      [5, 'stdout', 'traceback', '>  Traceback (most recent call last):'],
    ]);
  });
});

describe('@catch', () => {
  test('stores a wrapper that prints the traceback', async () => {
    const source = linearFlow({
      start: "@catch(var='e')\n---\nself.kept = 1\nraise KeyError('k')",
      end: 'print(self.e.type, self.e.exception, bool(self.e), self.kept)\nprint(str(self.e).splitlines()[-1])',
    });
    expect(printed(await runFlow(worker, source), 'end')).toEqual(["builtins.KeyError 'k' True 1", "KeyError: 'k'"]);
  });

  test('handles in a fallback attempt what left no exception', async () => {
    const source = linearFlow({
      start: "@catch(var='e')\n@retry(times=1)\n---\nos._exit(7)",
      end: 'print(self.e.type)\nprint(self.e.exception)',
    });
    expect(printed(await runFlow(worker, source), 'end')).toEqual([
      'metaflow.plugins.catch_decorator.FailureHandledByCatch',
      'Task execution kept failing over 2 attempts. Your code did not raise an exception. Something in the execution environment caused the failure.',
    ]);
  });

  test('handles a final failure at once', async () => {
    const source = linearFlow({
      start: "@catch(var='e')\n@retry(times=3)\n---\nself.fail('no', retry=False)",
      end: 'print(self.e.type)',
    });
    const run = await runFlow(worker, source);
    expect(taskOf(run, 'start').attempts).toHaveLength(1);
    expect(printed(run, 'end')).toEqual(['metaflow.exception.StepFailed']);
  });

  test('says nothing when told so', async () => {
    const source = linearFlow({ start: '@catch(print_exception=False)\n---\nraise ValueError', end: '' });
    expect(printed(await runFlow(worker, source), 'start')).toEqual([]);
  });
});

describe('@timeout', () => {
  test('strikes at its deadline, and prints so', async () => {
    const run = await runFlow(
      worker,
      linearFlow({ start: '@timeout(seconds=2, minutes=1)\n---\ntime.sleep(60)\ntime.sleep(60)', end: '' }),
    );
    expect(failureOf(run, 'start')).toMatchObject({
      cause: 'timeout',
      exception: 'TimeoutException',
      message: 'Step start timed out after 0 hours, 1 minutes, 2 seconds',
    });
    expect(taskOf(run, 'start').attempts[0]?.outcome.codeEndedAt).toBe(64_000_000);
    expect(printed(run, 'start')).toEqual([
      '2026-01-01 00:01:04.000 Step start timed out after 0 hours, 1 minutes, 2 seconds',
    ]);
  });

  test('is an exception like any other, and strikes once', async () => {
    const source = linearFlow({
      start:
        '@timeout(seconds=1)\n---\ntry:\n    time.sleep(5)\nexcept Exception:\n    print("swallowed")\ntime.sleep(5)',
      end: '',
    });
    const run = await runFlow(worker, source);
    expect(printed(run, 'start').at(-1)).toBe('swallowed');
    expect(taskOf(run, 'start').ok).toBe(true);
  });

  test('names the stack in its message', async () => {
    const source = linearFlow({
      start: "@catch(var='e')\n@timeout(seconds=1)\n---\ntime.sleep(5)",
      end: 'print(self.e.exception)',
    });
    const lines = printed(await runFlow(worker, source), 'end');
    expect(lines[1]).toBe('Stack when the timeout was raised:');
    expect(lines.some((line) => line.includes('time.sleep(5)'))).toBe(true);
    expect(lines.some((line) => line.includes('_runtime'))).toBe(false);
  });
});

describe('current', () => {
  test.each([
    ['current.card', "'Current' object has no attribute 'card'"],
    ['current.parameters', "'Current' object has no attribute 'parameters'"],
  ])('has no %s', async (expression, message) => {
    expect(
      failureOf(await runFlow(worker, linearFlow({ start: `print(${expression})`, end: '' })), 'start').message,
    ).toBe(message);
  });

  test('tells of the graph and the project', async () => {
    const source = linearFlow(
      {
        start:
          "print('run_id' in current, current.get('nothing', 3), current.tempdir, current.project_flow_name)\nprint(current.graph['steps']['start']['next'], current.graph['start_step'], current.graph['graph_structure'])\nprint(current.graph['parameters'], current.graph['constants'])",
        end: '',
      },
      '',
      "p = Parameter('p', default=1)\nC = 'c'",
    ).replace('class Probe', "@project(name='shop')\nclass Probe");
    expect(printed(await runFlow(worker, source), 'start')).toEqual([
      'True 3 . shop.user.tester.Probe',
      "['end'] start ['start', 'end']",
      "[{'name': 'p', 'type': 'Parameter'}] [{'name': 'C', 'type': 'str'}]",
    ]);
  });
});

describe('self.set_metadata', () => {
  test('is told to the listener in its place', async () => {
    const run = await runFlow(
      worker,
      linearFlow({
        start: "print('a')\nself.set_metadata('rows', [1])\ntime.sleep(1)\nself.set_metadata('odd', {1})",
        end: '',
      }),
    );
    expect(taskOf(run, 'start').attempts[0]?.said).toEqual([
      { kind: 'output', n: 1, at: 2_000_000, stream: 'stdout', by: 'code', lines: ['a'] },
      { kind: 'metadata', n: 2, at: 2_000_000, key: 'rows', value: [1] },
      { kind: 'metadata', n: 3, at: 3_000_000, key: 'odd', value: '{1}' },
    ]);
  });
});

describe('a file is refused', () => {
  const step = '    @step\n    def start(self):\n        pass\n';
  test.each([
    ['that raises', flowFile(step, 'x = {}["k"]'), 'Traceback', "KeyError: 'k'", 3],
    ['with a syntax error', 'def f(:\n  pass\n', 'Traceback', 'SyntaxError: invalid syntax', 1],
    [
      'without a flow',
      'x = 1\n',
      'No flow',
      'This file starts no flow. Its last lines should be: if __name__ == "__main__": and, indented below, the name of the FlowSpec class with ().',
      0,
    ],
    [
      'with a decorator below @step',
      flowFile('    @step\n    @retry\n    def start(self):\n        pass\n'),
      'Traceback',
      "metaflow.decorators.BadStepDecoratorException: You tried to apply decorator 'retry' on 'start' which is not declared as a @step. Make sure you apply this decorator on a function which has @step on the line just before the function name and @retry is above @step.",
      7,
    ],
    [
      'with a decorator twice',
      flowFile('    @retry\n    @retry\n    @step\n    def start(self):\n        pass\n'),
      'Traceback',
      "metaflow.decorators.DuplicateStepDecoratorException: Step 'start' already has a decorator 'retry'. You can specify this decorator only once.",
      6,
    ],
    [
      'with an unknown attribute',
      flowFile(`    @catch(variable='e')\n${step}`),
      'Traceback',
      "metaflow.exception.InvalidDecoratorAttribute: Decorator 'catch' does not support the attribute 'variable'. These attributes are supported: var, print_exception.",
      6,
    ],
    [
      'with a flow decorator on a step',
      flowFile(`    @schedule(daily=True)\n${step}`),
      'Traceback',
      "metaflow.decorators.BadFlowDecoratorException: Decorator 'schedule' can be applied only to FlowSpecs. Make sure the decorator is above a class definition.",
      6,
    ],
    [
      'with a reserved parameter',
      flowFile(`    p = Parameter('max-workers')\n${step}`),
      'Flow failed',
      "Parameter name 'max-workers' is a reserved word. Please use a different name for your parameter.",
      0,
    ],
    [
      'with a parameter twice',
      flowFile(`    p = Parameter('alpha')\n    q = Parameter('ALPHA')\n${step}`),
      'Flow failed',
      'Parameter ALPHA is specified twice. Note that parameter names are case-insensitive.',
      0,
    ],
    [
      'with a separator on a number',
      flowFile(`    p = Parameter('n', default=1, separator=',')\n${step}`),
      'Flow failed',
      'Parameter n: Separator is only allowed for string parameters.',
      0,
    ],
  ])('%s', async (_, source, headline, message, line) => {
    expect(await refusalOf(worker, source)).toMatchObject({ headline, message, line });
  });

  test('for an unknown --with', async () => {
    const refusal = await refusalOf(worker, flowFile(step), { withDecorators: ['rety:times=2'] });
    expect(refusal).toMatchObject({
      headline: 'Unknown step decorator',
      message:
        'Unknown step decorator rety. The following decorators are supported: catch, timeout, environment, secrets, parallel, retry, resources, batch, kubernetes, card, pytorch_parallel, pypi, conda',
    });
  });
});

test('an exception whose text cannot be had is not kept: what its text raised is said last', async () => {
  const head = 'class Mute(Exception):\n    def __str__(self):\n        raise RuntimeError("no text")';
  const run = await runFlow(worker, linearFlow({ start: 'self.x = 1\nraise Mute()', end: '' }, head));
  expect(failureOf(run, 'start')).toMatchObject({ exception: null, message: 'RuntimeError: no text' });
  expect(artifactsOf(run, 'start')).toEqual({ x: 1 });
  expect(printed(run, 'start', 'stderr')).not.toContain('<flow Probe step start> failed:');
});

test("errors of the system have Linux's numbers, and the classes that go with them", async () => {
  const tries = [
    "open('missing.csv')",
    "os.mkdir('/tmp')",
    "os.listdir('/nowhere')",
    "throw(OSError(2, 'gone', 'x.csv'))",
    "throw(OSError(13, 'denied'))",
    'throw(OSError(errno.EEXIST, os.strerror(errno.EEXIST)))',
  ].map((code) => `lambda: ${code}`);
  const body = `for attempt in [${tries.join(', ')}]:\n    try:\n        attempt()\n    except OSError as e:\n        print(type(e).__name__, e.errno, e)\nos.makedirs('/tmp', exist_ok=True)`;
  const run = await runFlow(worker, linearFlow({ start: body, end: '' }, 'import errno\ndef throw(e): raise e'));
  expect(printed(run, 'start')).toEqual([
    "FileNotFoundError 2 [Errno 2] No such file or directory: 'missing.csv'",
    "FileExistsError 17 [Errno 17] File exists: '/tmp'",
    "FileNotFoundError 2 [Errno 2] No such file or directory: '/nowhere'",
    "FileNotFoundError 2 [Errno 2] gone: 'x.csv'",
    'PermissionError 13 [Errno 13] denied',
    'FileExistsError 17 [Errno 17] File exists',
  ]);
});

/** Names of the artifacts that a task handed out with their bytes. */
const sentBy = (task: TaskReport) =>
  (task.attempts.at(-1)?.outcome.end.artifacts ?? [])
    .filter((artifact) => 'content' in artifact)
    .map(({ name }) => name);
