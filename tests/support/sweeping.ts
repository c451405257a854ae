import { SWEEP_RULES } from '../../src/lab/sweepRules';
import { verdictOf, type Verdict } from '../../src/lab/verdict';
import type { SweepNews, SweepOrder, SweepResult } from '../../src/protocol/sweep';
import type { Headless } from '../../src/runtime/live/headless';
import { Sweeps } from '../../src/runtime/live/sweeps';
import type { RunStores } from '../../src/runtime/ports';

/** Sweeps with real workers; what they tell goes into `told`. */
export const sweepsOf = (world: Headless, stores: RunStores, told: SweepNews[] = []): Sweeps =>
  new Sweeps({ world, rules: SWEEP_RULES, stores, tell: (news) => told.push(news), lanes: 2 });

/** The whole sweep that an order asks for. */
export function swept(world: Headless, stores: RunStores, order: Omit<SweepOrder, 'id'>): Promise<SweepResult> {
  return sweepsOf(world, stores).start({ id: 'sweep', ...order });
}

/** `start/0 spot-interruption after: failed`, a line for every cell. */
export const verdictLines = ({ plan, facts }: SweepResult): readonly string[] =>
  plan.cells.map(({ index, step, attempt, kind, moment }) => {
    const one = facts[index];
    const verdict: Verdict | 'not judged' = one == null ? 'not judged' : verdictOf(one);
    return `${step}/${String(attempt)} ${kind} ${moment}: ${verdict}`;
  });
