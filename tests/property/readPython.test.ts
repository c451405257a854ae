import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphOf } from '../../src/graph/graphOf';
import { lint } from '../../src/graph/lint';
import { lintDecorators } from '../../src/graph/lintDecorators';
import { PythonReader, readPython } from '../../src/language/python/read';
import { pythonOf, randomFlow } from '../support/randomFlow';

const stepNames = (text: string): readonly string[] =>
  readPython(text, 'flow.py').flow?.steps.map(({ name }) => name) ?? [];

const without = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);

test('a valid flow printed as Python reads back as it was, and lint has nothing against it', () => {
  fc.assert(
    fc.property(randomFlow, (steps) => {
      const { flow, problems } = readPython(pythonOf(steps), 'flow.py');
      expect(problems).toEqual([]);
      if (!flow) throw new TypeError('no flow');
      const graph = graphOf(flow);
      const read = new Map(graph.steps.map((step) => [step.name, step]));
      expect(flow.steps.map(({ name }) => [name, read.get(name)?.type, read.get(name)?.next])).toEqual(
        steps.map(({ name, type, next }) => [name, type, next]),
      );
      expect([...lint(graph, 'flow.py'), ...lintDecorators(graph)]).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('in the order of a graph every step comes after all that lead to it', () => {
  fc.assert(
    fc.property(randomFlow, fc.infiniteStream(fc.nat()), (steps, random) => {
      const shuffled = steps
        .map((step) => [random.next().value ?? 0, step] as const)
        .sort(([a], [b]) => a - b)
        .map(([, step]) => step);
      const { flow } = readPython(pythonOf(shuffled), 'flow.py');
      const order = new Map(flow && graphOf(flow).steps.map(({ name, order: place }) => [name, place]));
      for (const { name, next } of steps) {
        for (const target of next.filter((other) => other !== name)) {
          expect(order.get(name)).toBeLessThan(order.get(target) ?? -1);
        }
      }
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('a character less costs at most one step', () => {
  fc.assert(
    fc.property(randomFlow, fc.nat(), (steps, at) => {
      const text = pythonOf(steps);
      const broken = without(text, at % text.length);
      const kept = stepNames(broken).filter((name) => steps.some((step) => step.name === name));
      expect(kept.length).toBeGreaterThanOrEqual(steps.length - 1);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('a text cut off anywhere keeps all steps before the cut but the last', () => {
  fc.assert(
    fc.property(randomFlow, fc.nat(), (steps, at) => {
      const text = pythonOf(steps);
      const cut = text.slice(0, at % text.length);
      const before = steps.filter(({ name }) => cut.includes(`def ${name}(self`));
      expect(stepNames(cut).length).toBeGreaterThanOrEqual(before.length - 1);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('any text is read without throwing, and its graph is checked', () => {
  const words = fc.constantFrom(
    'class A(FlowSpec):\n',
    '    @step\n',
    '    def a(self',
    '"""',
    '(',
    ')',
    ':',
    '\n',
    '    ',
    'self.next(',
    'self.a',
    '@',
    '=',
    '{',
    "'",
    '#',
    'if x',
    'é🚀',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 }), (parts) => {
      const { flow } = readPython(parts.join(''), 'flow.py');
      if (flow) expect(Array.isArray(lint(graphOf(flow), 'flow.py'))).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('a reader that follows the typing reads what a fresh one does', () => {
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 3 }),
    text: fc.constantFrom('', 'x', '(', '"""', '\n', '    @step\n'),
  });
  fc.assert(
    fc.property(randomFlow, fc.array(edit, { maxLength: 8 }), (steps, edits) => {
      const reader = new PythonReader();
      let text = pythonOf(steps);
      reader.read(text, 'flow.py');
      for (const { at, cut, text: put } of edits) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + put + text.slice(place + cut);
        expect(reader.read(text, 'flow.py')).toEqual(readPython(text, 'flow.py'));
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);
