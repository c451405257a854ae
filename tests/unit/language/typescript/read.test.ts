import { describe, expect, test } from 'vitest';
import type { FlowStep, Transition } from '../../../../src/model/flow';
import { readTypeScript } from '../../../../src/language/typescript/read';
import { flowOf, flowText, stepText } from '../../../support/typescriptFlow';

const plain = [stepText('start', 'this.end'), stepText('end', null)].join('\n\n');

const stepWith = (body: string, head = 'some()'): FlowStep | undefined =>
  flowOf(flowText(`  @step() ${head} {\n${body}\n  }`)).steps[0];
const transitionOf = (body: string): Transition | null | undefined => stepWith(body)?.transition;

describe('the forms of this.next', () => {
  test.each([
    ['this.a', { kind: 'linear', targets: ['a'] }],
    ['this.a, this.b,', { kind: 'split', targets: ['a', 'b'] }],
    ["this.a, { foreach: 'xs' }", { kind: 'foreach', targets: ['a'], variable: 'xs' }],
    ['this.a, { foreach: name }', { kind: 'foreach', targets: ['a'], variable: 'name' }],
    ['(this.a), { numParallel: 4 }', { kind: 'parallel', targets: ['a'] }],
    ["{ a: this.a, b: this.b }, { condition: 'c' }", { kind: 'switch', targets: ['a', 'b'], condition: 'c' }],
    ['', { kind: 'invalid', targets: [] }],
    ["this.a, this.b, { foreach: 'xs' }", { kind: 'invalid', targets: ['a', 'b'] }],
    ["this.a, { foreach: 'xs', numParallel: 2 }", { kind: 'invalid', targets: ['a'] }],
    ["this.a, { forech: 'xs' }", { kind: 'invalid', targets: ['a'] }],
    ['...[this.a]', { kind: 'invalid' }],
    ['this.steps[0]', { kind: 'invalid' }],
    ['a', { kind: 'invalid', targets: [] }],
    ['{ a: this.a }', { kind: 'invalid', targets: ['a'] }],
    ['{ a: this.a }, { condition: name }', { kind: 'invalid', targets: ['a'] }],
    ["{ [KEY]: this.a, b: this.b }, { condition: 'c' }", { kind: 'invalid', targets: ['a', 'b'] }],
    ["{ ...cases, b: this.b }, { condition: 'c' }", { kind: 'invalid' }],
    ["{ a: 'a' }, { condition: 'c' }", { kind: 'invalid' }],
  ])('this.next(%s)', (args, transition) => {
    expect(transitionOf(`this.next(${args})`)).toMatchObject(transition);
  });

  test('the names of a switch’s cases stand for values, equal ones once', () => {
    const cases = `high: this.a, "it's": this.b, 1: this.c, true: this.d, [\`x\`]: this.e`;
    expect(transitionOf(`this.next({ ${cases} }, { condition: 'c' })`)).toMatchObject({ kind: 'invalid' });
    expect(transitionOf(`this.next({ ${cases.slice(0, -15)}, 1.0: this.f }, { condition: 'c' })`)).toMatchObject({
      cases: [
        { key: "'high'", target: 'a' },
        { key: String.raw`'it\'s'`, target: 'b' },
        { key: '1', target: 'f' },
        { key: 'true', target: 'd' },
      ],
    });
  });
});

describe('only the last statement counts', () => {
  test.each([
    ['in an if', 'if (x) { this.next(this.a) }', null],
    ['returned', 'return this.next(this.a)', null],
    ['awaited', 'await this.next(this.a)', null],
    ['not last', 'this.next(this.a)\nconsole.log(1)', null],
    ['of another object', 'self.next(this.a)', null],
    ['in parentheses', '(this.next(this.a))', 'linear'],
    ['after a semicolon', 'let x = 1; this.next(this.a) // on', 'linear'],
    ['with comments below', 'this.next(this.a);\n// that is\n/* all */', 'linear'],
    ['over several lines', 'this.next(\n  this.a,\n  this.b,\n)', 'split'],
  ])('%s', (_, body, kind) => {
    expect(transitionOf(body)?.kind ?? null).toBe(kind);
  });
});

describe('what a step takes', () => {
  test.each([
    ['some()', 1],
    ['async some()', 1],
    ['some(inputs)', 2],
    ['some(inputs: Inputs<Some>)', 2],
    ['some({ a, b }: Inputs<Some>)', 2],
    ['some(this: Some, inputs = [])', 2],
    ['some(inputs, more)', 3],
    ['some(...inputs)', 1],
  ])('%s', (head, count) => {
    expect(stepWith('this.next(this.a)', head)?.argumentCount).toBe(count);
  });
});

test('decorators are Metaflow’s, the nearest first, with its names of options', () => {
  const members = `  /** Asks.\n   * Twice. */
  @card({ id: 'a', saveErrors: false }) @catchError({ var: 'error' })
  @again({ times: 2, minutesBetweenRetries: 0.5 })
  @own
  @step({ start: true })
  async first() {}`;
  const [step] = flowOf(
    flowText(members, 'FlowSpec, step, card, catchError, retry as again').replace('\n\n', '\nconst own = 1\n'),
  ).steps;
  expect(step?.decorators).toMatchObject([
    { name: 'retry', attributes: { times: { value: 2 }, minutes_between_retries: { value: 0.5 } } },
    { name: 'catch', attributes: { var: { value: 'error' } } },
    { name: 'card', attributes: { id: { value: 'a' }, save_errors: { value: false } } },
  ]);
  expect(step).toMatchObject({ marked: { start: true, end: false }, doc: 'Asks.\nTwice.' });
});

describe('parameters', () => {
  test.each([
    ['a = Parameter()', { name: 'a', kind: 'parameter', type: 'str', required: false, showDefault: true }],
    ['apiURLOf2 = Parameter({ default: -3 })', { name: 'api_url_of2', type: 'int', default: { value: -3 } }],
    ['a = Parameter({ default: 0.5 });', { type: 'float' }],
    ['a = Parameter({ default: [1, "b"] })', { type: 'json', default: { value: [1, 'b'] } }],
    ['a = Parameter({ type: Number, default: 3 })', { type: 'float' }],
    ['a = Parameter({ type: Int, required: true })', { type: 'int', required: true }],
    ['a = Parameter({ type: JSONType, help: "some" })', { type: 'json', help: 'some' }],
    ['a = Parameter({ name: "other-one", showDefault: false })', { name: 'other-one', showDefault: false }],
    ['a = Parameter({ separator: ",", default: () => "x" })', { separator: ',', default: { kind: 'code' } }],
    ['private a = IncludeFile({ default: "a.csv" })', { kind: 'include-file', type: 'file' }],
    ['a: object = Config({ defaultValue: { b: 1 } })', { kind: 'config', default: { value: { b: 1 } } }],
  ])('%s', (member, parameter) => {
    const imports = 'FlowSpec, step, Parameter, IncludeFile, Config, Int, JSONType';
    const { parameters } = flowOf(flowText(`  ${member}\n${plain}`, imports));
    expect(parameters).toMatchObject([parameter]);
  });

  test('are no parameters: other calls, plain values, declarations', () => {
    const members = `  a = own()\n  b = 3\n  declare c: string\n  d = new Parameter()\n${plain}`;
    expect(flowOf(flowText(members, 'FlowSpec, step, Parameter')).parameters).toEqual([]);
  });
});

describe('the flow of a file', () => {
  const classText = (name: string, base: string, head = ''): string =>
    `${head}class ${name} extends ${base} {\n${plain}\n}\n`;
  const imports = `import { FlowSpec, step } from 'faultline'\n`;

  test.each([
    [
      'the one that is exported as default',
      classText('A', 'FlowSpec', 'export default ') + classText('B', 'FlowSpec'),
      'A',
      [],
    ],
    ['exported by its name', `${classText('A', 'FlowSpec')}${classText('B', 'FlowSpec')}export default A\n`, 'A', []],
    ['exported in braces', `${classText('A', 'FlowSpec')}export { A as default }\n`, 'A', []],
    [
      'the last one, where none is',
      classText('A', 'FlowSpec') + classText('B', 'FlowSpec'),
      'B',
      ['flow-not-exported'],
    ],
    ['inherited', `${classText('A', 'FlowSpec')}export default class B extends A {}\n`, 'B', []],
    ['no flow yet', `export default class A {\n${plain}\n}\n`, 'A', ['no-flow']],
  ])('%s', (_, text, name, codes) => {
    const { flow, problems } = readTypeScript(imports + text, 'flow.ts');
    expect(flow?.name).toBe(name);
    expect(flow?.steps.map((step) => step.name)).toEqual(['start', 'end']);
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });

  test('its decorators may stand before export, or after', () => {
    for (const head of [
      '@project({ name: "x" })\nexport default class',
      'export default @project({ name: "x" }) class',
    ]) {
      const text = `import { FlowSpec, step, project } from 'faultline'\n${head} A extends FlowSpec {\n${plain}\n}\n`;
      const { flow, problems } = readTypeScript(text, 'flow.ts');
      expect(problems).toEqual([]);
      expect(flow?.decorators).toMatchObject([{ name: 'project', attributes: { name: { value: 'x' } } }]);
    }
  });

  test('faultline may have a name', () => {
    const text = `import * as fl from 'faultline'\nexport default class A extends fl.FlowSpec {\n  @fl.retry({ times: 1 })\n  @fl.step() start() {}\n}\n`;
    const { flow, problems } = readTypeScript(text, 'flow.ts');
    expect(problems).toEqual([]);
    expect(flow?.steps).toMatchObject([{ name: 'start', decorators: [{ name: 'retry' }] }]);
  });
});

describe('what stands in the way', () => {
  test.each([
    ["import _ from 'lodash'", 'unknown-module', 1, undefined],
    ["import { step } from 'faultlin'", 'unknown-module', 1, 'Write faultline'],
    ["import { retyr } from 'faultline'", 'unknown-import', 1, 'Write retry'],
    ["import { merge_artifacts, catch_error as c } from 'faultline'", 'unknown-import', 1, undefined],
    ["import faultline from 'faultline'", 'unknown-import', 1, undefined],
  ])('%s', (line, code, at, fix) => {
    const { problems } = readTypeScript(`${line}\n${flowText(plain)}`, 'flow.ts');
    expect(problems[0]).toMatchObject({ code, line: at, severity: 'error' });
    expect(problems[0]?.fix).toBe(fix);
  });

  test.each([
    ['@step', 'decorator-not-called', 'Write @step()'],
    ['@retry @step()', 'decorator-not-called', 'Write @retry()'],
    ['@retyr() @step()', 'unknown-step-decorator', 'Write @retry'],
    ['@step() @retry()', 'bad-step-decorator', undefined],
    ['@retry()', 'bad-step-decorator', 'Add @step() after it'],
    ['@project({ name: "x" }) @step()', 'flow-decorator-on-step', undefined],
    ['@retry({ minutes_between_retries: 1 }) @step()', 'python-spelling', 'Write minutesBetweenRetries'],
  ])('%s', (decorators, code, fix) => {
    const { problems } = readTypeScript(
      flowText(`  ${decorators} a() {}\n${plain}`, 'FlowSpec, step, retry, project'),
      'f.ts',
    );
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.fix).toBe(fix);
  });
});

describe('a step whose text is broken keeps its name and its way on', () => {
  test.each([
    ['async start() {', 'start'],
    ['async async() {', 'async'],
    ['async() {', 'async'],
    ['override async start() {', 'start'],
    ['async start(', 'start'],
    ['start(inputs', 'start'],
  ])('%s', (head, name) => {
    const text = flowText(
      `  @step() ${head}\n    this.rows = [1, 2\n    this.next(this.end);\n  }\n\n  @step() end() {}`,
    );
    const [first] = readTypeScript(text, 'flow.ts').flow?.steps ?? [];
    expect(first).toMatchObject({ name, transition: { targets: ['end'] } });
  });
});
