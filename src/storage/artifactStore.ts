import type { ArtifactStore } from '../runtime/ports';
import { putArtifacts, unpacked } from './contents';
import { runNotFound } from './errors';
import type { Connection } from './open';
import { changingRuns, using } from './transact';

export function artifactStore(connection: Connection): ArtifactStore {
  return {
    putAll(contents, run) {
      return changingRuns(connection, 'relaxed', async (tx) => {
        const row = await tx.objectStore('runs').get(run);
        if (!row) throw runNotFound(run);
        const uses = [...new Set([...row.uses, ...contents.map(({ hash }) => hash)])];
        await Promise.all([tx.objectStore('runs').put({ ...row, uses }), putArtifacts(tx, contents)]);
      });
    },
    getAll(hashes) {
      return using(connection, async (database) => {
        const { store } = database.transaction('artifacts');
        const rows = await Promise.all([...new Set(hashes)].map((hash) => store.get(hash)));
        const found = rows.filter((row) => row !== undefined);
        return new Map(await Promise.all(found.map(async ({ hash, bytes }) => [hash, await unpacked(bytes)] as const)));
      });
    },
    putPreviews(previews) {
      return changingRuns(connection, 'relaxed', async (tx) => {
        const store = tx.objectStore('previews');
        await Promise.all(
          [...previews].map(async ([hash, preview]) => {
            if ((await store.getKey(hash)) === undefined) await store.put({ hash, sizeBytes: 0, preview });
          }),
        );
      });
    },
    previews(hashes) {
      return using(connection, async (database) => {
        const { store } = database.transaction('previews');
        const rows = await Promise.all([...new Set(hashes)].map((hash) => store.get(hash)));
        return new Map(rows.filter((row) => row !== undefined).map(({ hash, preview }) => [hash, preview]));
      });
    },
  };
}
