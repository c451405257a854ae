import { describe, expect, test } from 'vitest';
import type { SweepFacts } from '../../../src/protocol/sweep';
import { breaches, scoreOf, verdictOf, worstOf } from '../../../src/lab/verdict';

const calm: SweepFacts = {
  outcome: 'succeeded',
  message: null,
  isStruck: true,
  caught: [],
  differing: [],
  repeated: [],
  retries: 0,
  duration: 4,
  irreproducible: null,
};
const again = [{ task: 'pay', attempt: 0, request: null }];

describe('a verdict', () => {
  test.each<readonly [string, Partial<SweepFacts>]>([
    ['survived', {}],
    ['survived', { retries: 3 }],
    ['untouched', { isStruck: false }],
    ['failed', { outcome: 'failed', caught: ['a'], repeated: again }],
    ['wrong', { differing: ['total'] }],
    ['wrong', { differing: ['total'], repeated: again }],
    ['caught', { caught: ['risky'] }],
    ['caught', { caught: ['risky'], differing: ['total'] }],
    ['repeated', { repeated: again }],
    ['repeated', { repeated: again, caught: ['risky'] }],
  ])('is %s with %j', (verdict, facts) => {
    expect(verdictOf({ ...calm, ...facts })).toBe(verdict);
  });

  test('takes no account of artifacts that may differ', () => {
    const facts = { ...calm, differing: ['finished', 'total'] };
    expect(verdictOf(facts, new Set(['finished']))).toBe('wrong');
    expect(verdictOf(facts, new Set(['finished', 'total']))).toBe('survived');
  });
});

test('the worst of several is what a cell shows', () => {
  expect(worstOf(['survived', 'caught', 'repeated'])).toBe('repeated');
  expect(worstOf(['untouched', 'survived'])).toBe('survived');
  expect(worstOf([])).toBeNull();
});

test('the score is the share of what was survived or caught among all that struck', () => {
  const score = scoreOf(['survived', 'caught', 'failed', 'repeated', 'untouched']);
  expect(score).toMatchObject({ of: 4, share: 0.5, counts: { survived: 1, untouched: 1, wrong: 0 } });
  expect(scoreOf(['untouched'])).toMatchObject({ of: 0, share: null });
});

test('a demand is broken by verdicts that it does not allow, by too many retries, and by what was not judged', () => {
  const facts = [
    calm,
    { ...calm, retries: 3 },
    { ...calm, outcome: 'failed' as const },
    { ...calm, isStruck: false },
    null,
    { ...calm, repeated: again },
  ];
  expect(breaches(facts, { allowed: ['survived'], retriesMax: 2 })).toEqual([1, 2, 4, 5]);
  expect(breaches(facts, { allowed: ['survived', 'repeated'] })).toEqual([2, 4]);
});
