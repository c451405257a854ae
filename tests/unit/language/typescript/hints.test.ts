import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkTypeScript } from '../../../../src/language/typescript/check';
import { PLATFORMS } from '../../../../src/model/scenario';
import type { Problem } from '../../../../src/model/problem';
import { applied } from '../../../support/applied';
import { flowText, stepText } from '../../../support/typescriptFlow';

const notes = readFileSync(new URL('../../../../public/flows/FailureHandlingFlow.ts', import.meta.url), 'utf8');

test('the notes’ flow reads to five steps, two Parameters and two hints', () => {
  const { reading, graph, problems } = checkTypeScript(notes, 'FailureHandlingFlow.ts');
  expect(graph?.steps.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'start start',
    'apiCall linear',
    'riskyLogic linear',
    'summarize linear',
    'end end',
  ]);
  expect(reading.flow?.parameters).toMatchObject([
    { attribute: 'simulateApiFailure', name: 'simulate_api_failure', type: 'bool', default: { value: true } },
    { attribute: 'simulateCodeBug', name: 'simulate_code_bug', type: 'bool', default: { value: false } },
  ]);
  expect(problems).toMatchObject([
    { code: 'retry-wait-fraction', severity: 'info', line: 18 },
    { code: 'hasattr-catch', severity: 'info', line: 43, fix: 'Write this.errorInfo' },
  ]);
});

const IMPORTS = 'FlowSpec, Inputs, Parameter, step, retry, catchError, timeout, sleep';
const end = stepText('end', null);
const body = (line: string, next = 'this.end'): string =>
  `  @step() async start() {\n    ${line}\n    this.next(${next})\n  }`;
const under = (decorators: string, lines: string): string => `  ${decorators}\n${body(lines)}`;
const join = (line: string, split = 'this.a, this.b'): string =>
  [
    stepText('start', split),
    stepText('a', 'this.meet', { above: "@catchError({ var: 'error' })" }),
    stepText('b', 'this.meet', { above: "@catchError({ var: 'error' })" }),
    `  @step() meet(inputs: Inputs<Some>) {\n    ${line}\n    this.next(this.end)\n  }`,
  ].join('\n');

const problemsIn = (
  members: string,
  platform = PLATFORMS.kubernetes as typeof PLATFORMS.local | typeof PLATFORMS.kubernetes,
): readonly Problem[] => checkTypeScript(flowText(`${members}\n${end}`, IMPORTS), 'flow.ts', { platform }).problems;
const codesIn = (members: string): readonly string[] => problemsIn(members).map(({ code }) => code);

test.each([
  ['an arrow function', body('this.f = () => 3'), ['function-artifact']],
  ['a promise', body('this.f = sleep(3)'), ['unpicklable-artifact']],
  ['a WeakMap', body('this.f = new WeakMap()'), ['unpicklable-artifact']],
  ['a map, which is stored', body('this.f = new Map()'), []],
  ['the flow itself', body('this.f = this'), ['flow-as-artifact']],
  ['the inputs', join('this.f = inputs'), ['flow-as-artifact']],
  ['the last value counts', body('this.f = () => 3; this.f = 4'), []],
  [
    'an inherited artifact deleted',
    [body('this.x = 1', 'this.a'), '  @step() a() { delete this.x; this.next(this.end) }'].join('\n'),
    ['deleted-artifact'],
  ],
  ['a constant changed in place', `  list = [1]\n${body('this.list.push(2)')}`, ['constant-mutated']],
  ['a constant set', `  limit = 1\n${body('this.limit = 2')}`, ['read-only-attribute']],
  ['a parameter set', `  alpha = Parameter({ default: 1 })\n${body('this.alpha = 2')}`, ['read-only-attribute']],
  ['a declared artifact set', `  declare alpha: number\n${body('this.alpha = 2')}`, []],
  ['a sleep that nobody waits for', body('sleep(3)'), ['sleep-not-awaited']],
  ['a sleep past the timeout', under('@timeout({ seconds: 2 })', 'await sleep(3)'), ['sleep-past-timeout']],
  ['a short sleep', under('@timeout({ minutes: 1 })', 'await sleep(3)'), []],
  ['a timeout swallowed', under('@timeout({ seconds: 2 })', 'try { await sleep(1) } catch {}'), ['timeout-swallowed']],
  ['a timeout raised again', under('@timeout({ seconds: 2 })', 'try { await sleep(1) } catch (e) { throw e }'), []],
  ['a require', body("const fs = require('fs')"), ['missing-package']],
  ['what Metaflow lacks', body("this.fail('no')"), ['faultline-only']],
  ['an object as foreach', body('this.items = { a: 1 }', "this.end, { foreach: 'items' }"), ['foreach-over-dict']],
  [
    'a set as foreach',
    body('this.items = new Set([1])', "this.a, { foreach: 'items' }") +
      `\n${stepText('a', 'this.meet')}\n  @step() meet(inputs: Inputs<Some>) { this.next(this.end) }`,
    [],
  ],
  ['the length of inputs', join('console.log(inputs.length)'), ['len-of-inputs']],
  ['inputs by number after a split', join('console.log(inputs[0].x)'), ['static-join-order']],
  ['inputs by name', join('console.log(inputs.a.x)'), []],
  ['a merge elsewhere', body('this.mergeArtifacts([])'), ['merge-outside-join']],
  ['a merge of caught branches', join('this.mergeArtifacts(inputs)'), ['merge-after-catch']],
  [
    'one that leaves the hidden artifact out',
    join("this.mergeArtifacts(inputs, { exclude: ['_catch_exception'] })"),
    [],
  ],
  ['an untyped join', join('').replace('inputs: Inputs<Some>', 'inputs'), ['untyped-inputs']],
  ['a catch without var', under('@catchError()', ''), ['catch-without-var']],
])('%s', (_, members, codes) => {
  expect(codesIn(members).filter((code) => code !== 'unknown-import')).toEqual(expect.arrayContaining([...codes]));
  if (codes.length === 0) expect(codesIn(members)).toEqual([]);
});

test('a variable of the file that a step sets is lost', () => {
  const text = flowText([body('count += 1'), end].join('\n'), IMPORTS).replace('\n\n', '\nlet count = 0\n');
  expect(checkTypeScript(text, 'flow.ts').problems).toMatchObject([{ code: 'global-lost', line: 5 }]);
});

test('a platform that does not wait says so', () => {
  const members = under('@retry({ minutesBetweenRetries: 1 })', '');
  expect(problemsIn(members, PLATFORMS.local)).toMatchObject([{ code: 'retry-wait-ignored' }]);
  expect(problemsIn(members, PLATFORMS.local)[0]?.message).toContain('ignores minutesBetweenRetries');
});

test.each([
  [body('sleep(3)'), 'await sleep(3)'],
  ['  @step() start() {\n    sleep(3)\n    this.next(this.end)\n  }', '@step() async start() {\n    await sleep(3)'],
  [join('console.log(inputs.length)'), 'console.log([...inputs].length)'],
  [join('').replace('inputs: Inputs<Some>', 'inputs'), 'meet(inputs: Inputs<Some>)'],
])('a hint’s fix is written: %s', (members, written) => {
  const text = flowText(`${members}\n${end}`, IMPORTS);
  const [problem] = checkTypeScript(text, 'flow.ts').problems;
  if (!problem) throw new TypeError('no hint');
  expect(applied(text, problem)).toContain(written);
});
