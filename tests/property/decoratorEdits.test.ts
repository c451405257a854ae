import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphOf } from '../../src/graph/graphOf';
import { lint } from '../../src/graph/lint';
import { decoratorEdits, edited, type DecoratorChange } from '../../src/language/decoratorEdits';
import { readPython } from '../../src/language/python/read';
import { readTypeScript } from '../../src/language/typescript/read';
import type { Flow } from '../../src/model/flow';
import type { Language } from '../../src/model/scenario';
import { pythonOf, randomFlow, typescriptOf, type RandomStep } from '../support/randomFlow';

const LANGUAGES = {
  python: { write: pythonOf, read: (text: string) => readPython(text, 'flow.py') },
  typescript: { write: typescriptOf, read: (text: string) => readTypeScript(text, 'flow.ts') },
};

/** A whole number that JSON does not hold exactly is read as an expression (seed 671055271 had one). */
const isExact = (number: number): boolean => !Number.isInteger(number) || Number.isSafeInteger(number);
const value = fc.oneof(
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }).filter(isExact),
  fc.boolean(),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constant(null),
);
const option = fc.constantFrom('times', 'minutes_between_retries', 'seconds', 'var');
const change = fc.record({
  at: fc.nat(),
  decorator: fc.constantFrom('retry', 'catch', 'timeout'),
  options: fc.option(fc.dictionary(option, value, { maxKeys: 3 }), { freq: 4 }),
});

type Decorators = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Decorators of each step with the values of their options; -0 is 0 in Python's integers. */
const decoratorsOf = ({ steps }: Flow): Readonly<Record<string, Decorators>> =>
  Object.fromEntries(
    steps.map(({ name, decorators }) => [
      name,
      Object.fromEntries(decorators.map(({ name: decorator, attributes }) => [decorator, valuesOf(attributes)])),
    ]),
  );

const valuesOf = (attributes: Flow['steps'][number]['decorators'][number]['attributes']) =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, read]) => [key, read.kind === 'literal' ? plain(read.value) : read]),
  );

const plain = (read: unknown): unknown => (read === 0 ? 0 : read);

/** What the decorators of a step come to. */
function after(
  decorators: Decorators,
  { decorator, options }: Pick<DecoratorChange, 'decorator' | 'options'>,
): Decorators {
  const { [decorator]: before = {}, ...others } = decorators;
  if (options === null) return others;
  const all = Object.entries({ ...before, ...options }).filter(([, written]) => written !== null);
  return { ...others, [decorator]: Object.fromEntries(all.map(([key, written]) => [key, plain(written)])) };
}

const bodyOf = (text: string, { nameSpan, span }: Flow['steps'][number]): string => text.slice(nameSpan.from, span.to);

describe.each(Object.keys(LANGUAGES) as Language[])('in %s', (language) => {
  const { write, read } = LANGUAGES[language];
  const flowIn = (text: string): Flow => {
    const { flow, problems } = read(text);
    expect(problems).toEqual([]);
    if (!flow) throw new TypeError('no flow');
    return flow;
  };

  test('after any changes each step has the decorators that it was given, and the body that it had', () => {
    const law = (
      steps: readonly RandomStep[],
      changes: readonly { at: number; decorator: string; options: DecoratorChange['options'] }[],
    ): void => {
      let text = write(steps);
      const bodies = flowIn(text).steps.map((step) => bodyOf(text, step));
      for (const { at, ...wanted } of changes) {
        const before = decoratorsOf(flowIn(text));
        const { name } = steps[at % steps.length] ?? { name: 'start' };
        const edits = decoratorEdits({ language, source: text }, { step: name, ...wanted });
        text = edited(text, edits ?? []);
        const flow = flowIn(text);
        expect(decoratorsOf(flow)).toEqual({ ...before, [name]: after(before[name] ?? {}, wanted) });
        expect(flow.steps.map((step) => bodyOf(text, step))).toEqual(bodies);
        expect(lint(graphOf(flow), 'flow')).toEqual([]);
      }
    };
    fc.assert(fc.property(randomFlow, fc.array(change, { maxLength: 6 }), law), { numRuns: 60 });
  }, 120_000);

  test('a decorator that comes and goes leaves nothing but its import', () => {
    fc.assert(
      fc.property(randomFlow, change, (steps, { decorator, options }) => {
        const source = write(steps);
        const about = { step: 'start', decorator };
        const added = edited(source, decoratorEdits({ language, source }, { ...about, options: options ?? {} }) ?? []);
        const gone = edited(added, decoratorEdits({ language, source: added }, { ...about, options: null }) ?? []);
        const afterImports = (text: string): string => text.slice(text.indexOf('class RandomFlow'));
        expect(afterImports(gone)).toBe(afterImports(source));
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
