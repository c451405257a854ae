import { closingFact, wanted } from '../engine/wanted';
import { apply } from '../engine/run';
import type { EventFact, RunEvent } from '../model/events';
import type { Run } from '../model/run';
import { RUN_PLACE, type Happening, type Release, type World } from './world';

/** Stores a release under the numbers that its events got. Resolves when it is safe from a crash. */
export type Commit = (events: readonly RunEvent[], release: Release) => Promise<void>;

/** What comes right before a run's last event, once nothing is left to do. Instants do not go back. */
export type BeforeEnd = (run: Run, last: EventFact) => Promise<readonly Happening[]>;

const nothing: BeforeEnd = () => Promise.resolve([]);

/**
 * Drives a run to its end: keeps work in flight equal to what is wanted, and folds what the world releases once it
 * is recorded. A crash anywhere continues from the log.
 */
export async function drive(run: Run, world: World, commit: Commit, beforeEnd = nothing): Promise<Run> {
  while (!isOver(run)) {
    const closing = closingFact(run);
    if (closing === null) world.reconcile(wanted(run), run);
    const release = closing === null ? await world.next() : closingRelease(run, await beforeEnd(run, closing), closing);
    const events = numbered(run.length, release.happenings);
    await commit(events, release); // Recorded before they are believed: a crash here replays to this very point.
    run = events.reduce(apply, run);
  }
  world.reconcile([], run);
  return run;
}

export const isOver = ({ phase }: Run): boolean => phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';

/** The happenings as events from number `first` on. */
export const numbered = (first: number, happenings: readonly Happening[]): readonly RunEvent[] =>
  happenings.map((happening, i) => ({ seq: first + i, ...happening }));

function closingRelease(run: Run, before: readonly Happening[], last: EventFact): Release {
  const at = before.at(-1)?.at ?? run.now;
  return { happenings: [...before, { ...RUN_PLACE, at, ...last }], artifacts: [], cards: [] };
}
