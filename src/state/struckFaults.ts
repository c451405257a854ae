import { named } from '../engine/strikes';
import type { NamedFault } from '../engine/strikes';
import { neverStruck } from '../engine/struck';
import type { RunEvent } from '../model/events';
import type { Fault, Scenario } from '../model/scenario';

/** All that can strike a run, under the names that its log gives: the plan's failures, and the platform's own. */
export const strikersOf = ({ faults, platform }: Pick<Scenario, 'faults' | 'platform'>): readonly NamedFault[] => [
  ...named(faults),
  ...(platform.failures ?? []).map(({ kind, probability }) => ({
    id: `platform-${kind}`,
    kind,
    step: '*',
    attempts: 'every' as const,
    probability,
  })),
];

/** Places in the plan of the failures that no event of the log tells of. */
export function unstruckPlaces(faults: readonly Fault[], events: readonly RunEvent[]): readonly number[] {
  const ids = new Set(neverStruck(faults, events));
  return named(faults).flatMap(({ id }, i) => (ids.has(id) ? [i] : []));
}
