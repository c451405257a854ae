import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphOf } from '../../src/graph/graphOf';
import { lint } from '../../src/graph/lint';
import { lintDecorators } from '../../src/graph/lintDecorators';
import { TypeScriptReader, readTypeScript } from '../../src/language/typescript/read';
import { randomFlow, typescriptOf } from '../support/randomFlow';

const stepNames = (text: string): readonly string[] =>
  readTypeScript(text, 'flow.ts').flow?.steps.map(({ name }) => name) ?? [];

const without = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);

test('a valid flow printed as TypeScript reads back as it was, and lint has nothing against it', () => {
  fc.assert(
    fc.property(randomFlow, (steps) => {
      const { flow, problems } = readTypeScript(typescriptOf(steps), 'flow.ts');
      expect(problems).toEqual([]);
      if (!flow) throw new TypeError('no flow');
      const graph = graphOf(flow);
      const read = new Map(graph.steps.map((step) => [step.name, step]));
      expect(flow.steps.map(({ name }) => [name, read.get(name)?.type, read.get(name)?.next])).toEqual(
        steps.map(({ name, type, next }) => [name, type, next]),
      );
      expect([...lint(graph, 'flow.ts'), ...lintDecorators(graph)]).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('a character less costs at most one step', () => {
  fc.assert(
    fc.property(randomFlow, fc.nat(), (steps, at) => {
      const text = typescriptOf(steps);
      const place = at % text.length;
      // Without its end a comment goes on to the end of the next: that is a flow with fewer steps, and no broken one.
      fc.pre(!text.slice(Math.max(0, place - 1), place + 2).includes('*/'));
      const broken = without(text, place);
      const kept = stepNames(broken).filter((name) => steps.some((step) => step.name === name));
      expect(kept.length).toBeGreaterThanOrEqual(steps.length - 1);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('a text cut off anywhere keeps all steps before the cut but the last', () => {
  fc.assert(
    fc.property(randomFlow, fc.nat(), (steps, at) => {
      const text = typescriptOf(steps);
      const cut = text.slice(0, at % text.length);
      const before = steps.filter(({ name }) => cut.includes(` ${name}(`));
      expect(stepNames(cut).length).toBeGreaterThanOrEqual(before.length - 1);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('any text is read without throwing, and its graph is checked', () => {
  const words = fc.constantFrom(
    'export default class A extends FlowSpec {\n',
    '  @step()',
    ' a(inputs',
    '`',
    '${',
    '(',
    ')',
    '{',
    '}',
    '\n',
    '  ',
    'this.next(',
    'this.a',
    '@',
    '=',
    "'",
    '/*',
    '//',
    '/',
    'import {',
    'é🚀',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 }), (parts) => {
      const { flow } = readTypeScript(parts.join(''), 'flow.ts');
      if (flow) expect(Array.isArray(lint(graphOf(flow), 'flow.ts'))).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('a reader that follows the typing reads what a fresh one does', () => {
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 3 }),
    text: fc.constantFrom('', 'x', '(', '`', '\n', '  @step()\n'),
  });
  fc.assert(
    fc.property(randomFlow, fc.array(edit, { maxLength: 8 }), (steps, edits) => {
      const reader = new TypeScriptReader();
      let text = typescriptOf(steps);
      reader.read(text, 'flow.ts');
      for (const { at, cut, text: put } of edits) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + put + text.slice(place + cut);
        expect(reader.read(text, 'flow.ts')).toEqual(readTypeScript(text, 'flow.ts'));
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);
