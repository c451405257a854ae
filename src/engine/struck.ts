import type { RunEvent } from '../model/events';
import type { Fault } from '../model/scenario';
import { named } from './strikes';

/** The id of the fault that acted in an event, or null. */
export function faultIn(event: RunEvent): string | null {
  switch (event.type) {
    case 'attempt-failed':
      return event.failure.fault ?? null;
    case 'fault-struck':
    case 'service-called':
      return event.fault ?? null;
    default:
      return null;
  }
}

/** The ids of faults of the plan that no event of the log tells of, in the plan's order. */
export function neverStruck(faults: readonly Fault[], events: readonly RunEvent[]): readonly string[] {
  const struck = new Set(events.map(faultIn));
  return named(faults)
    .map(({ id }) => id)
    .filter((id) => !struck.has(id));
}
