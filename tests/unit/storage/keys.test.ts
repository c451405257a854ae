import { expect, test } from 'vitest';
import { asRunId } from '../../../src/model/ids';
import { asNumber, freeId } from '../../../src/storage/keys';

test.each([
  { taken: [], free: '7' },
  { taken: ['7'], free: '7~2' },
  { taken: ['7', '7~2', '7~4'], free: '7~3' },
  { taken: ['7~2'], free: '7' },
  { taken: ['77'], free: '7' },
])('beside $taken a run 7 is kept as $free', ({ taken, free }) => {
  expect(freeId(asRunId('7'), new Set(taken))).toBe(free);
});

test.each([
  ['1', 1],
  ['41', 41],
  ['999999999', 999_999_999],
  ['0', null],
  ['01', null],
  ['-1', null],
  ['1.5', null],
  ['', null],
  ['latest', null],
  ['4711471147114711', null],
])('"%s" as a number of a run is %s', (name, number) => {
  expect(asNumber(name)).toBe(number);
});
