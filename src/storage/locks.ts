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
    // Shared, so that those who wait do not hold each other up, nor for a moment the one who takes the run over.
    free: async (run, signal) => {
      await locks.request(lockName(run), { mode: 'shared', signal }, () => undefined);
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

const LOOK_EVERY_MS = 500;

/** Looks again and again whether a run is driven, where no lock tells. */
export async function untilFree(isDriven: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (await isDriven()) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    signal.throwIfAborted();
  }
}

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
    free: (run, signal) => untilFree(() => Promise.resolve(held.has(run)), signal),
  };
}
