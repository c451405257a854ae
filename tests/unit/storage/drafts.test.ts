import { describe, expect, test } from 'vitest';
import { isWorthKeeping } from '../../../src/storage/drafts';
import { draftOf } from '../../support/storedRuns';

const minutes = (n: number) => n * 60_000;
const stored = { ...draftOf('one', 'ten letters'), revision: 5, updatedAt: minutes(10) };
const next = { ...stored, scenario: { ...stored.scenario, source: 'ten letters more' } };
const keptAt = (ms: number) => ({ ...stored, revision: 1, updatedAt: ms });

describe('the state that a save replaces is kept', () => {
  test.each([
    ['when none was kept before', next, undefined, true],
    ['when the last kept one is over a minute older', next, keptAt(minutes(8)), true],
    ['not with every key: the last kept one is half a minute older', next, keptAt(minutes(9.5)), false],
    [
      'when most of the text goes',
      { ...next, scenario: { ...next.scenario, source: 'ten' } },
      keptAt(minutes(10)),
      true,
    ],
    ['when the new one was made from an older one', { ...next, revision: 4 }, keptAt(minutes(10)), true],
    ['not when its text stays', { ...stored, revision: 4 }, undefined, false],
  ])('%s', (_, replacement, newestKept, kept) => {
    expect(isWorthKeeping(stored, replacement, newestKept)).toBe(kept);
  });
});
