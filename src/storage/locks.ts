import type { RunId } from '../model/ids';
import type { RunLocks } from '../runtime/ports';
import { drivenElsewhere } from './errors';

const lockName = (run: RunId): string => `faultline/run/${run}`;

/** Web Locks: the browser itself gives a dead tab's lock back. Null on plain http, which has none. */
export function webLocks(): RunLocks | null {
  const { locks } = (globalThis.navigator ?? {}) as { readonly locks?: LockManager };
  if (!locks) return null;
  return {
    hold: (run, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        locks
          .request(lockName(run), { ifAvailable: true }, (lock) => {
            if (!lock) throw drivenElsewhere(run);
            resolve();
            return aborted(signal);
          })
          .catch(reject);
      }),
    async isDriven(run) {
      const { held = [] } = await locks.query();
      return held.some(({ name }) => name === lockName(run));
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });

/** Locks among the parts of one page, where nothing is shared with other tabs: storage in memory. */
export function ownLocks(): RunLocks {
  const held = new Set<RunId>();
  return {
    async hold(run, signal) {
      signal.throwIfAborted();
      if (held.has(run)) throw drivenElsewhere(run);
      held.add(run);
      void aborted(signal).then(() => held.delete(run));
    },
    isDriven: (run) => Promise.resolve(held.has(run)),
  };
}
