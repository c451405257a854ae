import { consoleLines } from '../../cli/console';
import { textOf } from '../../cli/lines';
import { recordOf } from '../../engine/record';
import type { RunEvent } from '../../model/events';
import type { RunRecord } from '../../model/record';
import type { RunSetup } from '../../model/setup';
import type { Experiment, PolicyPoint } from '../../protocol/policy';
import { sampledBehaviour } from './behaviour';
import { aimsOf, runIdAt, scenarioAt, setupAt } from './experiment';
import { openingOf, simulate } from './simulate';

/** Why nobody compares the digest of a simulated run; and how one is known. */
export const SIMULATED = 'It was simulated in the lab: no code was run.';

interface OneRun {
  readonly setup: RunSetup;
  readonly events: readonly RunEvent[];
  readonly isSuccess: boolean;
}

/** One run of a point, with its log: the one that the tally of its seed counted. */
export function simulatedRun(experiment: Experiment, point: PolicyPoint, seed: number): OneRun {
  const scenario = scenarioAt(experiment, point, seed);
  const setup = setupAt(experiment, point, runIdAt(scenario));
  const opening = openingOf(setup);
  const events = [...opening.events];
  const behave = sampledBehaviour(experiment.model, seed);
  const run = simulate(opening, behave, aimsOf(scenario), (event) => events.push(event));
  return { setup, events, isSuccess: run.phase === 'succeeded' };
}

/** The same as a record, which says that it was simulated. `source` is the flow's text under the point's policy. */
export function simulatedRecord(
  experiment: Experiment,
  point: PolicyPoint,
  { seed, source, startedAt }: { readonly seed: number; readonly source: string; readonly startedAt: string },
): RunRecord {
  const { setup, events } = simulatedRun(experiment, point, seed);
  const last = events.findLast((event) => event.type === 'run-failed');
  const record = recordOf({
    scenario: { ...scenarioAt(experiment, point, seed), source },
    setup,
    events,
    outcome: last === undefined ? 'succeeded' : 'failed',
    headline: last?.headline ?? null,
    message: last?.message ?? null,
    startedAt,
    command: ['run'],
    output: [SIMULATED, ...consoleLines(setup, events).map(textOf)],
    irreproducible: SIMULATED,
    previews: new Map(),
    cardHtml: new Map(),
  });
  return { ...record, setup };
}

/** The first seed, of `count` from `from` on, whose run ends so; null where none does. */
export function seedThat(
  succeeds: boolean,
  { experiment, point, from, count }: { experiment: Experiment; point: PolicyPoint; from: number; count: number },
): number | null {
  for (let i = 0; i < count; i++) {
    const seed = (from + i) >>> 0;
    if (simulatedRun(experiment, point, seed).isSuccess === succeeds) return seed;
  }
  return null;
}
