import { describe, expect, test, vi } from 'vitest';
import { apply } from '../../../src/engine/run';
import { sampledBehaviour } from '../../../src/lab/policy/behaviour';
import { closedForm } from '../../../src/lab/policy/closedForm';
import { aimsOf, runIdAt, scenarioAt, setupAt } from '../../../src/lab/policy/experiment';
import { outcomeOf, type Estimate } from '../../../src/lab/policy/outcome';
import { openingOf, simulate as simulateAtOnce } from '../../../src/lab/policy/simulate';
import { EMPTY_TALLY, merged, tallyOf } from '../../../src/lab/policy/tally';
import type { RunEvent } from '../../../src/model/events';
import type { Experiment, PolicyPoint } from '../../../src/protocol/policy';
import { experiment, fanGraph, notesGraph, point } from '../../support/experiments';
import { randomFlow } from '../../support/randomRun';
import { simulate } from '../../support/simulate';

function logOf(of: Experiment, at: PolicyPoint, seed: number): readonly RunEvent[] {
  const scenario = scenarioAt(of, at, seed);
  const opening = openingOf(setupAt(of, at, runIdAt(scenario)));
  const events = [...opening.events];
  simulateAtOnce(opening, sampledBehaviour(of.model, seed), aimsOf(scenario), (event) => events.push(event));
  return events;
}

describe('a run of the lab', () => {
  const kinds = ['code-bug', 'spot-interruption', 'datastore-unavailable', 'slow'] as const;

  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'seed %i: has the log that the driver and its world give it, in whatever order attempts come further',
    async (seed) => {
      const { graph, platform, maxWorkers } = randomFlow(seed);
      const kind = kinds[seed % kinds.length] ?? 'code-bug';
      const names = graph.steps.map(({ name }) => name);
      const own = Object.fromEntries(
        names.map((name, i) => [name, { seconds: i % 3, failed: i % 4 === 0 ? 0.2 : 0, calls: i % 2, width: 4 }]),
      );
      const of = experiment(graph, seed % 2 === 0 ? '*' : (names[seed % names.length] ?? '*'), own, {
        failure: { kind },
      });
      const placed = { ...of, scenario: { ...of.scenario, platform, maxWorkers } };
      const at = point({ times: seed % 5, rate: 0.3, timeout: seed % 3 === 0 ? 5 : 0 });
      const scenario = scenarioAt(placed, at, seed);
      const setup = setupAt(placed, at, runIdAt(scenario));
      const { log } = await simulate(setup, sampledBehaviour(placed.model, seed), seed + 1, [], {
        aims: aimsOf(scenario),
      });
      expect(logOf(placed, at, seed)).toEqual(log);
    },
  );

  test('folds, and is the same for the same seed', () => {
    const of = experiment(fanGraph, 'fetch', { start: { width: 20 } });
    const log = logOf(of, point(), 7);
    expect(logOf(of, point(), 7)).toEqual(log);
    const { phase } = log.slice(1).reduce(apply, openingOf(setupAt(of, point(), runIdAt(of.scenario))).run);
    expect(`run-${phase}`).toBe(log.at(-1)?.type);
  });
});

describe('a tally', () => {
  test('of all seeds at once is that of its parts', () => {
    const of = experiment(fanGraph, 'fetch', { start: { width: 5 }, fetch: { calls: 2 } });
    const parts = [tallyOf(of, point(), 10, 4), tallyOf(of, point(), 14, 6)];
    expect(parts.reduce(merged, EMPTY_TALLY)).toEqual(tallyOf(of, point(), 10, 10));
  });

  test('tells a retry storm: calls of all tasks come in the same seconds', () => {
    const of = experiment(
      fanGraph,
      'fetch',
      { start: { width: 16 }, fetch: { calls: 1 } },
      { failure: { kind: 'service' } },
    );
    const { load } = tallyOf(of, point({ rate: 1, times: 2, minutes: 0.1 }), 1, 1);
    expect(load.peaks).toEqual([16]);
    expect(load.counts.filter((count) => count > 0)).toEqual([16, 16, 16]);
  });

  test('counts what failed attempts held as wasted', () => {
    const of = experiment(
      notesGraph,
      'api_call',
      { api_call: { seconds: 4 } },
      { failure: { kind: 'datastore-unavailable' } },
    );
    const { attempts, wastedUs, heldUs } = tallyOf(of, point({ rate: 1, times: 1, minutes: 0 }), 1, 1);
    expect(attempts.sum).toBe(2);
    expect(wastedUs.sum).toBe(2 * 7_000_000);
    expect(heldUs.sum).toBe(2 * 7_000_000 + 3_000_000);
  });
});

/** Within twice the band: nearly four standard deviations, so that no seed misses it by chance. */
const isLikely =
  ({ value, low, high }: Estimate) =>
  (exact: number): boolean =>
    exact >= value - 2 * (value - low) - 1e-9 && exact <= value + 2 * (high - value) + 1e-9;

vi.setConfig({ testTimeout: 60_000 });

describe('beside the closed form', () => {
  const runs = 1500;
  test.each([
    ['notes, half of the calls fail', notesGraph, 'api_call', {}, point({ rate: 0.5, times: 3 })],
    ['notes, nearly all fail', notesGraph, 'api_call', {}, point({ rate: 0.9, times: 4 })],
    ['notes, no retries', notesGraph, 'api_call', {}, point({ rate: 0.3, times: 0 })],
    ['caught', notesGraph, 'risky_logic', {}, point({ rate: 0.6, times: 1 })],
    ['a foreach of 8', fanGraph, 'fetch', { start: { width: 8 } }, point({ rate: 0.4, times: 2 })],
    [
      'others fail by themselves',
      notesGraph,
      'api_call',
      { summarize: { failed: 0.2 } },
      point({ rate: 0.2, times: 1 }),
    ],
  ] as const)('%s: success and attempts lie in the simulation’s band', (_, graph, swept, own, at) => {
    const of = experiment(graph, swept, own);
    const exact = closedForm(of, at);
    const { success, attempts } = outcomeOf(tallyOf(of, at, 20260101, runs));
    expect(exact?.success).toSatisfy(isLikely(success));
    if (exact?.attempts !== null) expect(exact?.attempts).toSatisfy(isLikely(attempts));
  });

  test('deaths strike alike, whatever their moment', () => {
    const of = experiment(notesGraph, 'api_call', {}, { failure: { kind: 'spot-interruption', moment: 'after' } });
    const { success } = outcomeOf(tallyOf(of, point(), 5, runs));
    const exact = closedForm(of, point())?.success;
    expect(exact).toBeCloseTo(1 - 0.5 ** 4, 12);
    expect(exact).toBeGreaterThan(success.low);
    expect(exact).toBeLessThan(success.high);
  });

  test('there is none where a timeout can strike, a plan has failures, or deaths are caught', () => {
    const slow = experiment(notesGraph, 'api_call', { api_call: { seconds: 5 } });
    expect(closedForm(slow, point({ timeout: 2 }))).toBeNull();
    expect(closedForm(slow, point({ timeout: 6 }))).not.toBeNull();
    const faults = [{ kind: 'code-bug', step: 'start' }] as const;
    expect(closedForm({ ...slow, scenario: { ...slow.scenario, faults } }, point())).toBeNull();
    const deaths = experiment(notesGraph, 'risky_logic', {}, { failure: { kind: 'spot-interruption' } });
    expect(closedForm(deaths, point())).toBeNull();
  });
});
