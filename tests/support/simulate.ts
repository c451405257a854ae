import type { Aims } from '../../src/engine/strikes';
import { apply, openingFacts, startRun } from '../../src/engine/run';
import type { RunEvent } from '../../src/model/events';
import type { Run } from '../../src/model/run';
import type { RunSetup } from '../../src/model/setup';
import { secondsOf, ZERO } from '../../src/model/time';
import { drive, numbered } from '../../src/runtime/drive';
import { diceOf } from '../../src/runtime/simulated/dice';
import type { Behave } from '../../src/runtime/simulated/sayings';
import { SimulatedWorld } from '../../src/runtime/simulated/simulatedWorld';
import { RUN_PLACE } from '../../src/runtime/world';

/**
 * Drives a simulated run from the end of `stored` to its own; `shuffle` says in which order attempts really come
 * further.
 */
export async function simulate(
  setup: RunSetup,
  behave: Behave,
  shuffle: number,
  stored: readonly RunEvent[] = [],
  { aims = calm(setup), strike }: Failures = {},
): Promise<{ readonly log: readonly RunEvent[]; readonly last: Run }> {
  const log: RunEvent[] = [...stored];
  let run = stored.reduce(apply, startRun(setup));
  if (log.length === 0) {
    const happenings = openingFacts(setup).map(([place, fact]) => ({ ...RUN_PLACE, ...place, at: ZERO, ...fact }));
    log.push(...numbered(0, happenings));
    run = log.reduce(apply, run);
  }
  const world = new SimulatedWorld(run, behave, diceOf(shuffle), stored, aims);
  let struck = false;
  const last = await drive(run, world, (events) => {
    log.push(...events);
    if (strike !== undefined && !struck && log.length >= strike.after) {
      struck = true;
      world.aim(strike.aims(secondsOf(world.openFrom), log));
    }
    return Promise.resolve();
  });
  return { log, last };
}

export interface Failures {
  readonly aims?: Aims;
  /** Aims otherwise as soon as the log has `after` events; `at` is the first open moment of the run, in seconds. */
  readonly strike?: { readonly after: number; readonly aims: (at: number, log: readonly RunEvent[]) => Aims };
}

const calm = ({ platform }: RunSetup): Aims => ({ faults: [], platform, seed: 0 });
