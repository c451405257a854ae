import { describe, expect, test } from 'vitest';
import { lint } from '../../../src/graph/lint';
import { flowText, graphOfSteps, graphOfText, stepText } from '../../support/pythonFlow';

const messagesOf = (steps: Readonly<Record<string, string | null>>): readonly string[] =>
  lint(graphOfSteps(steps), 'flow.py').map(({ message }) => message);

const messagesOfText = (...steps: readonly string[]): readonly string[] =>
  lint(graphOfText(flowText(steps.join('\n\n'))), 'flow.py').map(({ message }) => message);

const start = (next: string) => stepText('start', next);
const end = stepText('end', null);

describe('each step by itself', () => {
  test.each([
    [
      'a reserved name',
      { start: 'self.index', index: 'self.end', end: null },
      'Step name index is a reserved word. Choose another name for the step.',
    ],
    [
      'a name in capitals',
      { start: 'self.Train', Train: 'self.end', end: null },
      'Step Train has an invalid name. Only lowercase ascii characters, underscores, and digits are allowed.',
    ],
    [
      'a name with an underscore in front',
      { start: 'self._train', _train: 'self.end', end: null },
      'Step _train has an invalid name. Only lowercase ascii characters, underscores, and digits are allowed.',
    ],
    [
      'a join that splits',
      { start: 'self.a, self.b', a: 'self.j', b: 'self.j', 'j*': 'self.a, self.end', end: null },
      'Step j is both a join step (it takes an extra argument) and a split step (it transitions to multiple steps). This is not allowed. Add a new step so that split and join become separate steps.',
    ],
    [
      'a self.next with an unknown keyword',
      { start: 'self.end, fanout="xs"', end: null },
      `Step start specifies an invalid self.next() transition. Make sure the self.next() expression matches with one of the supported transition types:\n  • Linear: self.next(self.step_name)\n  • Fan-out: self.next(self.step1, self.step2, ...)\n  • Foreach: self.next(self.step, foreach='variable')\n  • Switch: self.next({"key": self.step, ...}, condition='variable')\n\nFor switch statements, keys must be string literals, numbers or config expressions (self.config.key_name), not variables.`,
    ],
    [
      'a start that repeats itself',
      { start: "{'a': self.start, 'b': self.end}, condition='c'", end: null },
      'The start step start has incoming transitions from start. A start step must have no incoming transitions.',
    ],
    [
      'an end that goes on',
      { start: 'self.end', a: 'self.end', end: 'self.a' },
      'The end step end has outgoing transitions. An end step must have no outgoing transitions (no self.next()).',
    ],
    [
      'an end with a self.next that says nothing',
      { start: 'self.end', end: '' },
      'The terminal step end should not have a self.next() transition. Just remove it.',
    ],
  ])('%s', (_, steps, message) => {
    expect(messagesOf(steps)[0]).toBe(message);
  });

  test.each([
    [
      'three',
      'self, inputs, more',
      "Step a has too many arguments. Normal steps take only 'self' as an argument. Join steps take 'self' and 'inputs'.",
    ],
    ['none', '', "Step a is missing the 'self' argument."],
  ])('%s arguments', (_, list, message) => {
    const step = stepText('a', 'self.end').replace('(self)', `(${list})`);
    expect(messagesOfText(start('self.a'), step, end)).toEqual([message]);
  });

  test('two steps marked as the start, and one beside a step of that name', () => {
    const mark = (name: string) => stepText(name, 'self.end').replace('@step', '@step(start=True)');
    expect(messagesOfText(mark('b'), mark('a'), end)).toEqual([
      'Multiple steps annotated with @step(start=True): a, b. Exactly one is allowed.',
    ]);
    expect(messagesOfText(mark('a'), start('self.end'), end)[0]).toBe(
      "Ambiguous start step: step 'a' is annotated with @step(start=True) but a step named 'start' also exists. Remove the 'start' name or the @step(start=True) annotation.",
    );
  });
});

describe('splits and joins', () => {
  test.each([
    [
      'a branch that misses the join',
      { start: 'self.a, self.b', a: 'self.j', b: 'self.end', 'j*': 'self.end', end: null },
      'Step j seems like a join step (it takes an extra input argument) but an incorrect number of steps (a) lead to it. This join was expecting 2 incoming paths, starting from split step(s) a, b.',
    ],
    [
      'a split straight into the join, where Metaflow crashes',
      { start: 'self.a, self.j', a: 'self.j', 'j*': 'self.end', end: null },
      'Step j seems like a join step (it takes an extra input argument) but an incorrect number of steps (a) lead to it. This join was expecting 2 incoming paths, starting from split step(s) a, j.',
    ],
    [
      'a foreach straight into the join, where Metaflow crashes',
      { start: "self.j, foreach='xs'", 'j*': 'self.end', end: null },
      'Step start is a foreach split that has no children: it is followed immediately by a join step, j. Add at least one step between the split and the join.',
    ],
    [
      'a foreach straight into the join, one level deeper',
      {
        start: 'self.a, self.b',
        a: "self.j, foreach='xs'",
        b: 'self.k',
        'j*': 'self.k',
        'k*': 'self.end',
        end: null,
      },
      'Step j seems like a join step (it takes an extra input argument) but an incorrect number of steps (a) lead to it. This join was expecting 1 incoming paths, starting from split step(s) j.',
    ],
    [
      'a switch that leads to a join',
      {
        start: 'self.a, self.b',
        a: "{'x': self.c, 'y': self.j}, condition='k'",
        b: 'self.j',
        c: 'self.j',
        'j*': 'self.end',
        end: null,
      },
      'A conditional path cannot lead directly to a join step.\nIn your conditional step(s) a, one or more of the possible paths transition directly to the join step j.\nAs a workaround, please introduce an intermediate, unconditional step on that specific path before joining.',
    ],
    [
      'a switch with one case',
      { start: "{'x': self.end}, condition='k'", end: null },
      'Step start is a switch split but defines 1 transitions. Switch splits must define at least 2 transitions.',
    ],
    [
      'num_parallel without @parallel',
      { start: 'self.a, num_parallel=2', a: 'self.j', 'j*': 'self.end', end: null },
      'Step start is called as a parallel step with self.next(num_parallel=..) but does not have a @parallel decorator.',
    ],
  ])('%s', (_, steps, message) => {
    expect(messagesOf(steps)[0]).toBe(message);
  });

  test('@parallel that is called plainly and not joined', () => {
    const steps = [start('self.a'), stepText('a', 'self.b', { above: '@parallel' }), stepText('b', 'self.end'), end];
    expect(messagesOfText(...steps)).toEqual([
      'An @parallel step should be followed by a join step. Step b is called after an @parallel step but is not a join step. Please add an extra `inputs` argument to the step.',
      'Step a has a @parallel decorator, but is not called with self.next(num_parallel=...) from step start.',
    ]);
  });
});

test('two keys to one step make a legal switch', () => {
  expect(messagesOf({ start: "{'x': self.a, 'y': self.a}, condition='k'", a: 'self.end', end: null })).toEqual([]);
});

test('a single step of any name is a flow', () => {
  expect(messagesOf({ only: null })).toEqual([]);
});

test('all steps with the same mistake are named, in the order of their names', () => {
  expect(messagesOf({ start: 'self.b', b: null, a: null, end: null })).toEqual(
    ['a', 'b'].map(
      (name) =>
        `Step ${name} is missing a self.next() transition to the next step. Add a self.next() as the last line in the function.`,
    ),
  );
});

test('many paths through many splits are searched once', () => {
  const names = Array.from({ length: 40 }, (_, index) => index);
  const diamonds = names.flatMap((at) => {
    const next = at === 39 ? 'end' : `s${String(at + 1)}`;
    const [a, b, j] = ['a', 'b', 'j'].map((letter) => `${letter}${String(at)}`);
    return [
      [`s${String(at)}`, `self.${String(a)}, self.${String(b)}`],
      [`${String(a)}`, `self.${String(j)}`],
      [`${String(b)}`, `self.${String(j)}`],
      [`${String(j)}*`, `self.${next}`],
    ];
  });
  const steps = Object.fromEntries([['start', 'self.s0'], ...diamonds, ['end', null]]) as Record<string, string | null>;
  expect(messagesOf(steps)).toEqual([]);
});

test('a problem stands on the self.next or the name that it is about, with Metaflow’s line in the headline', () => {
  const [unknown] = lint(graphOfSteps({ start: 'self.clen', end: null }), 'my.py');
  expect(unknown).toMatchObject({
    headline: 'Validity checker found an issue in file my.py on line 7',
    ...{ line: 7, column: 9, endLine: 7, endColumn: 29 },
  });
  const [join] = lint(graphOfSteps({ start: 'self.end', 'end*': null }), 'my.py');
  expect(join).toMatchObject({
    headline: 'Validity checker found an issue in file my.py on line 0',
    ...{ line: 10, column: 9, endColumn: 12 },
  });
});
