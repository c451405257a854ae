import { describe, expect, test } from 'vitest';
import type { Checked } from '../../../src/language/checked';
import { checkPython } from '../../../src/language/python/check';
import { PythonReader } from '../../../src/language/python/read';
import { flowText, stepText } from '../../support/pythonFlow';

const others = [
  stepText('load', 'self.meet'),
  stepText('clean', 'self.meet'),
  stepText('meet', 'self.end', { inputs: true }),
  stepText('end', null),
];
const start = (last: string): string => `    @step\n    def start(self):\n        self.rows = []\n        ${last}`;
const text = (last: string): string => flowText([start(last), ...others].join('\n\n'));

/** What is made of the last of several texts that one reader follows. */
function typed(...lasts: readonly string[]): Checked {
  const reader = new PythonReader();
  const [last] = lasts.map((line) => checkPython(text(line), 'flow.py', { reader })).slice(-1);
  if (!last) throw new TypeError('no text');
  return last;
}

const edgesOf = ({ drawn }: Checked): readonly string[] | undefined =>
  drawn?.steps.find(({ name }) => name === 'start')?.next;

const WHOLE = 'self.next(self.load, self.clean)';

describe('edges stay while self.next is half typed', () => {
  test.each([
    'self',
    'self.',
    'self.n',
    'self.next',
    'self.next(',
    'self.next()',
    'self.next(self',
    'self.next(self.',
    'self.next(self.)',
    'self.next(self.lo)',
    'self.next(self.load,',
    'self.next(self.load, self.)',
    'self.next(self.load, self.cle)',
    'self.next(\n            self.load,\n            self.',
    'self.next(self.load, foreach=)',
    "self.next(self.load, foreach='')",
  ])('%j', (line) => {
    expect(edgesOf(typed(line))).not.toEqual(['load', 'clean']);
    expect(edgesOf(typed(WHOLE, line))).toEqual(['load', 'clean']);
    expect(edgesOf(typed(WHOLE, 'self.next(', line))).toEqual(['load', 'clean']);
  });
});

describe('what is whole is drawn as it stands', () => {
  test.each([
    ['self.next(self.load)', ['load']],
    ["self.next(self.load, foreach='rows')", ['load']],
    ['self.next(self.load, self.clean, foreach="rows")', ['load', 'clean']],
    ['self.next(self.nowhere)', ['nowhere']],
    ['self.rows.sort()', []],
    ['pass', []],
  ])('%s', (line, edges) => {
    expect(edgesOf(typed('self.next(self.meet)', line))).toEqual(edges);
  });

  test('a self.next that was taken away is forgotten', () => {
    expect(edgesOf(typed(WHOLE, 'pass', 'self.n'))).toEqual([]);
  });
});

test('what is checked is the text as it is', () => {
  const { graph, problems } = typed(WHOLE, 'self.next()');
  expect(graph?.steps.find(({ name }) => name === 'start')?.next).toEqual([]);
  expect(problems).toMatchObject([{ severity: 'error' }]);
});

test('edges to a step that is gone are not kept', () => {
  const reader = new PythonReader();
  checkPython(text(WHOLE), 'flow.py', { reader });
  const fewer = text('self.next()').replace(/ {4}@step\n {4}def clean[\s\S]*?\n\n/, '');
  expect(edgesOf(checkPython(fewer, 'flow.py', { reader }))).toEqual([]);
});
