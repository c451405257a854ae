import type { RunId } from '../model/ids';
import type { RunLocks } from '../runtime/ports';
import { drivenElsewhere } from './errors';
import { untilFree } from './locks';
import type { Connection } from './open';
import type { Database, FaultlineSchema } from './schema';
import { using, whole } from './transact';

export interface HeartbeatTimes {
  readonly beatMs: number;
  /** A holder that was silent for longer is taken for dead. Several beats, since a busy tab beats late. */
  readonly deadMs: number;
}
const TIMES: HeartbeatTimes = { beatMs: 1000, deadMs: 4000 };

type Row = FaultlineSchema['holders']['value'];

/**
 * Who drives a run, as a record that its driver renews: for plain http, where there are no Web Locks. It can err
 * (a tab that slept comes back after it was taken for dead), and then the log's own check tells the second driver.
 */
export function heartbeatLocks(connection: Connection, times: HeartbeatTimes = TIMES): RunLocks {
  const holder = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const isFresh = (row: Row | undefined): row is Row => row !== undefined && Date.now() - row.beatAt < times.deadMs;
  const read = (run: RunId): Promise<Row | undefined> => using(connection, (database) => database.get('holders', run));

  /**
   * A page that was reloaded leaves a fresh record behind. So another's record is watched until it is renewed, within
   * about a beat, or is too old.
   */
  const isDriven = async (run: RunId): Promise<boolean> => {
    const first = await read(run);
    if (!isFresh(first)) return false;
    if (first.holder === holder) return true;
    while (isFresh(first)) {
      await pause(times.beatMs / 4);
      const now = await read(run);
      if (now?.beatAt !== first.beatAt) return now !== undefined;
    }
    return false;
  };

  const take = (database: Database, run: RunId): Promise<void> => {
    const tx = database.transaction('holders', 'readwrite');
    const work = async (): Promise<void> => {
      if (isFresh(await tx.store.get(run))) throw drivenElsewhere(run);
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
    isDriven,
    free: (run, signal) => untilFree(() => isDriven(run), signal),
    async hold(run, signal) {
      signal.throwIfAborted();
      if (await isDriven(run)) throw drivenElsewhere(run);
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
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
