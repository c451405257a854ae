import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../src/model/time';
import { barWords, piecesAt } from '../../../src/state/barPieces';
import type { Bar } from '../../../src/state/lanes';

const at = (second: number) => instantOf(second * 1e6);
const code: Bar = { key: 'code 0', kind: 'code', from: at(5), to: at(8), isOpen: false, look: 'killed', attempt: 0 };
const wait: Bar = { ...code, key: 'wait 0', kind: 'wait', look: 'waiting', attempt: 1 };
const drawn = (bar: Bar, second: number) =>
  piecesAt(bar, at(second)).map(({ from, to, look, isAhead }) => [from / 1e6, to / 1e6, look, isAhead]);

describe('an attempt that was killed', () => {
  test.each([
    ['lies ahead before it starts', 4, [[5, 8, 'killed', true]]],
    [
      'runs, as far as one knew then, and its end lies ahead',
      6,
      [
        [5, 6, 'running', false],
        [6, 8, 'killed', true],
      ],
    ],
    ['is killed at its end', 8, [[5, 8, 'killed', false]]],
    ['and stays so', 20, [[5, 8, 'killed', false]]],
  ])('%s', (_, second, expected) => {
    expect(drawn(code, second)).toEqual(expected);
  });
});

test('a wait is a wait before and after the playhead', () => {
  expect(drawn(wait, 6)).toEqual([
    [5, 6, 'waiting', false],
    [6, 8, 'waiting', true],
  ]);
});

test('what is in flight grows with the clock, and nothing of it lies ahead', () => {
  const open: Bar = { ...code, to: at(5), isOpen: true, look: 'running' };
  expect(drawn(open, 7)).toEqual([[5, 7, 'running', false]]);
  expect(drawn(open, 4)).toEqual([]);
});

test('pieces of one bar have keys of their own', () => {
  expect(new Set(piecesAt(code, at(6)).map(({ key }) => key)).size).toBe(2);
});

test.each([
  [code, 'Attempt 0, killed: 5.00 s to 8.00 s'],
  [wait, '@retry waits 3.00 s before attempt 1: 5.00 s to 8.00 s'],
  [{ ...wait, kind: 'max-workers' as const }, '--max-workers: attempt 1 waits 3.00 s for a worker, 5.00 s to 8.00 s'],
  [{ ...wait, kind: 'slots' as const }, 'Attempt 1 waits 3.00 s for a slot of the platform, 5.00 s to 8.00 s'],
  [{ ...code, isOpen: true, look: 'running' as const }, 'Attempt 0, running: since 5.00 s'],
])('%o says what it is', (bar, words) => {
  expect(barWords(bar)).toBe(words);
});
