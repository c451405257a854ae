import { expect, test } from 'vitest';
import { randomWords } from '../../../../workers/world/randomWords';

const first = (seed: readonly number[], count = 4) => {
  const next = randomWords(seed);
  return Array.from({ length: count }, next);
};

test('one seed gives one stream of unsigned words', () => {
  expect(first([1, 2])).toEqual(first([1, 2]));
  expect(first([1, 2], 1000).every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
});

test.each([[[1]], [[2]], [[1, 0]], [[1, 2]], [[2, 1]], [[]]])('the seed %j has a stream of its own', (seed) => {
  const others = [[1], [2], [1, 0], [1, 2], [2, 1], []].filter((other) => String(other) !== String(seed));
  for (const other of others) expect(first(other)).not.toEqual(first(seed));
});

test('its words are spread evenly', () => {
  const counts = new Array<number>(16).fill(0);
  for (const word of first([42], 16_000)) counts[word >>> 28] = (counts[word >>> 28] ?? 0) + 1;
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1150);
});
