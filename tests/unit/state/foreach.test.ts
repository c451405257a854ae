import { expect, test } from 'vitest';
import { taskKeyOf } from '../../../src/model/ids';
import { foreachShown } from '../../../src/state/foreach';
import type { Cell } from '../../../src/state/foreach';
import type { Look } from '../../../src/state/look';

const shown = (counts: Partial<Record<Look, number>>) => {
  const cells = Object.entries(counts).flatMap(([look, n]) =>
    Array.from({ length: n }, (_, i): Cell => ({
      task: taskKeyOf({ step: 's', foreach: [i], round: 0 }),
      indices: [i],
      look: look as Look,
    })),
  );
  const { word, detail, look } = foreachShown({ cells, counts });
  return [look, word, detail];
};

test.each<[Partial<Record<Look, number>>, readonly unknown[]]>([
  [{ pending: 12 }, ['pending', '12 queued', null]],
  [{ running: 16, waiting: 4, succeeded: 56, caught: 1, pending: 43 }, ['running', '16 running', '4 waiting, 57 done']],
  [{ waiting: 2, succeeded: 1 }, ['waiting', '2 waiting', '1 done']],
  [{ failed: 1, succeeded: 3 }, ['failed', '1 failed', '3 done']],
  [{ succeeded: 11, caught: 1 }, ['succeeded', '12 done', '1 caught']],
  [{ cloned: 12 }, ['cloned', '12 done', null]],
  [{ running: 1400 }, ['running', '1,400 running', null]],
])('%j is said as %j', (counts, expected) => {
  expect(shown(counts)).toEqual(expected);
});
