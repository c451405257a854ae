import type { RunId } from '../model/ids';
import type { RunLocks } from '../runtime/ports';
import { drivenElsewhere } from './errors';
import type { Connection } from './open';
import type { Database } from './schema';
import { using, whole } from './transact';

export interface HeartbeatTimes {
  readonly beatMs: number;
  /** A holder that was silent for longer is taken for dead. Several beats, since a busy tab beats late. */
  readonly deadMs: number;
}
const TIMES: HeartbeatTimes = { beatMs: 1000, deadMs: 4000 };

/**
 * Who drives a run, as a record that its driver renews: for plain http, where there are no Web Locks. It can err
 * (a tab that slept comes back after it was taken for dead), and then the log's own check tells the second driver.
 */
export function heartbeatLocks(connection: Connection, times: HeartbeatTimes = TIMES): RunLocks {
  const holder = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const isAlive = (row: { readonly beatAt: number } | undefined): boolean =>
    row !== undefined && Date.now() - row.beatAt < times.deadMs;

  const take = (database: Database, run: RunId): Promise<void> => {
    const tx = database.transaction('holders', 'readwrite');
    const work = async (): Promise<void> => {
      if (isAlive(await tx.store.get(run))) throw drivenElsewhere(run);
      await tx.store.put({ run, holder, beatAt: Date.now() });
    };
    return whole(tx, work());
  };
  /** Never takes a run back from the one that took it over. */
  const change = (database: Database, run: RunId, to: 'beating' | 'free'): Promise<void> => {
    const tx = database.transaction('holders', 'readwrite', { durability: 'relaxed' });
    const work = async (): Promise<void> => {
      if ((await tx.store.get(run))?.holder !== holder) return;
      if (to === 'free') await tx.store.delete(run);
      else await tx.store.put({ run, holder, beatAt: Date.now() });
    };
    return whole(tx, work());
  };

  return {
    async hold(run, signal) {
      signal.throwIfAborted();
      await using(connection, (database) => take(database, run));
      // A beat that could not be stored is made up for by the next; a run that is lost so is lost to the log's check.
      const say = (to: 'beating' | 'free') => () =>
        void using(connection, (database) => change(database, run, to)).catch(() => undefined);
      const timer = setInterval(say('beating'), times.beatMs);
      const release = (): void => {
        clearInterval(timer);
        say('free')();
      };
      if (signal.aborted) release();
      else signal.addEventListener('abort', release, { once: true });
    },
    isDriven: (run) => using(connection, async (database) => isAlive(await database.get('holders', run))),
  };
}
