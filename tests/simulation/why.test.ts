import { describe, expect, test } from 'vitest';
import { clonesOf } from '../../src/engine/resume';
import { beginWhy, decisionsOf, explain, unstruck } from '../../src/engine/why/why';
import type { RunEvent } from '../../src/model/events';
import type { RunSetup } from '../../src/model/setup';
import { whyLine } from '../../src/state/whyLines';
import { plain } from '../../src/state/words';
import { randomBehaviour, randomFlow, setupOfRandom } from '../support/randomRun';
import { simulate } from '../support/simulate';
import { seeds } from '../support/simulations';

const SEEDS = seeds(60);

async function randomLog(seed: number): Promise<{ setup: RunSetup; log: readonly RunEvent[] }> {
  const setup = setupOfRandom(randomFlow(seed), null);
  const { log } = await simulate(setup, randomBehaviour(seed, { failure: 0.4 }), seed);
  return { setup, log };
}

describe('why, of any run', () => {
  test.each(SEEDS)('seed %i: every failed attempt has a decision, and every decision a sentence', async (seed) => {
    const { setup, log } = await randomLog(seed);
    const decisions = decisionsOf({ setup, faults: [] }, log);
    const decided = new Set(decisions.map(({ seq }) => seq));
    const silent = log.filter(({ type, seq }) => type === 'attempt-failed' && !decided.has(seq));
    const failing = decisions.find(({ reason }) => reason.kind === 'run-fails')?.seq ?? Infinity;
    expect(silent.filter(({ seq }) => seq <= failing)).toEqual([]);

    const lines = decisions.map((decision) => whyLine(decision, { setup, language: 'python', setBy: () => [] }, null));
    expect(lines.filter(({ sentence }) => !/^\S.*\.$/.test(plain(sentence).trim()))).toEqual([]);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
  });

  test.each(SEEDS)('seed %i: it is the same, explained at once or event by event', async (seed) => {
    const { setup, log } = await randomLog(seed);
    const subject = { setup, faults: [] };
    const piecewise = log.reduce((why, event) => explain(why, [event]), beginWhy(subject));
    expect([...piecewise.decisions, ...unstruck(subject, log)]).toEqual(decisionsOf(subject, log));
  });

  test.each(SEEDS)('seed %i: a run fails for one reason at most', async (seed) => {
    const { setup, log } = await randomLog(seed);
    const reasons = decisionsOf({ setup, faults: [] }, log).filter(({ reason }) => reason.kind === 'run-fails');
    expect(reasons.length).toBeLessThanOrEqual(1);
  });

  test.each(SEEDS)('seed %i: every clone of a resume is accounted for', async (seed) => {
    const flow = randomFlow(seed);
    const first = await simulate(setupOfRandom(flow, null), randomBehaviour(seed, { failure: 0.4 }), seed);
    const { clones, problems } = clonesOf(first.last, flow.graph, null);
    const setup = setupOfRandom(flow, { runId: first.last.setup.runId, clones, problems });
    const { log } = await simulate(setup, randomBehaviour(seed, { failure: 0 }), seed);
    const told = decisionsOf({ setup, faults: [] }, log).flatMap(({ reason }) =>
      reason.kind === 'cloned' ? [reason.tasks] : [],
    );
    expect(told.reduce((sum, tasks) => sum + tasks, 0)).toBe(clones.length);
  });
});
