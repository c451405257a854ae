import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPython } from '../../../src/language/python/check';
import { caseFile, caseNames } from '../../support/pythonFlow';

/** `case/file` → the lines and codes of what is said besides errors. Flows without an entry get no hint. */
const HINTS: Readonly<Record<string, readonly string[]>> = {
  'artifact-functions-are-dropped/flow.py': ['11 function-artifact', '12 function-artifact'],
  'artifact-unpicklable/flow.py': ['9 unpicklable-artifact'],
  'catch-with-and-without-var/flow.py': ['11 catch-without-var'],
  'class-constants/flow.py': ['10 constant-mutated', '17 read-only-attribute'],
  'params-are-read-only/flow.py': ['10 read-only-attribute'],
  'timeout-fails/flow.py': ['18 sleep-past-timeout'],
  'timeout-retry-catch/flow.py': ['12 sleep-past-timeout', '21 sleep-past-timeout'],
};

const files = caseNames().flatMap((name) =>
  readdirSync(new URL(`../../conformance/cases/${name}/`, import.meta.url))
    .filter((file) => file.endsWith('.py'))
    .map((file) => [name, file] as const),
);

test.each(files)('%s/%s', (name, file) => {
  const hints = checkPython(caseFile(name, file), file).problems.filter(({ severity }) => severity !== 'error');
  expect(hints.map(({ line, code }) => `${String(line)} ${code}`)).toEqual(HINTS[`${name}/${file}`] ?? []);
});
