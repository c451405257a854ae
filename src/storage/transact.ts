import { FaultlineError } from '../model/assert';
import { explained } from './errors';
import type { Connection } from './open';
import { RUN_STORES } from './schema';
import type { Database, RunTransaction } from './schema';
import { storageUse } from './use';

/**
 * Gives `work` the open database; what IndexedDB throws becomes a FaultlineError where it concerns the user.
 * `storage-full` says in `runs` how many there are to choose from, in `usedBytes` and `quotaBytes` what the browser says.
 */
export async function using<T>(connection: Connection, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await connection.use();
  try {
    return await work(database);
  } catch (error) {
    const told = explained(error);
    throw told instanceof FaultlineError && told.code === 'storage-full' ? await withRoom(told, database) : told;
  }
}

async function withRoom({ code, message }: FaultlineError, database: Database): Promise<FaultlineError> {
  const [runs, use] = await Promise.all([database.count('runs').catch(() => 0), storageUse().catch(() => null)]);
  return new FaultlineError(code, message, {
    runs,
    ...(use && { usedBytes: use.usedBytes, quotaBytes: use.quotaBytes }),
  });
}

/**
 * Runs `work` in one transaction over all that a run touches: when it throws, nothing of it stays. It may await only
 * requests of the transaction. `relaxed` returns before the disk has confirmed: a power cut may undo it, a killed
 * browser does not.
 */
export function changingRuns<T>(
  connection: Connection,
  durability: 'strict' | 'relaxed',
  work: (tx: RunTransaction) => Promise<T>,
): Promise<T> {
  return using(connection, async (database) => {
    const tx = database.transaction(RUN_STORES, 'readwrite', { durability });
    return whole(tx, work(tx));
  });
}

/** What `work` gives, once its transaction `tx` is complete; undone when `work` fails. */
export async function whole<T>(
  tx: { readonly done: Promise<void>; readonly error: DOMException | null; abort(): void },
  work: Promise<T>,
): Promise<T> {
  try {
    const result = await work;
    await tx.done;
    return result;
  } catch (error) {
    const ended = tx.done.catch(() => undefined);
    try {
      tx.abort();
    } catch {
      // It has ended already: that is what failed.
    }
    await ended;
    throw isAbort(error) ? (tx.error ?? error) : error;
  }
}

/** A request that fell with its transaction says so; the transaction's own error says why (`QuotaExceededError`). */
const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';
