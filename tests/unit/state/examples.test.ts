import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planProblems } from '../../../src/engine/planProblems';
import { FlowChecker } from '../../../src/language/check';
import { EXAMPLES, exampleOf, FIRST_EXAMPLE, watchWords } from '../../../src/state/examples';
import { snakeCase } from '../../../src/language/typescript/spelling';
import { LANGUAGES } from '../../../src/state/languages';
import { plain } from '../../../src/state/words';

const FLOWS = new URL('../../../public/flows/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, FLOWS), 'utf8');

/** Where an example trips on purpose, the editor says so. */
const TRIPS: Readonly<Record<string, readonly string[]>> = {
  'FailureHandlingFlow.py': ['retry-wait-fraction', 'hasattr-catch'],
  'FailureHandlingFlow.ts': ['retry-wait-fraction', 'hasattr-catch'],
  'FailWithWords.py': ['faultline-only'],
  'FailWithWords.ts': ['faultline-only'],
  'TimeLimit.py': ['sleep-past-timeout'],
  'TimeLimit.ts': ['sleep-past-timeout'],
};

const WRITTEN = EXAMPLES.flatMap((example) =>
  LANGUAGES.map(({ value: language, label }) => ({ ...example, language, label, fileName: example.flows[language] })),
);

describe('an example', () => {
  test.each(WRITTEN)('$title passes every check in $label, and is named for its class', (written) => {
    const { language, fileName, platform } = written;
    const checked = new FlowChecker().check({ language, fileName, platform, source: textOf(fileName) });
    expect(checked.problems.map(({ code }) => code)).toEqual(TRIPS[fileName] ?? []);
    expect(fileName.startsWith(`${String(checked.drawn?.flow.name)}.`)).toBe(true);
  });

  test.each(WRITTEN)('$title has its files in $label, and reads no other', ({ fileName, files }) => {
    expect(files.filter((name) => !existsSync(new URL(name, FLOWS)))).toEqual([]);
    const named = [...textOf(fileName).matchAll(/default(?:=|: )["']([^"']+\.\w+)["']/g)].map(([, name]) => name);
    expect(named).toEqual(files);
  });

  test.each(EXAMPLES)('$title has the same graph in both languages', ({ flows }) => {
    const [python, typescript] = LANGUAGES.map(({ value: language }) => {
      const fileName = flows[language];
      const { graph } = new FlowChecker().check({ language, fileName, source: textOf(fileName) });
      return graph?.steps.map(({ name, type, next, decorators }) => ({
        step: snakeCase(name),
        type,
        next: next.map(snakeCase),
        decorators: decorators.map((decorator) => decorator.name),
      }));
    });
    expect(typescript).toEqual(python);
  });

  test.each(EXAMPLES)('$title says what it shows in one line', ({ title, shows }) => {
    expect(title.length).toBeLessThanOrEqual(32);
    expect(shows).toMatch(/^[^.]{20,}(?:\. [^.]+)?\.$/);
    expect(shows.length).toBeLessThanOrEqual(76);
  });

  test.each(WRITTEN)('$title says what to watch by the names of its steps in $label', (written) => {
    const { language, fileName, watch } = written;
    const graph = new FlowChecker().check({ language, fileName, source: textOf(fileName) }).graph;
    const steps = graph?.steps.map(({ name }) => name) ?? [];
    const words = watchWords(written, language);
    const named = words.flatMap((part) => (typeof part === 'string' || part.code.startsWith('@') ? [] : [part.code]));
    expect(named.filter((name) => !steps.includes(name))).toEqual([]);
    expect(watch).toMatch(/^[^A-Z].*\.$/);
    expect(plain(words).length).toBeLessThanOrEqual(120);
  });

  test.each(WRITTEN)('$title aims its failures at what the flow has in $label', ({ language, fileName, ...plan }) => {
    const graph = new FlowChecker().check({ language, fileName, source: textOf(fileName) }).graph;
    expect(planProblems({ ...plan, graph, artifacts: null })).toEqual([]);
    expect(plan.faults.length > 0 || exampleOf(fileName) === FIRST_EXAMPLE).toBe(true);
  });

  test('is there once by each name', () => {
    for (const names of [EXAMPLES.map(({ title }) => title), EXAMPLES.map(({ flows }) => flows.python)]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('is found by its file, in either language', () => {
    expect(exampleOf('FailureHandlingFlow.py')).toBe(FIRST_EXAMPLE);
    expect(exampleOf('FailureHandlingFlow.ts')).toBe(FIRST_EXAMPLE);
    expect(exampleOf('MyFlow.py')).toBeNull();
  });
});
