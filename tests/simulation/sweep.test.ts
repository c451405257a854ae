import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/model/events';
import type { Fault } from '../../src/model/scenario';
import type { RunSetup } from '../../src/model/setup';
import type { SingleFault } from '../../src/protocol/sweep';
import { singleFaults } from '../../src/lab/singleFaults';
import { factsOf } from '../../src/lab/facts';
import { firstChance } from '../../src/runtime/live/sweep';
import { diceOf, mixed } from '../../src/runtime/simulated/dice';
import { randomBehaviour, randomSetup } from '../support/randomRun';
import { simulate } from '../support/simulate';
import { REGRESSIONS } from './regressions';

const seeds = (count: number): readonly number[] => [...REGRESSIONS, ...Array.from({ length: count }, (_, i) => i + 1)];

const play = (
  setup: RunSetup,
  seed: number,
  shuffle: number,
  faults: readonly Fault[],
  stored: readonly RunEvent[] = [],
) =>
  simulate(setup, randomBehaviour(seed, { failure: seed % 2 === 0 ? 0 : 0.2 }), shuffle, stored, {
    aims: { faults, platform: setup.platform, seed: 0 },
  });

const ended = (setup: RunSetup, events: readonly RunEvent[]) => ({
  stored: {
    setup,
    scenario: { language: 'python' as const, source: '', fileName: 'flow.py' },
    outcome: events.at(-1)?.type === 'run-succeeded' ? ('succeeded' as const) : ('failed' as const),
    irreproducible: null,
  },
  events,
  contents: new Map(),
});

/** A calm run of a random flow, and some of the single faults that it offers. */
async function offered(seed: number) {
  const setup = randomSetup(seed);
  const { log } = await play(setup, seed, seed, []);
  const calm = ended(setup, log);
  const dice = diceOf(mixed(seed, 'sweep'));
  const faults = singleFaults(calm);
  return { setup, calm, faults, some: faults.filter(() => dice() < 6 / faults.length) };
}

describe('any single fault of any flow', () => {
  test.each(seeds(30))('seed %i: a run that branches off the calm one is the run under the fault', async (seed) => {
    const { setup, calm, some } = await offered(seed);
    for (const single of some) {
      const whole = await play(setup, seed, seed, [single.fault]);
      const shared = calm.events.slice(0, firstChance(calm, single));
      const branch = await play(setup, seed, seed + 1, [single.fault], shared);
      expect(branch.log).toEqual(whole.log);
    }
  });

  test.each(seeds(30))('seed %i: it strikes', async (seed) => {
    const { setup, calm, some } = await offered(seed);
    for (const single of some.filter(({ kind, moment }) => kind !== 'code-bug' && moment === 'before')) {
      const { log } = await play(setup, seed, seed, [single.fault]);
      expect(factsOf(ended(setup, log), calm, single).isStruck).toBe(true);
    }
  });

  test.each(seeds(30))(
    'seed %i: every attempt of the tasks that are struck is struck before its code',
    async (seed) => {
      const { calm, faults } = await offered(seed);
      const struck = new Set(
        faults.filter(({ kind, moment }) => kind === 'eviction' && moment === 'before').map(keyOf),
      );
      const tasks = new Set(faults.map(({ step, foreach }) => `${step} ${foreach.join()}`));
      const attempts = calm.events.filter(
        ({ type, step, foreach }) => type === 'attempt-started' && tasks.has(`${step ?? ''} ${foreach.join()}`),
      );
      expect(
        new Set(attempts.map(({ step, foreach, attempt }) => keyOf({ step: step ?? '', foreach, attempt }))),
      ).toEqual(struck);
      expect(new Set(calm.events.flatMap(({ step }) => step ?? []))).toEqual(new Set(faults.map(({ step }) => step)));
    },
  );
});

const keyOf = ({ step, foreach, attempt }: Pick<SingleFault, 'step' | 'foreach' | 'attempt'>): string =>
  `${step} ${foreach.join()} ${String(attempt)}`;
