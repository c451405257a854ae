import type { IDBPTransaction } from 'idb';
import { assert } from '../model/assert';
import type { Database, FaultlineSchema, StoreName } from './schema';

export type Upgrade = IDBPTransaction<FaultlineSchema, ArrayLike<StoreName>, 'versionchange'>;

/** One step from a database version to the next. `name` begins with the version it leads to: `3: cards by hash`. */
export interface Migration {
  readonly name: string;
  /** Inside the upgrade's transaction: awaits only requests of `upgrade`. */
  readonly up: (database: Database, upgrade: Upgrade) => void | Promise<void>;
}

/** Shipped migrations are never edited, only added to. */
export const MIGRATIONS: readonly Migration[] = [{ name: '1: the first stores', up: createStores }];

/** The version that `migrations` lead to. Their numbers count from 1 without a gap. */
export function versionOf(migrations: readonly Migration[]): number {
  migrations.forEach(({ name }, index) => {
    assert(name.startsWith(`${String(index + 1)}: `), `migration ${String(index + 1)} is named "${name}"`);
  });
  return migrations.length;
}

/** Brings a database from `version` (0: just made) to the newest. If one step fails, all of them are undone. */
export async function migrate(
  database: Database,
  upgrade: Upgrade,
  { from: version, migrations }: { readonly from: number; readonly migrations: readonly Migration[] },
): Promise<void> {
  try {
    for (const migration of migrations.slice(version)) await migration.up(database, upgrade);
  } catch (error) {
    // Reported by the request to open, which fails with it; unhandled it would be reported twice.
    upgrade.done.catch(() => undefined);
    upgrade.abort();
    throw error;
  }
}

function createStores(database: Database): void {
  database.createObjectStore('drafts', { keyPath: 'id' }).createIndex('updatedAt', 'updatedAt');
  database.createObjectStore('draftHistory', { keyPath: ['id', 'revision'] });
  const runs = database.createObjectStore('runs', { keyPath: 'id' });
  runs.createIndex('number', 'number', { unique: true });
  runs.createIndex('flowName', 'flowName');
  runs.createIndex('uses', 'uses', { multiEntry: true });
  database.createObjectStore('tails', { keyPath: 'run' });
  const events = database.createObjectStore('events', { keyPath: ['run', 'firstSeq'] });
  events.createIndex('uses', 'uses', { multiEntry: true });
  database.createObjectStore('artifacts', { keyPath: 'hash' });
  database.createObjectStore('previews', { keyPath: 'hash' });
  database.createObjectStore('cards', { keyPath: 'hash' });
  database.createObjectStore('snapshots', { keyPath: 'version' });
  database.createObjectStore('settings', { keyPath: 'key' });
  database.createObjectStore('holders', { keyPath: 'run' });
  database.createObjectStore('progress', { keyPath: 'lesson' });
}
