import { expect, test } from 'vitest';
import { announcementOf } from '../../../src/state/announce';
import { advance, blankPicture } from '../../../src/state/picture';
import { notesRun, until } from '../../support/fixtureRun';

const { run, events } = notesRun();
/** What is said when the events after second `from` up to second `to` come at once. */
const said = (from: number, to: number): string | null => {
  const picture = until(events, to).reduce(advance, blankPicture(run.setup));
  const fresh = until(events, to).filter(({ at }) => at > from * 1e6);
  return announcementOf(fresh, picture);
};

test.each([
  [-1, 0, 'start starts.'],
  [0, 3, 'api_call starts.'],
  [5.5, 6, 'Attempt 0 of api_call failed with RuntimeError. Attempt 1 starts after 1.80 s.'],
  [6, 7.8, 'Attempt 1 of api_call starts.'],
  [-1, 24, 'Attempt 1 of api_call failed with RuntimeError.'],
  [20, 24.6, 'The run succeeded after 24.60 s.'],
])('from %s s to %s s one sentence says the gravest: %s', (from, to, sentence) => {
  expect(said(from, to)).toBe(sentence);
});

test('lines that code prints are left to the console', () => {
  expect(said(3, 5)).toBeNull();
});
