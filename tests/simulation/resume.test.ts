import { describe, expect, test } from 'vitest';
import { clonesOf } from '../../src/engine/resume';
import { taskKeyOf } from '../../src/model/ids';
import type { Run } from '../../src/model/run';
import { diceOf } from '../../src/runtime/simulated/dice';
import { randomBehaviour, randomFlow, setupOfRandom, type RandomFlow } from '../support/randomRun';
import { simulate } from '../support/simulate';
import { seeds } from '../support/simulations';

const SEEDS = seeds(200);

/** A run in which much fails, and what a resume of it takes over. */
async function origin(seed: number, rerun: (flow: RandomFlow) => string | null) {
  const flow = randomFlow(seed);
  const { last } = await simulate(setupOfRandom(flow, null), randomBehaviour(seed, { failure: 0.5 }), seed);
  const step = rerun(flow);
  return { flow, last, step, clones: clonesOf(last, flow.graph, step) };
}

/** The resume itself, in which nothing fails any more. */
async function resumed(seed: number, { flow, last, clones: { clones, problems } }: Awaited<ReturnType<typeof origin>>) {
  const setup = setupOfRandom(flow, { runId: last.setup.runId, clones, problems });
  return simulate(setup, randomBehaviour(seed, { failure: 0 }), seed);
}

const keysOf = (run: Run, statuses: readonly string[]): ReadonlySet<string> =>
  new Set([...run.tasks.values()].filter(({ state }) => statuses.includes(state.status)).map(({ key }) => key));

describe('a resume of any run', () => {
  test.each(SEEDS)('seed %i: it succeeds once nothing fails, and executes no clone', async (seed) => {
    const from = await origin(seed, () => null);
    const { log, last } = await resumed(seed, from);
    expect(last.phase).toBe('succeeded');

    const cloned = new Set(from.clones.clones.map(({ place }) => taskKeyOf(place)));
    expect(cloned).toEqual(keysOf(from.last, ['completed']));
    const executed = log.flatMap(({ type, step, foreach, round }) =>
      type === 'attempt-started' && step !== null ? [taskKeyOf({ step, foreach, round })] : [],
    );
    expect(executed.filter((key) => cloned.has(key))).toEqual([]);
    for (const key of keysOf(from.last, ['failed', 'ready', 'running']))
      expect(last.tasks.has(key as never)).toBe(true);
  });

  test.each(SEEDS)('seed %i: a named step runs again, with all that follows it', async (seed) => {
    const dice = diceOf(seed);
    const from = await origin(seed, ({ graph }) => {
      const { steps } = graph;
      return steps[Math.floor(dice() * steps.length)]?.name ?? null;
    });
    const { last } = await resumed(seed, from);
    expect(last.phase).toBe('succeeded');
    const again = [...last.tasks.values()].filter(({ place }) => place.step === from.step);
    expect(again.filter(({ state }) => state.status !== 'completed' || state.by === 'clone')).toEqual([]);
  });

  test.each(SEEDS)('seed %i: a resume of a success is clones and nothing else', async (seed) => {
    const flow = randomFlow(seed);
    const first = await simulate(setupOfRandom(flow, null), randomBehaviour(seed, { failure: 0 }), seed);
    const { clones, problems } = clonesOf(first.last, flow.graph, null);
    const setup = setupOfRandom(flow, { runId: first.last.setup.runId, clones, problems });
    const { log, last } = await simulate(setup, randomBehaviour(seed, { failure: 1 }), seed);
    expect(last.phase).toBe('succeeded');
    expect(log.filter(({ type }) => type === 'attempt-started')).toEqual([]);
    expect(last.tasks.size).toBe(first.last.tasks.size);
  });
});
