import { expect, test } from 'vitest';
import { bare, errorBlock, pidOf, textOf } from '../../../src/cli/lines';
import { asTaskId } from '../../../src/model/ids';
import { ZERO } from '../../../src/model/time';

test('an error is indented, line by line, without emphasis', () => {
  expect(errorBlock('Unhandled artifacts in merge', 'Step *join* cannot merge:\n[a].')).toEqual([
    '    Unhandled artifacts in merge:',
    '    Step join cannot merge:',
    '    [a].',
  ]);
});

test('what a command prints by itself has no time', () => {
  expect(textOf(bare(ZERO, 'Usage: …'))).toBe('Usage: …');
});

test('no two attempts of a run share a process', () => {
  const attempts = [0, 1, 2, 3, 4, 5];
  const pids = Array.from({ length: 200 }, (_, i) => asTaskId(String(i + 1))).flatMap((id) =>
    attempts.map((attempt) => pidOf(id, attempt)),
  );
  expect(new Set(pids).size).toBe(pids.length);
});
