import type { RunEvent } from '../model/events';
import type { Instant } from '../model/time';

/** How many of what is in the order of time lie up to and including `at`. */
export function countUntil(events: readonly { readonly at: Instant }[], at: number): number {
  let [from, to] = [0, events.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((events[middle]?.at ?? Infinity) <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The first instant after `at` at which something happens; null where nothing does. */
export const instantAfter = (events: readonly RunEvent[], at: Instant): Instant | null =>
  events[countUntil(events, at)]?.at ?? null;

/** The last instant before `at` at which something happens; null where nothing does. */
export const instantBefore = (events: readonly RunEvent[], at: Instant): Instant | null =>
  events[countUntil(events, at - 1) - 1]?.at ?? null;

/** The events of one instant. */
export const eventsAt = (events: readonly RunEvent[], at: Instant): readonly RunEvent[] =>
  events.slice(countUntil(events, at - 1), countUntil(events, at));

/** An attempt failed for whatever reason, be it that `@catch` took over, or the run did. */
const isFailure = (event: RunEvent): boolean =>
  event.type === 'attempt-failed' ||
  event.type === 'run-failed' ||
  (event.type === 'attempt-succeeded' && event.caught !== null);

/** The instants at which something failed, in order, each once. */
export const failureInstants = (events: readonly RunEvent[]): readonly Instant[] => [
  ...new Set(events.filter(isFailure).map(({ at }) => at)),
];
