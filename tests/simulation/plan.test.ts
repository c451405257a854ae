import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/engine/digest';
import { planOf } from '../../src/engine/plans';
import { apply, startRun } from '../../src/engine/run';
import { strikesOn, type Aims } from '../../src/engine/strikes';
import type { EventOf, RunEvent } from '../../src/model/events';
import type { Fault } from '../../src/model/scenario';
import type { RunSetup } from '../../src/model/setup';
import { instantOf, later, microseconds } from '../../src/model/time';
import { keyOf } from '../../src/runtime/agenda';
import { isOver } from '../../src/runtime/drive';
import { diceOf, mixed } from '../../src/runtime/simulated/dice';
import { randomAims } from '../support/randomPlan';
import { randomBehaviour, randomSetup } from '../support/randomRun';
import { simulate } from '../support/simulate';
import { lastAttemptOf, seeds } from '../support/simulations';

const behaviourOf = (seed: number) => randomBehaviour(seed, { failure: [0, 0.1, 0.4][seed % 3] ?? 0 });

/** The same flow, code and plan in each call; only the order in which attempts really come further is another. */
async function play(seed: number, shuffle: number, stored: readonly RunEvent[] = []) {
  const setup = randomSetup(seed);
  const aims = randomAims(setup, seed);
  return { setup, aims, ...(await simulate(setup, behaviourOf(seed), shuffle, stored, { aims })) };
}

const isStart = (event: RunEvent): event is EventOf<'attempt-started'> => event.type === 'attempt-started';

/** The attempts of a log: how each began, all that it said, and its end. */
function attemptsIn(log: readonly RunEvent[]) {
  return log.filter(isStart).map((start) => {
    const said = log.filter((event) => event.step !== null && keyOf(event) === keyOf(start) && event.n > 0);
    return { start, said: said.slice(0, -1), end: said.at(-1) };
  });
}

const strikesOf = (aims: Aims, { step, foreach, round, attempt, at, fallback }: EventOf<'attempt-started'>) =>
  strikesOn(aims, { place: { step: step ?? '', foreach, round }, attempt, since: at, fallback });

describe('any flow under any plan', () => {
  test.each(seeds(400))('seed %i: the run ends, folds, and keeps its policies', async (seed) => {
    const { setup, log, last } = await play(seed, seed);
    expect(isOver(last)).toBe(true);
    expect(log.reduce(apply, startRun(setup))).toEqual(last);
    const starts = log.filter(isStart);
    expect(new Set(starts.map(keyOf)).size).toBe(starts.length);
    for (const { step, attempt } of starts) {
      expect(attempt).toBeLessThanOrEqual(lastAttemptOf(planOf(setup, step ?? '').policy));
    }
    if (last.tasks.some(({ state }) => state.status === 'failed')) expect(last.phase).toBe('failed');
  });

  test.each(seeds(300))('seed %i: nothing of an attempt stands from its death on', async (seed) => {
    const { setup, aims, log, last } = await play(seed, seed);
    const graceEnds = last.failure === null ? Infinity : last.failure.since + 5_000_000;
    for (const { start, said, end } of attemptsIn(log)) {
      const { death } = strikesOf(aims, start);
      if (death === null || end === undefined) continue;
      const { startup, duration } = setup.platform;
      expect(end.at).toBeLessThanOrEqual(death.at);
      expect(said.filter(({ at }) => at >= death.at)).toEqual([]);
      const shortest = later(start.at, microseconds(startup) + microseconds(duration));
      if (death.at <= Math.min(shortest, graceEnds))
        expect(end).toMatchObject({ at: death.at, failure: { fault: death.fault } });
    }
  });

  test.each(seeds(300))('seed %i: the order in which attempts really finish leaves no trace', async (seed) => {
    const { log } = await play(seed, 1);
    for (const shuffle of [2, 3]) expect((await play(seed, shuffle)).log).toEqual(log);
  });

  test.each(seeds(100))('seed %i: every crash continues to the same digest', async (seed) => {
    const { log } = await play(seed, 1);
    const step = Math.max(1, Math.floor(log.length / 30));
    for (let crash = 1; crash < log.length; crash += step) {
      expect(digestOf((await play(seed, crash, log.slice(0, crash))).log)).toBe(digestOf(log));
    }
  });
});

describe('a failure that strikes while a run plays', () => {
  test.each(seeds(400))('seed %i: is replayed by the scenario that it joined', async (seed) => {
    const setup = randomSetup(seed);
    const before = randomAims(setup, seed);
    const calm = await simulate(setup, behaviourOf(seed), 1, [], { aims: before });
    const dice = diceOf(mixed(seed, 'strike'));
    const after = 1 + Math.floor(dice() * calm.log.length);
    let aims = before;
    const struck = await simulate(setup, behaviourOf(seed), 2, [], {
      aims: before,
      strike: {
        after,
        aims: (at, log) => (aims = { ...before, faults: [...before.faults, liveFault(setup, log, at, dice)] }),
      },
    });
    const replayed = await simulate(setup, behaviourOf(seed), 3, [], { aims });
    expect(struck.log.slice(0, after)).toEqual(calm.log.slice(0, after));
    expect(digestOf(replayed.log)).toBe(digestOf(struck.log));
    expect(replayed.log).toEqual(struck.log);
  });
});

/** As the page makes one: a kill of an attempt that has started, or an outage for all. */
function liveFault(setup: RunSetup, log: readonly RunEvent[], at: number, dice: () => number): Fault {
  const moment = { at, of: 'run' } as const;
  const starts = log.filter(isStart);
  const target = starts[Math.floor(dice() * starts.length)];
  if (target === undefined || dice() < 0.3) {
    const kind = dice() < 0.5 ? 'metadata-unavailable' : 'datastore-unavailable';
    return { id: 'live', kind, step: '*', attempts: 'every', seconds: 10, moment };
  }
  const { step, foreach, attempt } = target;
  return { id: 'live', kind: 'spot-interruption', step: step ?? setup.start, foreach, attempts: attempt, moment };
}

test('an instant of the run strikes whoever is in flight then', () => {
  const setup = randomSetup(1);
  const faults: Fault[] = [{ kind: 'eviction', step: '*', moment: { at: 10, of: 'run' } }];
  const at = (since: number) =>
    strikesOn(
      { faults, platform: setup.platform, seed: 1 },
      { place: { step: 'a', foreach: [], round: 0 }, attempt: 3, since: instantOf(since), fallback: true },
    ).death?.at;
  expect([at(9_999_999), at(10_000_000), at(10_000_001)]).toEqual([10_000_000, undefined, undefined]);
});
