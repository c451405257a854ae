import { openDB } from 'idb';
import { FaultlineError } from '../model/assert';
import { explained } from './errors';
import { migrate, MIGRATIONS, versionOf } from './migrations';
import type { Migration } from './migrations';
import type { Database, FaultlineSchema } from './schema';

/** The database as long as the page lives. A connection that another tab or the browser took away is made anew. */
export interface Connection {
  /** @throws {FaultlineError} `storage-unavailable`, `storage-blocked` */
  use(): Promise<Database>;
  close(): void;
}

/** `upgrade`: we stepped aside for another tab, which upgrades or deletes the database. */
export type LossReason = 'upgrade' | 'terminated';

export interface OpenOptions {
  readonly name?: string;
  readonly migrations?: readonly Migration[];
  /** How long a tab that does not step aside is waited for, in milliseconds of the wall clock. */
  readonly patienceMs?: number;
  readonly onLost?: (reason: LossReason) => void;
}

const DATABASE_NAME = 'faultline';
const BLOCKED = 'Another tab holds an older version of what Faultline keeps. Close it, then reload this page.';

/** @throws {FaultlineError} `storage-unavailable` where IndexedDB is refused, `storage-blocked` by another tab */
export async function openDatabase(options: OpenOptions = {}): Promise<Connection> {
  let current: Promise<Database> | null = null;
  const lost = (reason: LossReason): void => {
    current = null;
    options.onLost?.(reason);
  };
  const connection: Connection = {
    use() {
      current ??= open(options, lost).catch((error: unknown) => {
        current = null;
        throw explained(error);
      });
      return current;
    },
    close() {
      current?.then(closeIt, () => undefined);
      current = null;
    },
  };
  await connection.use();
  return connection;
}

function open(options: OpenOptions, lost: (reason: LossReason) => void): Promise<Database> {
  const { name = DATABASE_NAME, migrations = MIGRATIONS, patienceMs = 3000 } = options;
  return new Promise((resolve, reject) => {
    if (typeof indexedDB === 'undefined') throw new DOMException('there is no indexedDB here', 'NotAllowedError');
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gaveUp = false;
    let broken: unknown;
    const opening = openDB<FaultlineSchema>(name, versionOf(migrations), {
      // Always given: a browser killed within the first upgrade leaves an empty database behind.
      upgrade(database, from, _to, upgrade) {
        clearTimeout(timer);
        migrate(database, upgrade, { from, migrations }).catch((error: unknown) => (broken = error));
      },
      blocked() {
        timer = setTimeout(() => {
          gaveUp = true;
          reject(new FaultlineError('storage-blocked', BLOCKED));
        }, patienceMs);
      },
      blocking(_current, _wanted, event) {
        if (event.target instanceof IDBDatabase) event.target.close();
        lost('upgrade');
      },
      terminated: () => {
        lost('terminated');
      },
    });
    opening.then(
      (database) => {
        clearTimeout(timer);
        // A request cannot be taken back. What it opens too late must not stand in another tab's way.
        if (gaveUp) database.close();
        else resolve(database);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(broken ?? error);
      },
    );
  });
}

const closeIt = (database: Database): void => {
  database.close();
};
