import { describe, expect, test } from 'vitest';
import type { FlowStep, Transition } from '../../../src/model/flow';
import { readPython } from '../../../src/language/python/read';
import { flowOf, flowText, stepText } from '../../support/pythonFlow';

const plain = [stepText('start', 'self.end'), stepText('end', null)].join('\n\n');

function stepWith(body: string, head = 'def some(self):'): FlowStep | undefined {
  const text = flowText(`    @step\n    ${head}\n${body.replace(/^/gm, '        ')}`);
  return flowOf(text).steps[0];
}

const transitionOf = (body: string): Transition | null | undefined => stepWith(body)?.transition;

describe('the forms of self.next', () => {
  test.each([
    ['self.a', { kind: 'linear', targets: ['a'] }],
    ['self.a, self.b,', { kind: 'split', targets: ['a', 'b'] }],
    ["self.a, foreach='xs'", { kind: 'foreach', targets: ['a'], variable: 'xs' }],
    ['self.a, foreach=self.xs', { kind: 'foreach', targets: ['a'], variable: 'self.xs' }],
    ['(self.a), num_parallel=4', { kind: 'parallel', targets: ['a'] }],
    ['other.a', { kind: 'linear', targets: ['a'] }],
    ['{"a": self.a, "b": self.b}, condition="c"', { kind: 'switch', targets: ['a', 'b'], condition: 'c' }],
    ['{"a": self.a}, condition="c", foreach="xs"', { kind: 'switch', targets: ['a'], condition: 'c' }],
    ['', { kind: 'invalid', targets: [] }],
    ['self.a, self.b, foreach="xs"', { kind: 'invalid', targets: ['a', 'b'] }],
    ['self.a, foreach="xs", num_parallel=2', { kind: 'invalid', targets: ['a'] }],
    ['*[self.a]', { kind: 'invalid' }],
    ['self.a, **options', { kind: 'invalid', targets: ['a'] }],
    ['self.steps[0]', { kind: 'invalid' }],
    ['a', { kind: 'invalid', targets: [] }],
    ['{"a": self.a}', { kind: 'invalid', targets: ['a'] }],
    ['{"a": self.a}, condition=name', { kind: 'invalid', targets: ['a'] }],
    ['{KEY: self.a, "b": self.b}, condition="c"', { kind: 'invalid', targets: ['a', 'b'] }],
    ['{-1: self.a, 1: self.b}, condition="c"', { kind: 'invalid' }],
    ['{None: self.a, 1: self.b}, condition="c"', { kind: 'invalid' }],
    ['{**cases}, condition="c"', { kind: 'invalid' }],
  ])('self.next(%s)', (args, transition) => {
    expect(transitionOf(`self.next(${args})`)).toMatchObject(transition);
  });

  test('the keys of a switch are as Python shows them, equal ones once', () => {
    const keys = `"it's": self.a, 'b"': self.b, 1.0: self.c, 0x10: self.d, b"\\x00": self.e, self.config.mode: self.f`;
    const transition = transitionOf(`self.next({${keys}, True: self.g, 'a' 'b': self.h}, condition='c')`);
    expect(transition).toMatchObject({
      cases: [
        { key: `"it's"`, target: 'a' },
        { key: `'b"'`, target: 'b' },
        { key: '1.0', target: 'g' },
        { key: '16', target: 'd' },
        { key: String.raw`b'\x00'`, target: 'e' },
        { key: 'self.config.mode', target: 'f' },
        { key: "'ab'", target: 'h' },
      ],
    });
  });
});

describe('only the last statement counts', () => {
  test.each([
    ['in an if', 'if x:\n    self.next(self.a)', null],
    ['returned', 'return self.next(self.a)', null],
    ['not last', 'self.next(self.a)\nprint(1)', null],
    ['of another object', 'this.next(self.a)', null],
    ['in parentheses', '(self.next(self.a))', 'linear'],
    ['after a semicolon', 'x = 1; self.next(self.a)  # on', 'linear'],
    ['with comments below', 'self.next(self.a)\n# that is all', 'linear'],
    ['over several lines', 'self.next(\n    self.a,\n    self.b,\n)', 'split'],
  ])('%s', (_, body, kind) => {
    expect(transitionOf(body)?.kind ?? null).toBe(kind);
  });
});

test.each([
  ['def some(self):', 1],
  ['def some(self, inputs):', 2],
  ['def some(self, inputs: list = None, more=(1, 2)):', 3],
  ['def some():', 0],
  ['def some(self, *args, key=1, **rest):', 1],
  ['def some(self, /, inputs):', 1],
  ['async def some(self) -> None:', 1],
])('%s has %i arguments', (head, count) => {
  expect(stepWith('pass', head)?.argumentCount).toBe(count);
});

test('decorators come from the bottom up, under Metaflow’s names, with what is literal as values', () => {
  const text = `import functools
import metaflow as mf
from metaflow import FlowSpec as Base, step as s, retry as again
TIMES = 3

@mf.project(name="shop")
class Shop(Base):
    @again(times=TIMES, minutes_between_retries=-0.5)
    @functools.wraps(print)
    @mf.catch(var="x" "y", print_exception=False)
    @mf.environment(vars={"A": "1", "B": [1, (2.5, None)]})
    @s
    def start(self): self.next(self.end)

    @s(end=True)
    def end(self): pass

Shop()
`;
  const { flow, problems } = readPython(text, 'shop.py');
  expect(problems).toEqual([]);
  expect(flow).toMatchObject({ name: 'Shop', fileName: 'shop.py', loaded: false, nameSpan: { line: 7, column: 7 } });
  expect(flow?.decorators).toMatchObject([{ name: 'project', attributes: { name: { value: 'shop' } } }]);
  expect(flow?.steps[0]).toMatchObject({ name: 'start', line: 13, span: { line: 8, column: 5 } });
  expect(flow?.steps[0]?.decorators.map(({ name, attributes }) => [name, attributes])).toEqual([
    ['environment', { vars: { kind: 'literal', value: { A: '1', B: [1, [2.5, null]] } } }],
    ['catch', { var: { kind: 'literal', value: 'xy' }, print_exception: { kind: 'literal', value: false } }],
    ['retry', { times: { kind: 'code', text: 'TIMES' }, minutes_between_retries: { kind: 'literal', value: -0.5 } }],
  ]);
  expect(flow?.steps[1]?.marked).toEqual({ start: false, end: true });
});

describe('parameters', () => {
  test.each([
    ['Parameter("a-b", default=3)', { name: 'a-b', type: 'int', default: { kind: 'literal', value: 3 } }],
    ['Parameter("p", default=-2.0)', { type: 'float', default: { kind: 'literal', value: -2 } }],
    ['Parameter("p", default=True)', { type: 'bool' }],
    ['Parameter("p", default="x", separator=",")', { type: 'str', separator: ',' }],
    ['Parameter("p", type=JSONType, default=\'{"a": 1}\')', { type: 'json' }],
    ['Parameter("p", default={"a": 1})', { type: 'json', default: { kind: 'literal', value: { a: 1 } } }],
    ['Parameter("p", type=int, default=lambda c: 3)', { type: 'int', default: { kind: 'code', text: 'lambda c: 3' } }],
    ['Parameter(name="p", required=True, help="a" "b")', { required: true, help: 'ab', type: 'str' }],
    ['Parameter("p", 5, show_default=False)', { type: 'int', showDefault: false }],
    ['IncludeFile("p", default="data.csv")', { kind: 'include-file', type: 'file' }],
    ['Config("p", default_value={"x": 1})', { kind: 'config', type: 'json', default: { value: { x: 1 } } }],
  ])('%s', (call, parameter) => {
    const text = flowText(
      `    value = ${call}\n\n${plain}`,
      'FlowSpec, step, Parameter, IncludeFile, Config, JSONType',
    );
    const { flow, problems } = readPython(text, 'flow.py');
    expect(problems).toEqual([]);
    expect(flow?.parameters).toMatchObject([{ attribute: 'value', ...parameter }]);
  });

  test('no default, and a default of None, are none', () => {
    const text = flowText(`    a = Parameter("a")\n    b = Parameter("b", default=None)\n    c = 3\n\n${plain}`);
    expect(flowOf(text).parameters.map((parameter) => 'default' in parameter)).toEqual([false, false]);
  });
});

describe('the flow of a file', () => {
  const two = (last: string): string =>
    `from metaflow import FlowSpec, step\nclass A(FlowSpec):\n${plain}\nclass B(FlowSpec):\n${plain}\n${last}`;

  test.each([
    ['the one that the file starts', two('if __name__ == "__main__":\n    A()\n'), 'A', []],
    ['the one that a function starts', two('def main():\n    A()\nmain()\n'), 'A', []],
    ['else the last, and that is said', two(''), 'B', ['flow-not-started']],
    ['none', 'print("hello")\n', undefined, ['no-flow']],
    ['nothing at all', '', undefined, ['no-flow']],
    [
      'a class with steps that forgot FlowSpec',
      `from metaflow import step\nclass C:\n${plain}\nC()\n`,
      'C',
      ['no-flow'],
    ],
  ])('%s', (_, text, name, codes) => {
    const { flow, problems } = readPython(text, 'flow.py');
    expect(flow?.name).toBe(name);
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });

  test('steps and parameters of base classes are inherited, and replaced by name', () => {
    const text = `from metaflow import FlowSpec, step, Parameter
class Mixin:
    @step
    def middle(self): self.next(self.end)
class Base(FlowSpec):
    a = Parameter("a")
    b = Parameter("b")
    @step
    def start(self): self.next(self.gone)
    @step
    def end(self): pass
class Derived(Base, Mixin):
    a = Parameter("a", default=1)
    @step
    def start(self): self.next(self.middle)
Derived()
`;
    const flow = flowOf(text);
    expect(flow.steps.map(({ name, inheritedFrom }) => [name, inheritedFrom])).toEqual([
      ['middle', 'Mixin'],
      ['end', 'Base'],
      ['start', undefined],
    ]);
    expect(flow.parameters.map(({ attribute, type }) => [attribute, type])).toEqual([
      ['a', 'int'],
      ['b', 'str'],
    ]);
  });

  test('docstrings lose their indentation', () => {
    const text = flowText(`    """\n    Two\n      lines.\n    """\n${plain}`);
    expect(flowOf(text).doc).toBe('Two\n  lines.');
    expect(flowOf(text).steps[0]?.doc).toBeNull();
  });
});

describe('decorators that Metaflow would refuse', () => {
  test.each([
    [
      '@retyr',
      'Unknown step decorator',
      'Unknown step decorator retyr. The following decorators are supported: catch, ',
    ],
    ['@project(name="x")', 'Syntax error', "Decorator 'project' can be applied only to FlowSpecs."],
  ])('%s', (above, headline, message) => {
    const text = flowText(`${stepText('start', 'self.end', { above })}\n\n${stepText('end', null)}`);
    const [problem] = readPython(text, 'flow.py').problems;
    expect(problem).toMatchObject({ headline, severity: 'error', line: 5, column: 5 });
    expect(problem?.message.startsWith(message)).toBe(true);
  });

  test.each([
    ['without @step', '    @retry\n    def start(self): pass'],
    ['above nothing but @step', '    @step\n    @retry\n    def start(self): pass'],
  ])('%s', (_, start) => {
    const [problem] = readPython(flowText(start, 'FlowSpec, step, retry'), 'flow.py').problems;
    expect(problem).toMatchObject({ code: 'bad-step-decorator', headline: 'Syntax error' });
    expect(problem?.message).toMatch(
      /^You tried to apply decorator 'retry' on 'start' which is not declared as a @step\./,
    );
  });

  test('those of others are left alone', () => {
    const text = `import mine\nfrom other import *\n${flowText(stepText('start', null, { above: '@mine.deco\n    @starred' }))}`;
    const { flow, problems } = readPython(text, 'flow.py');
    expect(problems).toEqual([]);
    expect(flow?.steps[0]?.decorators).toEqual([]);
  });
});
