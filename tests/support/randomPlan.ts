/** Random failure plans for random flows: everything follows from one seed. */
import type { Fault, FaultKind, FaultMoment, Platform } from '../../src/model/scenario';
import type { RunSetup } from '../../src/model/setup';
import { diceOf, mixed } from '../../src/runtime/simulated/dice';
import type { Aims } from '../../src/engine/strikes';

const KINDS: readonly FaultKind[] = [
  'spot-interruption',
  'eviction',
  'out-of-memory',
  'metadata-unavailable',
  'datastore-unavailable',
  'code-bug',
  'slow',
];

/** One to five faults, aimed at steps of the run or at all of them, and what the platform does by itself. */
export function randomAims({ steps, platform }: RunSetup, seed: number): Aims {
  const dice = diceOf(mixed(seed, 'plan'));
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(dice() * values.length)] as T;
  const moment = (): FaultMoment => {
    const at = Math.round(dice() * (dice() < 0.5 ? 2 : 12) * 1e6) / 1e6;
    return oneOf<FaultMoment>([
      'before',
      'during',
      'after',
      { at },
      { at, of: 'code' },
      { at, of: 'launch' },
      { at: at * 3, of: 'run' },
    ]);
  };
  const fault = (): Fault => ({
    kind: oneOf(KINDS),
    step: dice() < 0.2 ? '*' : oneOf(steps).name,
    ...(dice() < 0.2 && { foreach: [Math.floor(dice() * 3)] }),
    ...(dice() < 0.6 && { attempts: oneOf<NonNullable<Fault['attempts']>>(['every', 0, 1, [0, 1], [1, 3]]) }),
    ...(dice() < 0.8 && { moment: moment() }),
    ...(dice() < 0.3 && { probability: dice() }),
    ...(dice() < 0.4 && { seconds: Math.floor(dice() * 20) }),
  });
  const failing: Platform =
    dice() < 0.2 ? { ...platform, failures: [{ kind: 'eviction', probability: 0.2 }] } : platform;
  return { faults: Array.from({ length: 1 + Math.floor(dice() * 5) }, fault), platform: failing, seed };
}
