/**
 * How many tests there were, over all runners.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {Readonly<Counts>} */
const none = { passed: 0, failed: 0, skipped: 0 };

/** @type {Readonly<Counts>} */
export const oneFailed = { ...none, failed: 1 };

/**
 * Vitest's JSON report. A file that did not load holds no tests and failed.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
export function vitestCounts({ testResults }) {
  return sum(
    testResults.flatMap(({ status, assertionResults }) =>
      assertionResults.length === 0 && status === 'failed' ? [oneFailed] : assertionResults.map(one),
    ),
  );
}

/**
 * Playwright's JSON report. Its errors are those outside any test.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 */
export function playwrightCounts({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/**
 * A runner that ends badly without a failed test, or without a report that can be read, counts as one failure.
 * @param {number | null} exitCode
 * @param {() => Counts} count
 * @returns {Counts}
 */
export function checked(exitCode, count) {
  try {
    const counts = count();
    return exitCode !== 0 && counts.failed === 0 ? sum([counts, oneFailed]) : counts;
  } catch {
    return oneFailed;
  }
}

/**
 * @param {readonly Counts[]} parts
 * @returns {Counts}
 */
export function sum(parts) {
  return parts.reduce(
    (total, part) => ({
      passed: total.passed + part.passed,
      failed: total.failed + part.failed,
      skipped: total.skipped + part.skipped,
    }),
    none,
  );
}

/** @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A run in which nothing passed proves nothing.
 * @param {Counts} counts
 */
export function exitCodeOf({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** @param {{ status: string }} test */
function one({ status }) {
  const passed = Number(status === 'passed');
  const failed = Number(status === 'failed');
  return { passed, failed, skipped: 1 - passed - failed };
}
