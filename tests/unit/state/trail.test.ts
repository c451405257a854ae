import { expect, test } from 'vitest';
import type { RunSummary } from '../../../src/model/record';
import { Trail } from '../../../src/state/Trail.svelte';
import { changedBetween } from '../../../src/state/scenarioChanges';
import { scenarioFrom, storedRun } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

function kept() {
  const values = new Map<string, string>();
  return {
    get: (name: string) => values.get(name) ?? null,
    set: (name: string, value: string) => void values.set(name, value),
  };
}
const runOf = (id: string, seed = 7) => {
  const run = storedRun(NOTES_FLOW, 'succeeded', id);
  return { ...run, scenario: { ...run.scenario, seed } };
};
const listed = (...ids: readonly string[]): readonly RunSummary[] =>
  ids.map((id, i) => {
    const run = storedRun(NOTES_FLOW, 'succeeded', id);
    return { ...run, number: i + 1, duration: 1, attempts: null, name: null, isPinned: false };
  });

test('a run knows which one it came from, what was changed, and what came of it, also after a reload', () => {
  const settings = kept();
  new Trail(settings).lead(runOf('a'), runOf('b', 8));
  const trail = new Trail(settings);
  expect(trail.cameFrom('b', listed('a', 'b'))).toEqual({ id: 'a', number: 1, changed: ['seed'] });
  expect(trail.ledTo('a', listed('a', 'b'))).toEqual({ id: 'b', number: 2, changed: ['seed'] });
  expect(trail.cameFrom('a', listed('a', 'b'))).toBeNull();
});

test('a run that was deleted is not offered', () => {
  const trail = new Trail(kept());
  trail.lead(runOf('a'), runOf('b'));
  expect(trail.cameFrom('b', listed('b'))).toBeNull();
});

test('a continued run came from no other, nor does one of another flow', () => {
  const trail = new Trail(kept());
  trail.lead(runOf('a'), runOf('a'));
  trail.lead({ ...runOf('a'), flowName: 'Other' }, runOf('b'));
  expect([trail.cameFrom('a', listed('a', 'b')), trail.cameFrom('b', listed('a', 'b'))]).toEqual([null, null]);
});

test.each(['{', '{"a": 1}', '[1, {"run": 2}]'])('what was kept as %s is no trail', (text) => {
  const settings = kept();
  settings.set('trail', text);
  expect(new Trail(settings).cameFrom('a', listed('a'))).toBeNull();
});

const scenario = scenarioFrom(NOTES_FLOW);
test.each([
  [{}, []],
  [{ source: 'pass' }, ['code']],
  [{ parameters: { alpha: 1 }, seed: 9 }, ['parameters', 'seed']],
  [{ faults: [{ kind: 'code-bug', step: 'start' } as const] }, ['failures']],
])('%j changes %j', (changes, names) => {
  expect(changedBetween(scenario, { ...scenario, ...changes })).toEqual(names);
});

test('the order in which parameters were typed is no change', () => {
  const [a, b] = [
    { ...scenario, parameters: { x: 1, y: 2 } },
    { ...scenario, parameters: { y: 2, x: 1 } },
  ];
  expect(changedBetween(a, b)).toEqual([]);
});
