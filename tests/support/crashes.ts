import type { RunStores } from '../../src/runtime/ports';

/** What a commit rejects with where a crash was wanted. */
export class Crash extends Error {}

/** The same stores until so many events are stored; then nothing more is, as after the end of a process. */
export function crashingAfter(events: number, stores: RunStores): RunStores {
  let left = events;
  const commit: RunStores['log']['commit'] = async ({ end, ...given }) => {
    if (given.events.length <= left) {
      left -= given.events.length;
      return stores.log.commit(end === undefined ? given : { ...given, end });
    }
    const stored = given.events.slice(0, left);
    left = 0;
    if (stored.length > 0) await stores.log.commit({ ...given, events: stored });
    throw new Crash();
  };
  return { ...stores, log: { ...stores.log, commit } };
}
