import { assert } from '../model/assert';
import type { RunEvent } from '../model/events';
import { instantOf } from '../model/time';
import type { EventLog, RunCommit } from '../runtime/ports';
import { putArtifacts, putCards, usesOf } from './contents';
import { drivenElsewhere, runNotFound } from './errors';
import { chunks } from './keys';
import type { Connection } from './open';
import type { LogTail, RunTransaction } from './schema';
import { changingRuns, using } from './transact';

/** Event logs in the database: a record for each chunk that was released at once. */
export function eventLog(connection: Connection): EventLog {
  const log: EventLog = {
    commit(commit) {
      return changingRuns(connection, commit.end ? 'strict' : 'relaxed', (tx) => store(tx, commit));
    },
    append(run, events) {
      return log.commit({ run, events, artifacts: [], cards: [] });
    },
    read(run, fromSeq = 0) {
      return using(connection, async (database) => {
        const first = await database.transaction('events').store.openKeyCursor(chunks(run, 0, fromSeq), 'prev');
        const found = await database.getAll('events', chunks(run, first?.key[1] ?? 0));
        return found.flatMap(({ events }) => events).filter(({ seq }) => seq >= fromSeq);
      });
    },
  };
  return log;
}

async function store(tx: RunTransaction, commit: RunCommit): Promise<void> {
  const { artifacts, cards } = commit;
  // Asked for all at once: a request that waited for the answer to another would double what an event costs.
  await Promise.all([
    checkGoesOn(tx, commit),
    putArtifacts(tx, artifacts),
    putCards(tx, cards),
    append(tx, commit),
    end(tx, commit),
  ]);
}

/** Fails, and undoes the rest of the transaction with it, when the log does not end where `commit` goes on. */
async function checkGoesOn(tx: RunTransaction, { run, events }: RunCommit): Promise<void> {
  const tail = await tx.objectStore('tails').get(run);
  if (!tail) throw runNotFound(run);
  const [first] = events;
  if (first) checkFollows(tail, first);
}

async function append(tx: RunTransaction, commit: RunCommit): Promise<void> {
  const { run, events } = commit;
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return;
  await Promise.all([
    // Added, never put: whatever the tail says, nothing that was believed is written over.
    tx.objectStore('events').add({ run, firstSeq: first.seq, events, uses: usesOf(commit) }),
    tx.objectStore('tails').put({ run, length: last.seq + 1, duration: instantOf(last.at) }),
  ]);
}

async function end(tx: RunTransaction, { run, end }: RunCommit): Promise<void> {
  if (!end) return;
  const row = await tx.objectStore('runs').get(run);
  if (!row) throw runNotFound(run);
  await tx.objectStore('runs').put({ ...row, ...end });
}

/** A log that is longer than its driver knows has another driver. */
export function checkFollows({ run, length }: Pick<LogTail, 'run' | 'length'>, first: RunEvent): void {
  if (first.seq < length) throw drivenElsewhere(run);
  assert(
    first.seq === length,
    `the log of run ${run} has ${String(length)} events and cannot go on at ${String(first.seq)}`,
  );
}
