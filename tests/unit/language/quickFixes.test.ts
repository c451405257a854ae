import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/model/problem';
import { checkPython } from '../../../src/language/python/check';
import { applied } from '../../support/applied';
import { caseFile, flowText, stepText } from '../../support/pythonFlow';

const errorsIn = (text: string): readonly Problem[] =>
  checkPython(text, 'flow.py').problems.filter(({ severity }) => severity === 'error');

/** Applies the first error's fix until none is left; false where one error has none. */
function isMended(text: string): boolean {
  let mended = text;
  for (let round = 0; round < 5; round++) {
    const [first] = errorsIn(mended);
    if (!first) return true;
    if (!first.quickFix) return false;
    mended = applied(mended, first);
  }
  return false;
}

describe('following the quick fixes ends in a flow that passes', () => {
  test.each([
    'lint-cycle',
    'lint-end-has-next',
    'lint-foreach-not-joined',
    'lint-join-lacks-inputs',
    'lint-join-without-split',
    'lint-missing-next',
    'lint-no-end',
    'lint-no-start',
    'lint-orphan',
    'lint-split-not-joined',
    'lint-unknown-step',
  ])('%s', (name) => {
    const text = caseFile(name, 'flow.py');
    // That of `end` going back to the start needs a person for its second half.
    expect(isMended(text)).toBe(name !== 'lint-end-has-next');
  });

  test.each([
    ['a reserved name', [stepText('start', 'self.index'), stepText('index', 'self.end'), stepText('end', null)]],
    ['an invalid name', [stepText('start', 'self.Train'), stepText('Train', 'self.end'), stepText('end', null)]],
    [
      'an end that joins',
      [
        stepText('start', 'self.a, self.b'),
        stepText('a', 'self.end'),
        stepText('b', 'self.end'),
        stepText('end', null, { inputs: true }),
      ],
    ],
    ['an unknown step without a near name', [stepText('start', 'self.shuffle'), stepText('end', null)]],
    [
      'a foreach straight into a join',
      [
        stepText('start', "self.meet, foreach='xs'"),
        stepText('meet', 'self.end', { inputs: true }),
        stepText('end', null),
      ],
    ],
  ])('%s', (_, steps) => {
    expect(isMended(flowText(steps.join('\n\n')))).toBe(true);
  });
});

test('a flow that nothing starts gets its last lines', () => {
  const text = flowText([stepText('start', 'self.end'), stepText('end', null)].join('\n\n'));
  expect(isMended(text.slice(0, text.indexOf('\n\nif __name__')))).toBe(true);
});

describe('a decorator that Metaflow refuses is mended', () => {
  const rest = [stepText('work', 'self.meet'), stepText('meet', 'self.end', { inputs: true }), stepText('end', null)];
  test.each([
    ['@retry(times=5)', 'self.work, foreach="xs"', '@retry(times=4)'],
    ['@retry(minutes_between_retries=0, times = "7")  # often', 'self.work, foreach="xs"', 'times = 4)  # often'],
    ['@catch(\n        var="e")  # all', 'self.work, foreach="xs"', 'class Some(FlowSpec):\n    @step'],
  ])('%s', (above, next, expected) => {
    const text = flowText([stepText('start', next, { above }), ...rest].join('\n\n'), 'FlowSpec, step, retry, catch');
    const [problem] = errorsIn(text);
    const mended = problem ? applied(text, problem) : '';
    expect(mended).toContain(expected);
    expect(errorsIn(mended)).toEqual([]);
  });
});

test('a step whose self.next stands in an if gets no second one', () => {
  const [problem] = errorsIn(caseFile('next-conditional', 'flow.py'));
  expect(problem).toMatchObject({ code: 'missing-next' });
  expect(problem?.quickFix).toBeUndefined();
});

test('a misspelt decorator and import are renamed', () => {
  const steps = [stepText('start', 'self.end', { above: '@retyr(times=2)' }), stepText('end', null)].join('\n\n');
  const [first, second] = errorsIn(flowText(steps, 'FlowSpec, step, retyr'));
  expect(first).toMatchObject({
    headline: 'ImportError',
    message: "cannot import name 'retyr' from 'metaflow'",
    fix: 'Write retry',
  });
  expect(second).toMatchObject({ headline: 'Unknown step decorator', fix: 'Write @retry' });
  expect(isMended(flowText(steps, 'FlowSpec, step, retyr'))).toBe(true);
});
