import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkPython } from '../../../src/language/python/check';
import { EXAMPLES, exampleOf, FIRST_EXAMPLE, flowFileOf } from '../../../src/state/examples';

const FLOWS = new URL('../../../public/flows/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, FLOWS), 'utf8');

/** Where an example trips on purpose, the editor says so. */
const TRIPS: Readonly<Record<string, readonly string[]>> = {
  'FailureHandlingFlow.py': ['retry-wait-fraction', 'hasattr-catch'],
  'TimeLimit.py': ['sleep-past-timeout'],
};

describe('an example', () => {
  test.each(EXAMPLES)('$title passes every check, and is named for its class', ({ flows, platform }) => {
    const { drawn, problems } = checkPython(textOf(flows.python), flows.python, { platform });
    expect(problems.map(({ code }) => code)).toEqual(TRIPS[flows.python] ?? []);
    expect(`${String(drawn?.flow.name)}.py`).toBe(flows.python);
  });

  test.each(EXAMPLES)('$title has its files, and reads no other', ({ flows, files }) => {
    expect(files.filter((name) => !existsSync(new URL(name, FLOWS)))).toEqual([]);
    const named = [...textOf(flows.python).matchAll(/default="([^"]+\.\w+)"/g)].map(([, name]) => name);
    expect(named).toEqual(files);
  });

  test.each(EXAMPLES)('$title says what it shows in one line', ({ title, shows }) => {
    expect(title.length).toBeLessThanOrEqual(32);
    expect(shows).toMatch(/^[^.]{20,}(?:\. [^.]+)?\.$/);
    expect(shows.length).toBeLessThanOrEqual(76);
  });

  test('is there once by each name', () => {
    for (const names of [EXAMPLES.map(({ title }) => title), EXAMPLES.map(({ flows }) => flows.python)]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('is found by its file, and in Python where it is written in no other language', () => {
    expect(exampleOf('FailureHandlingFlow.py')).toBe(FIRST_EXAMPLE);
    expect(exampleOf('MyFlow.py')).toBeNull();
    expect(flowFileOf(FIRST_EXAMPLE, 'typescript')).toBe('FailureHandlingFlow.py');
    const both = { ...FIRST_EXAMPLE, flows: { python: 'A.py', typescript: 'A.ts' } };
    expect(flowFileOf(both, 'typescript')).toBe('A.ts');
  });
});
