import { asRunId } from '../model/ids';
import { ZERO } from '../model/time';
import type { StoredRun } from '../protocol/engine';
import type { NewRun, RunIndex, RunLocks } from '../runtime/ports';
import { deleteRun } from './collect';
import { putArtifacts, usesOfSetup } from './contents';
import { drivenElsewhere, runNotFound } from './errors';
import { asNumber, freeId, latestKey, namesakes, RUN_COUNT } from './keys';
import type { Connection } from './open';
import type { LogTail, RunRow, RunTransaction } from './schema';
import { changingRuns, using } from './transact';

/** The runs in the database. */
export function runIndex(connection: Connection, locks: RunLocks): RunIndex {
  return {
    create(run, parameters = []) {
      return changingRuns(connection, 'strict', async (tx) => {
        const [stored] = await Promise.all([create(tx, run), putArtifacts(tx, parameters)]);
        return stored;
      });
    },
    update(id, changes) {
      return changingRuns(connection, 'strict', async (tx) => {
        const [row, tail] = await Promise.all([tx.objectStore('runs').get(id), tx.objectStore('tails').get(id)]);
        if (!row) throw runNotFound(id);
        await tx.objectStore('runs').put({ ...row, ...changes });
        return storedRun({ ...row, ...changes }, tail);
      });
    },
    get(name) {
      return using(connection, async (database) => {
        const tx = database.transaction(['runs', 'tails']);
        const row = (await tx.objectStore('runs').get(name)) ?? (await byNumber(tx.objectStore('runs'), name));
        return row ? storedRun(row, await tx.objectStore('tails').get(row.id)) : null;
      });
    },
    list() {
      return using(connection, async (database) => {
        const tx = database.transaction(['runs', 'tails']);
        const [rows, tails] = await Promise.all([
          tx.objectStore('runs').index('number').getAll(),
          tx.objectStore('tails').getAll(),
        ]);
        const tailOf = new Map(tails.map((tail) => [tail.run, tail]));
        return rows.map((row) => storedRun(row, tailOf.get(row.id))).reverse();
      });
    },
    latest(flowName) {
      return using(connection, async (database) => {
        const row = await database.get('settings', latestKey(flowName));
        return typeof row?.value === 'string' ? asRunId(row.value) : null;
      });
    },
    setLatest(flowName, run) {
      return using(connection, async (database) => {
        await database.put('settings', { key: latestKey(flowName), value: run });
      });
    },
    async delete(run) {
      if (await locks.isDriven(run)) throw drivenElsewhere(run);
      await changingRuns(connection, 'strict', (tx) => deleteRun(tx, run));
    },
  };
}

async function create(tx: RunTransaction, run: NewRun): Promise<StoredRun> {
  const [taken, count] = await Promise.all([
    tx.objectStore('runs').getAllKeys(namesakes(run.id)),
    tx.objectStore('settings').get(RUN_COUNT),
  ]);
  const number = typeof count?.value === 'number' ? count.value + 1 : 1;
  const row: RunRow = { ...run, id: freeId(run.id, new Set(taken)), number, uses: usesOfSetup(run.setup) };
  const tail: LogTail = { run: row.id, length: 0, duration: ZERO };
  await Promise.all([
    tx.objectStore('runs').add(row),
    tx.objectStore('tails').add(tail),
    tx.objectStore('settings').put({ key: RUN_COUNT, value: number }),
  ]);
  return storedRun(row, tail);
}

async function byNumber(
  runs: { index(name: 'number'): { get(number: number): Promise<RunRow | undefined> } },
  name: string,
): Promise<RunRow | undefined> {
  const number = asNumber(name);
  return number === null ? undefined : runs.index('number').get(number);
}

function storedRun({ uses: _, ...run }: RunRow, tail: LogTail | undefined): StoredRun {
  return { ...run, duration: tail?.duration ?? ZERO };
}
