import { describe, expect, test } from 'vitest';
import { digestOf, eventMarks } from '../../../src/engine/digest';
import { linkFacts } from '../../../src/state/linkWords';
import { linkVerdict } from '../../../src/state/linkVerdict';
import { graphFrom, notesRun } from '../../support/fixtureRun';

const { run, events } = notesRun('succeeded');
const own = { ...run, digest: digestOf(events), engine: 'faultline 1' };
const expected = { digest: own.digest, marks: eventMarks(events, 'python'), engine: 'faultline 1' };

describe('a run is compared with the sender’s', () => {
  test('the same digest is the same result', () => {
    expect(linkVerdict(expected, own, events)).toMatchObject({ isSame: true, departs: null });
  });

  test('another one departs at its first event that differs', () => {
    const marks = expected.marks.map((mark, i) => (i < 4 ? mark : mark ^ 1));
    const verdict = linkVerdict({ ...expected, digest: '0'.repeat(64), marks }, own, events);
    expect(verdict.departs).toBe(events[4]);
    expect(verdict.words).toMatch(/^Not the sender’s result\. It departs at event 5, .* of api_call\.$/);
  });

  test('one that only ended earlier says how much is missing', () => {
    const short = events.slice(0, -2);
    const verdict = linkVerdict(expected, { ...own, digest: digestOf(short) }, short);
    expect(verdict.words).toContain('The sender’s has 2 more events at its end.');
  });

  test('a run of another version is not called another result', () => {
    const verdict = linkVerdict({ ...expected, digest: '0'.repeat(64), engine: 'faultline 2' }, own, events);
    expect(verdict.words).toMatch(/^The sender’s run was made by another version \(faultline 2\)\./);
  });
});

test('what a link will do is said in words, and only what it brings', () => {
  const facts = linkFacts(
    { ...run.scenario, parameters: { alpha: 3 }, faults: [{ kind: 'eviction', step: 'start' }] },
    graphFrom(run.scenario.source),
  );
  expect(facts.map(({ label }) => label)).toEqual(['Runs', 'Values', 'Failures', 'Platform']);
  expect(facts[0]?.lines).toEqual(['FailureHandlingFlow: 5 steps of Python, with seed 7']);
  expect(facts[1]?.lines).toEqual(['alpha = 3']);
});
