import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/model/problem';
import { checkPython } from '../../../src/language/python/check';
import { applied } from '../../support/applied';
import { flowText, stepText } from '../../support/pythonFlow';

const end = stepText('end', null);
const text = (line: string, imports?: string): string =>
  flowText(`    @step\n    def start(self):\n        ${line}\n        self.next(self.end)\n\n${end}`, imports);
const marksIn = (source: string): readonly Problem[] =>
  checkPython(source, 'flow.py').problems.filter(({ code }) => code === 'faultline-only');

/** The line that the fix makes of `line`, with what it put above the class; null where there is none. */
function mended(source: string): string | null {
  const [mark] = marksIn(source);
  return mark?.quickFix ? applied(source, mark) : null;
}

describe('what Metaflow lacks is marked, and mended into what it has', () => {
  test.each([
    ['self.fail("no rows")', 'raise MetaflowException("no rows")'],
    ['self.fail(reason=f"{1} rows")', 'raise MetaflowException(f"{1} rows")'],
    ['self.fail("no rows", retry=False)', 'raise MetaflowException("no rows")'],
    ['if not self.input: self.fail("none")', 'if not self.input: raise MetaflowException("none")'],
    ['return self.fail("none")', 'raise MetaflowException("none")'],
    ['self.set_metadata("rows", 3)', 'print("rows", 3)'],
    ['self.set_metadata(value=len([1]), key="rows")', 'print("rows", len([1]))'],
    ['x = self.set_metadata("rows", [1, 2])', 'x = print("rows", [1, 2])'],
  ])('%s', (line, expected) => {
    const source = text(line);
    expect(marksIn(source)).toMatchObject([{ severity: 'info', headline: 'Faultline only', line: 7 }]);
    const result = mended(source) ?? '';
    expect(result).toContain(`        ${expected}\n`);
    expect(checkPython(result, 'flow.py').problems).toEqual([]);
  });
});

describe('the import of the exception', () => {
  const line = 'from metaflow.exception import MetaflowException';
  test.each([
    ['is added below that of metaflow', text('self.fail("x")'), `from metaflow import FlowSpec, step\n${line}\n`],
    [
      'is added below one over several lines',
      text('self.fail("x")', '(\n    FlowSpec,\n    step,\n)  # all'),
      `)  # all\n${line}\n`,
    ],
    [
      'stays as it is',
      text('self.fail("x")').replace('\n', '\nfrom metaflow.exception import MetaflowException as Refusal\n'),
      'raise Refusal("x")',
    ],
    [
      'is added above the class where metaflow is imported in a try',
      text('self.fail("x")').replace(
        /^.*\n/,
        'try:\n    from metaflow import FlowSpec, step\nexcept ImportError:\n    pass\n',
      ),
      `${line}\nclass Some`,
    ],
  ])('%s', (_, source, expected) => {
    const result = mended(source) ?? '';
    expect(result).toContain(expected);
    expect(result.split('MetaflowException').length - 1).toBe(expected.includes('Refusal') ? 1 : 2);
    expect(marksIn(result)).toEqual([]);
  });
});

test.each([
  'ok = [] or self.fail("none")',
  'self.fail()',
  'self.fail(*reasons)',
  'self.set_metadata("rows")',
  'self.set_metadata(**rows)',
])('%s is marked without a fix', (line) => {
  expect(marksIn(text(line))).toHaveLength(1);
  expect(mended(text(line))).toBeNull();
});

test.each([
  [
    'a method of the flow’s own',
    text('self.fail("x")').replace('    @step', '    def fail(self, why): pass\n\n    @step'),
  ],
  ['an attribute of the flow’s own', text('self.fail = str; self.fail("x")')],
  ['another object', text('other.fail("x")')],
  ['a comment', text('pass  # self.fail("x")')],
])('%s is left alone', (_, source) => {
  expect(marksIn(source)).toEqual([]);
});
