import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPython } from '../../../src/language/python/check';
import { flowText, stepText } from '../../support/pythonFlow';

const steps = [stepText('start', 'self.end'), stepText('end', null)].join('\n\n');
const worker = readFileSync(
  new URL('../../../workers/python/metaflow/_runtime/surroundings.py', import.meta.url),
  'utf8',
);
const [, table = ''] = /^MISSING = \{\n([\s\S]*?)^\}/m.exec(worker) ?? [];
const packages = [...table.matchAll(/"(\w+)": "(.*)",/g)].map(([, name = '', substitute = '']) => [name, substitute]);

test('the worker names packages', () => {
  expect(packages.length).toBeGreaterThan(10);
});

test.each(packages)('import %s is refused in the worker’s words', (name, substitute) => {
  const { problems } = checkPython(`import ${name}\n${flowText(steps)}`, 'flow.py');
  expect(problems).toMatchObject([{ code: 'unknown-module', severity: 'error', line: 1, column: 8 }]);
  expect(problems[0]?.message).toContain(`No module named '${name}': this page runs Python with its standard library`);
  expect(problems[0]?.message).toContain(
    `Use ${substitute} instead; on your own machine Metaflow runs ${name} as ever.`,
  );
});

test('instead of pandas, a check is shown on a list of dicts', () => {
  const [problem] = checkPython(`import pandas as pd\n${flowText(steps)}`, 'flow.py').problems;
  expect(problem?.message).toMatch(/any\(row\["price"\] is None for row in rows\)\.$/);
});

test.each([
  ['import os, numpy.linalg as la', ['unknown-module 1:12']],
  ['from pandas.api import types', ['unknown-module 1:6']],
  ['from .pandas import types', []],
  ['from . import pandas', []],
  ['import os as pandas', []],
  ['try:\n    import pandas\nexcept ImportError:\n    pandas = None', []],
])('%s', (line, said) => {
  const { problems } = checkPython(`${line}\n${flowText(steps)}`, 'flow.py');
  expect(problems.map(({ code, line: at, column }) => `${code} ${String(at)}:${String(column)}`)).toEqual(said);
});

test('an import in a step fails only there', () => {
  const text = flowText(steps).replace('        self.next', '        import numpy\n        self.next');
  expect(checkPython(text, 'flow.py').problems).toMatchObject([
    { code: 'missing-package', severity: 'warning', line: 7 },
  ]);
});
