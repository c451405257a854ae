import { describe, expect, test } from 'vitest';
import { readPython } from '../../../src/language/python/read';
import { flowText, stepText } from '../../support/pythonFlow';

test.each([
  ['x = (1, [2', 1, 9, "SyntaxError: '[' was never closed"],
  ['x = 1)', 1, 6, "SyntaxError: unmatched ')'"],
  ['x = (1,\n2]', 2, 2, "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' on line 1"],
  ["x = 'a\ny = 2", 1, 5, 'SyntaxError: unterminated string literal (detected at line 1)'],
  ['x = """a\ny = 2\n', 1, 5, 'SyntaxError: unterminated triple-quoted string literal (detected at line 2)'],
  ['if x\n    pass', 1, 5, "SyntaxError: expected ':'"],
  ['def f():\nx = 1', 2, 1, 'IndentationError: expected an indented block after function definition on line 1'],
  ['for x in y:\n', 2, 1, "IndentationError: expected an indented block after 'for' statement on line 1"],
  ['x = 1\n  y = 2', 2, 1, 'IndentationError: unexpected indent'],
  ['if x:\n    y = 1\n  z = 2', 3, 1, 'IndentationError: unindent does not match any outer indentation level'],
  ['print "x"', 1, 1, "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"],
  ['x = = 2', 1, 5, 'SyntaxError: invalid syntax'],
])('%j', (text, line, column, said) => {
  const [problem] = readPython(text, 'flow.py').problems;
  expect(problem).toMatchObject({ code: 'syntax-error', severity: 'error', line, column });
  expect(`${problem?.headline ?? ''}: ${problem?.message ?? ''}`).toBe(said);
});

describe('what is being typed costs nothing else', () => {
  const steps = ['start', 'load', 'train'];
  const rest = [
    stepText('load', 'self.train', { above: '@retry(times=2)' }),
    stepText('train', 'self.end'),
    stepText('end', null),
  ];
  const typed = (start: string) =>
    readPython(flowText([start, ...rest].join('\n\n'), 'FlowSpec, step, retry'), 'flow.py');

  test.each([
    ['self.next(', '    @step\n    def start(self):\n        self.next('],
    ['self.next(self.', '    @step\n    def start(self):\n        self.next(self.'],
    ['@retry(', '    @retry(\n    @step\n    def start(self):\n        self.next(self.load)'],
    ['@retry(times=', '    @retry(times=\n    @step\n    def start(self):\n        self.next(self.load)'],
    ['x = (', '    @step\n    def start(self):\n        x = (\n        self.next(self.load)'],
    ['"""doc', '    @step\n    def start(self):\n        """doc\n        self.next(self.load)'],
    ["'text", "    @step\n    def start(self):\n        x = 'text\n        self.next(self.load)"],
    ['if', '    @step\n    def start(self):\n        if\n        self.next(self.load)'],
    ['def start(self', '    @step\n    def start(self\n        self.next(self.load)'],
    ['def start', '    @step\n    def start\n        self.next(self.load)'],
    ['{', '    @step\n    def start(self):\n        self.x = {\n            "a": 1,\n        self.next(self.load)'],
    ['p = Parameter(', '    p = Parameter(\n    @step\n    def start(self):\n        self.next(self.load)'],
  ])('%s', (_, start) => {
    const { flow, problems } = typed(start);
    expect(problems[0]?.code).toBe('syntax-error');
    expect(flow?.steps.map(({ name }) => name)).toEqual([...steps, 'end']);
    expect(flow?.steps[1]).toMatchObject({ decorators: [{ name: 'retry' }], transition: { targets: ['train'] } });
  });

  test('a broken decorator keeps its name, and a broken body its last line, where they stand', () => {
    const start = '    @retry(times=\n    @step\n    def start(self\n        x = (\n        self.next(self.load)';
    const step = typed(start).flow?.steps[0];
    expect(step).toMatchObject({
      line: 7,
      argumentCount: 1,
      decorators: [{ name: 'retry', attributes: {}, span: { line: 5, column: 5, endColumn: 11 } }],
      nameSpan: { line: 7, column: 9, endColumn: 14 },
      transition: { kind: 'linear', targets: ['load'], span: { line: 9, column: 9, endColumn: 29 } },
    });
  });
});
