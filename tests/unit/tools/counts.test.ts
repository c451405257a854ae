import { describe, expect, test } from 'vitest';
import { checked, closingLine, exitCodeOf, playwrightCounts, sum, vitestCounts } from '../../tools/counts.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

describe('the counts of Vitest', () => {
  test.each([
    ['nothing', [], { passed: 0, failed: 0, skipped: 0 }],
    ['each test', [file('failed', 'passed', 'failed', 'passed')], { passed: 2, failed: 1, skipped: 0 }],
    ['what was skipped', [file('passed', 'skipped', 'todo', 'pending')], { passed: 0, failed: 0, skipped: 3 }],
    ['a file that did not load', [file('failed'), file('passed', 'passed')], { passed: 1, failed: 1, skipped: 0 }],
  ])('hold %s', (_what, testResults, counts) => {
    expect(vitestCounts({ testResults })).toEqual(counts);
  });
});

test('the counts of Playwright hold errors outside the tests', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

describe('a runner', () => {
  const counts = { passed: 5, failed: 0, skipped: 0 };

  test.each([
    ['ended well', 0, () => counts, counts],
    ['ended badly with no failed test', 1, () => counts, { ...counts, failed: 1 }],
    ['ended badly with a failed test', 1, () => ({ ...counts, failed: 2 }), { ...counts, failed: 2 }],
    ['was killed', null, () => counts, { ...counts, failed: 1 }],
    ['left no report', 0, () => JSON.parse(''), { passed: 0, failed: 1, skipped: 0 }],
  ])('that %s is counted', (_what, exitCode, count, expected) => {
    expect(checked(exitCode, count)).toEqual(expected);
  });
});

test.each([
  [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed', 0],
  [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped', 1],
  [{ passed: 0, failed: 0, skipped: 0 }, '0 passed, 0 failed', 1],
])('%o closes with its line and its exit code', (counts, line, exitCode) => {
  expect(closingLine(sum([counts]))).toBe(line);
  expect(exitCodeOf(counts)).toBe(exitCode);
});
