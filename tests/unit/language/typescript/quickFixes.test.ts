import { expect, test } from 'vitest';
import { checkTypeScript } from '../../../../src/language/typescript/check';
import type { Problem } from '../../../../src/model/problem';
import { applied } from '../../../support/applied';
import { flowText, stepText } from '../../../support/typescriptFlow';

const errorsIn = (text: string): readonly Problem[] =>
  checkTypeScript(text, 'flow.ts').problems.filter(({ severity }) => severity === 'error');

/** Applies the first error's fix until none is left; what remains where one error has none. */
function mended(text: string): string {
  let now = text;
  for (let round = 0; round < 5; round++) {
    const [first] = errorsIn(now);
    if (!first) return now;
    if (!first.quickFix) throw new TypeError(`nothing mends ${first.code}`);
    now = applied(now, first);
  }
  throw new TypeError('it is never mended');
}

const start = stepText('start', 'this.end');
const end = stepText('end', null);

test.each([
  ['a step without an end', [stepText('start', null), stepText('a', 'this.end'), end], 'this.next(this.a)\n  }'],
  ['one on a single line', ['  @step() start() { console.log(1) }', end], '{ console.log(1); this.next(this.end) }'],
  ['an empty one', ['  @step() start() {}', end], '@step() start() { this.next(this.end) }'],
  ['a misspelt step', [stepText('start', 'this.ned'), end], 'this.next(this.end)'],
  [
    'a step that is not there',
    [stepText('start', 'this.train'), end],
    '@step() train() {\n    this.next(this.end)\n  }',
  ],
  [
    'an end that goes on',
    [stepText('start', 'this.a'), stepText('a', 'this.end'), stepText('end', '')],
    '@step() end() {',
  ],
  ['no start', [stepText('first', 'this.end'), end], '@step({ start: true }) first()'],
  ['a reserved name', [stepText('start', 'this.index'), stepText('index', 'this.end'), end], '@step() indexStep()'],
  ['an invalid name', [stepText('start', 'this._a'), stepText('_a', 'this.end'), end], '@step() a()'],
  [
    'a join without a split',
    [stepText('start', 'this.a'), stepText('a', 'this.end', { inputs: 'inputs: Inputs<Some>' }), end],
    '@step() a() {',
  ],
  ['a step that nothing leads to', [start, stepText('a', 'this.end'), end], '@step() start()'],
  [
    'branches that do not meet',
    [stepText('start', 'this.a, this.b'), stepText('a', 'this.end'), stepText('b', 'this.end'), end],
    '@step() join(inputs: Inputs<Some>) {\n    this.next(this.end)\n  }',
  ],
  ['too many retries', [stepText('start', 'this.end', { above: '@retry({ times: 7 })' }), end], '@retry({ times: 4 })'],
])('%s is mended', (_, steps, written) => {
  const text = mended(flowText(steps.join('\n\n'), 'FlowSpec, step, retry'));
  expect(text).toContain(written);
  if (written.includes('Inputs<')) expect(text).toContain("retry, Inputs } from 'faultline'");
});

test('a catch over a foreach is taken away, and the step stays', () => {
  const steps = [
    stepText('start', "this.a, { foreach: 'xs' }", { above: '@catchError()' }),
    stepText('a', 'this.meet'),
    stepText('meet', 'this.end', { inputs: 'inputs: Inputs<Some>' }),
    end,
  ];
  const text = flowText(steps.join('\n'), 'FlowSpec, Inputs, step, catchError');
  expect(errorsIn(text)[0]?.message).toContain('@catchError is defined for the step start but @catchError is not');
  expect(mended(text)).toContain('{\n  @step() start() {');
});

test('messages spell as TypeScript does', () => {
  const messageOf = (...steps: readonly string[]): string => errorsIn(flowText(steps.join('\n')))[0]?.message ?? '';
  expect(messageOf('  @step() start() { return this.next(this.end) }', end)).toBe(
    'Step start is missing a this.next() transition to the next step. Add a this.next() as the last line in the function.',
  );
  expect(messageOf(stepText('start', '3'), end)).toContain("• Foreach: this.next(this.step, { foreach: 'property' })");
  expect(messageOf(stepText('start', 'this.end'), stepText('a', 'this.end'), end)).toContain(
    'Add this.next(this.a) in',
  );
  expect(messageOf(stepText('first', 'this.end'), end)).toContain('or use @step({ start: true }).');
  expect(messageOf(stepText('start', 'this.a', { inputs: 'a, b' }), end)).toContain("Join steps take 'inputs'.");
});

test('options that a decorator lacks are named as TypeScript has them', () => {
  const text = flowText(`  @retry({ tmes: 3 })\n${start}\n${end}`, 'FlowSpec, step, retry');
  expect(errorsIn(text)[0]?.message).toBe(
    "Decorator 'retry' does not support the attribute 'tmes'. These attributes are supported: times, minutesBetweenRetries.",
  );
});
