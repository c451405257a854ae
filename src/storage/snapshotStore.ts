import type { SnapshotStore } from '../runtime/ports';
import type { Connection } from './open';
import { using, whole } from './transact';

/** Snapshots of tens of megabytes: as a Blob, uncompressed, since unpacking costs more than reading. */
export function snapshotStore(connection: Connection): SnapshotStore {
  return {
    async get(version) {
      const row = await using(connection, (database) => database.get('snapshots', version));
      return row ? new Uint8Array(await row.bytes.arrayBuffer()) : null;
    },
    put(version, snapshot) {
      const bytes = new Blob([new Uint8Array(snapshot)]);
      return using(connection, (database) => {
        const tx = database.transaction('snapshots', 'readwrite', { durability: 'relaxed' });
        return whole(
          tx,
          Promise.all([tx.store.clear(), tx.store.put({ version, bytes })]).then(() => undefined),
        );
      });
    },
  };
}
