import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/engine/digest';
import { planOf } from '../../src/engine/plans';
import { apply, startRun } from '../../src/engine/run';
import { wanted } from '../../src/engine/wanted';
import type { RunEvent } from '../../src/model/events';
import type { Run } from '../../src/model/run';
import type { RunSetup } from '../../src/model/setup';
import { isOver } from '../../src/runtime/drive';
import { randomBehaviour, randomSetup } from '../support/randomRun';
import { lastAttemptOf, seeds } from '../support/simulations';
import { simulate } from '../support/simulate';

/** Seldom, often, nearly always. */
const moodOf = (seed: number) => ({ failure: [0.05, 0.35, 0.8][seed % 3] ?? 0.35 });

const simulateSeed = (setup: RunSetup, seed: number, shuffle: number, stored: readonly RunEvent[] = []) =>
  simulate(setup, randomBehaviour(seed, moodOf(seed)), shuffle, stored);

/** Every state of the run along its log. */
function* statesAlong(setup: RunSetup, log: readonly RunEvent[]): Generator<Run> {
  let run = startRun(setup);
  for (const event of log) yield (run = apply(run, event));
}

function attemptsBeyondPolicy(setup: RunSetup, log: readonly RunEvent[]): readonly RunEvent[] {
  return log.filter(
    ({ type, step, attempt }) =>
      type === 'attempt-started' && step !== null && attempt > lastAttemptOf(planOf(setup, step).policy),
  );
}

describe('any flow, any plan of failures', () => {
  test.each(seeds(300))('seed %i: the run ends, and keeps its policies and slots', async (seed) => {
    const setup = randomSetup(seed);
    const { log, last } = await simulateSeed(setup, seed, seed);

    expect(isOver(last)).toBe(true);
    expect(log.reduce(apply, startRun(setup))).toEqual(last);
    expect(attemptsBeyondPolicy(setup, log)).toEqual([]);
    const starts = log.flatMap(({ type, step, foreach, round, attempt }) =>
      type === 'attempt-started' ? [JSON.stringify([step, foreach, round, attempt])] : [],
    );
    expect(new Set(starts).size).toBe(starts.length);
    for (const run of statesAlong(setup, log)) {
      expect(run.running.length).toBeLessThanOrEqual(setup.platform.slots);
      expect(run.running.length + run.waiting.length + run.retries.length).toBeLessThanOrEqual(setup.maxWorkers);
      const keys = wanted(run).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test.each(seeds(300))('seed %i: the order in which attempts really finish leaves no trace', async (seed) => {
    const setup = randomSetup(seed);
    const { log } = await simulateSeed(setup, seed, 1);
    for (const shuffle of [2, 3, 4]) {
      expect((await simulateSeed(setup, seed, shuffle)).log).toEqual(log);
    }
  });

  test.each(seeds(100))('seed %i: every crash continues to the same digest', async (seed) => {
    const setup = randomSetup(seed);
    const { log } = await simulateSeed(setup, seed, 1);
    const digest = digestOf(log);
    const step = Math.max(1, Math.floor(log.length / 40));
    for (let crash = 1; crash < log.length; crash += step) {
      const continued = await simulateSeed(setup, seed, crash, log.slice(0, crash));
      expect(digestOf(continued.log)).toBe(digest);
    }
  });

  test.each(seeds(300))('seed %i: a caught task never fails the run, a failed one always does', async (seed) => {
    const setup = randomSetup(seed);
    const { last } = await simulateSeed(setup, seed, seed);
    const failed = last.tasks.filter(({ state }) => state.status === 'failed');
    const dropped = last.tasks.some(({ state }) => state.status === 'dropped');
    if (failed.size > 0) expect(last.phase).toBe('failed');
    else if (!dropped) expect(last.phase).toBe('succeeded');
  });

  test.each(seeds(200))('seed %i: a run that failed starts nothing more and ends within five seconds', async (seed) => {
    const setup = randomSetup(seed);
    const { log, last } = await simulateSeed(setup, seed, seed);
    const { failure } = last;
    if (failure === null) return;
    const after = log.filter(({ at, type }) => at > failure.since && type === 'attempt-started');
    expect(after).toEqual([]);
    expect(last.now).toBeLessThanOrEqual(failure.since + 5_000_000);
  });
});
