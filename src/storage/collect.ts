import type { ContentHash, RunId } from '../model/ids';
import { chunks, latestKey } from './keys';
import type { RunTransaction } from './schema';

/**
 * Deletes a run with its log, and what was used by it alone. Uses are counted when they are asked for, through the
 * `uses` indexes, so that no count can go wrong.
 */
export async function deleteRun(tx: RunTransaction, run: RunId): Promise<void> {
  const [row, found] = await Promise.all([
    tx.objectStore('runs').get(run),
    tx.objectStore('events').getAll(chunks(run)),
  ]);
  if (!row) return;
  const used = new Set([...row.uses, ...found.flatMap(({ uses }) => uses)]);
  await Promise.all([
    tx.objectStore('runs').delete(run),
    tx.objectStore('tails').delete(run),
    tx.objectStore('events').delete(chunks(run)),
    forgetLatest(tx, run, latestKey(row.flowName)),
  ]);
  await Promise.all([...used].map((hash) => collect(tx, hash)));
}

async function collect(tx: RunTransaction, hash: ContentHash): Promise<void> {
  const [inEvents, inRuns] = await Promise.all([
    tx.objectStore('events').index('uses').getKey(hash),
    tx.objectStore('runs').index('uses').getKey(hash),
  ]);
  if (inEvents !== undefined || inRuns !== undefined) return;
  await Promise.all((['artifacts', 'previews', 'cards'] as const).map((name) => tx.objectStore(name).delete(hash)));
}

async function forgetLatest(tx: RunTransaction, run: RunId, key: string): Promise<void> {
  const latest = await tx.objectStore('settings').get(key);
  if (latest?.value === run) await tx.objectStore('settings').delete(key);
}
