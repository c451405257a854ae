import { describe, expect, test } from 'vitest';
import { clonesOf } from '../../src/engine/resume';
import { previewResume } from '../../src/engine/resumePreview';
import type { RunEvent } from '../../src/model/events';
import { taskKeyOf } from '../../src/model/ids';
import { diceOf } from '../../src/runtime/simulated/dice';
import { randomBehaviour, randomFlow, setupOfRandom, type RandomFlow } from '../support/randomRun';
import { simulate } from '../support/simulate';
import { seeds } from '../support/simulations';

const SEEDS = seeds(100);

/** What is foretold of a resume, and what it then does. */
async function foretold(seed: number, rerun: (flow: RandomFlow) => string | null) {
  const flow = randomFlow(seed);
  const { last: origin } = await simulate(setupOfRandom(flow, null), randomBehaviour(seed, { failure: 0.5 }), seed);
  const step = rerun(flow);
  const preview = previewResume(origin, flow.graph, step);
  const { clones, problems } = clonesOf(origin, flow.graph, step);
  const setup = setupOfRandom(flow, { runId: origin.setup.runId, clones, problems });
  const { log } = await simulate(setup, randomBehaviour(seed, { failure: 0 }), seed);
  return { preview, log };
}

const keysOf = (log: readonly RunEvent[], type: RunEvent['type']): ReadonlySet<string> =>
  new Set(
    log.flatMap((event) =>
      event.type === type && event.step !== null
        ? [taskKeyOf({ step: event.step, foreach: event.foreach, round: event.round })]
        : [],
    ),
  );

const someStep =
  (seed: number) =>
  ({ graph: { steps } }: RandomFlow): string | null =>
    steps[Math.floor(diceOf(seed)() * steps.length)]?.name ?? null;

describe.each([
  ['without a step', () => () => null],
  ['from a step', someStep],
] as const)('the preview of a resume %s', (_, choose) => {
  test.each(SEEDS)('seed %i: it clones and starts what it says', async (seed) => {
    const { preview, log } = await foretold(seed, choose(seed));
    const [cloned, started] = [keysOf(log, 'task-cloned'), keysOf(log, 'attempt-started')];
    const said = preview.tasks.filter(({ fate }) => fate === 'cloned').map(({ key }) => key);
    expect(new Set(said)).toEqual(cloned);
    expect(preview.first.filter((key) => !started.has(key))).toEqual([]);
    const atOnce = log.find(({ type }) => type === 'attempt-started');
    if (atOnce?.step != null) expect(preview.first.map((key) => key.split(/[[#]/)[0])).toContain(atOnce.step);

    const foreseen = preview.tasks.filter(({ fate }) => fate !== 'cloned').map(({ key }) => key);
    expect(said.filter((key) => started.has(key))).toEqual([]);
    // From a step on, a switch may choose otherwise this time.
    if (choose(seed)(randomFlow(seed)) === null) expect(foreseen.filter((key) => !started.has(key))).toEqual([]);
  });
});
