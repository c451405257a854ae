import { expect, test } from 'vitest';
import { timestampOf } from '../../../src/cli/timestamp';
import { EPOCH_MS, instantOf, microseconds } from '../../../src/model/time';

test.each([
  [0, '2026-01-01 00:00:00.000'],
  [2.5, '2026-01-01 00:00:02.500'],
  [0.0009, '2026-01-01 00:00:00.000'],
  [86_399.999, '2026-01-01 23:59:59.999'],
  [58 * 86_400 + 3661, '2026-02-28 01:01:01.000'],
])('%d s into a run it is %s', (seconds, timestamp) => {
  expect(timestampOf(instantOf(microseconds(seconds)))).toBe(timestamp);
});

test('every day of twelve years has the date that the calendar gives it', () => {
  for (let day = 0; day < 12 * 366; day++) {
    const date = new Date(EPOCH_MS + day * 86_400_000).toISOString().slice(0, 10);
    expect(timestampOf(instantOf(microseconds(day * 86_400))).slice(0, 10)).toBe(date);
  }
});
