import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAtEnd, rowsInView } from '../../../src/view/console/windowing';

const list = { count: 1000, rowHeight: 20, height: 100 };

test.each([
  [0, { from: 0, to: 26 }],
  [10_000, { from: 480, to: 526 }],
  [19_900, { from: 974, to: 1000 }],
])('scrolled by %i, the rows in view and spare ones are drawn', (scrollTop, rows) => {
  expect(rowsInView({ ...list, scrollTop })).toEqual(rows);
});

test('a short list is drawn whole', () => {
  expect(rowsInView({ ...list, count: 3, scrollTop: 0 })).toEqual({ from: 0, to: 3 });
});

test('every row that is seen is drawn', () => {
  const number = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(number(5000), number(100_000), number(900), (count, scrolled, height) => {
      const scrollTop = Math.min(scrolled, Math.max(0, count * 19 - height));
      const { from, to } = rowsInView({ count, rowHeight: 19, scrollTop, height });
      expect(from * 19).toBeLessThanOrEqual(scrollTop);
      expect(to * 19).toBeGreaterThanOrEqual(Math.min(count * 19, scrollTop + height));
      expect(to - from).toBeLessThan(height / 19 + 45);
    }),
  );
});

test.each([
  [19_900, true],
  [19_899, true],
  [19_880, false],
])('at %i the end is in view: %s', (scrollTop, expected) => expect(isAtEnd({ ...list, scrollTop })).toBe(expected));
