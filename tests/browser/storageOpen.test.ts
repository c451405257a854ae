import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MIGRATIONS } from '../../src/storage/migrations';
import type { Migration } from '../../src/storage/migrations';
import { openDatabase } from '../../src/storage/open';
import type { LossReason } from '../../src/storage/open';
import { openStores } from '../../src/storage/stores';
import { databaseName } from '../support/database';
import { draftOf, lines, newRun } from '../support/storedRuns';

const next = (up: Migration['up']): Migration[] => [
  ...MIGRATIONS,
  { name: `${String(MIGRATIONS.length + 1)}: of a later day`, up },
];
const later = next(() => undefined);

describe('another tab with an older version', () => {
  test('that does not step aside blocks the upgrade, and the user is told', async () => {
    const name = databaseName();
    const old = await openDB(name, 1);
    const opening = openDatabase({ name, migrations: later, patienceMs: 50 });
    await expect(opening).rejects.toMatchObject({ code: 'storage-blocked' });
    old.close();
    const connection = await openDatabase({ name, migrations: later });
    connection.close();
  });

  test('that closes in time is waited for', async () => {
    const name = databaseName();
    const old = await openDB(name, 1);
    const opening = openDatabase({ name, migrations: later, patienceMs: 5000 });
    setTimeout(() => {
      old.close();
    }, 50);
    (await opening).close();
  });

  test('that is ours steps aside by itself, and is told to reload', async () => {
    const name = databaseName();
    const lost: LossReason[] = [];
    const old = await openDatabase({ name, onLost: (reason) => lost.push(reason) });
    const connection = await openDatabase({ name, migrations: later });
    expect(lost).toEqual(['upgrade']);
    await expect(old.use()).rejects.toMatchObject({ code: 'storage-blocked', message: /reload/i });
    connection.close();
  });
});

describe('a migration', () => {
  test('finds and keeps what an earlier version stored', async () => {
    const name = databaseName();
    const before = await openStores({ name });
    await before.drafts.save(draftOf('one', 'text'));
    before.close();
    const migrations = next(async (_, upgrade) => {
      const drafts = upgrade.objectStore('drafts');
      for (const draft of await drafts.getAll()) await drafts.put({ ...draft, origin: { kind: 'file', name: 'a.py' } });
    });
    const after = await openStores({ name, migrations });
    expect(await after.drafts.get('one')).toMatchObject({ scenario: { source: 'text' }, origin: { name: 'a.py' } });
    after.close();
  });

  test('that fails changes nothing: the version before still opens', async () => {
    const name = databaseName();
    const before = await openStores({ name });
    await before.drafts.save(draftOf('one', 'text'));
    before.close();
    const migrations = next(async (_, upgrade) => {
      await upgrade.objectStore('drafts').clear();
      throw new RangeError('in the middle');
    });
    await expect(openDatabase({ name, migrations })).rejects.toThrow('in the middle');
    const after = await openStores({ name });
    expect(await after.drafts.get('one')).toMatchObject({ scenario: { source: 'text' } });
    after.close();
  });

  test('also comes after a first visit that died before its own', async () => {
    const name = databaseName();
    (await openDB(name, 1)).close();
    await deleteDB(name);
    const request = indexedDB.open(name, 1);
    await new Promise<void>((resolve) => {
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onerror = () => {
        resolve();
      };
    });
    const stores = await openStores({ name });
    expect((await stores.runs.create(newRun('1'))).number).toBe(1);
    stores.close();
  });
});

describe('a database that goes away under an open page', () => {
  test('costs the data and nothing else', async () => {
    const name = databaseName();
    const lost: LossReason[] = [];
    const stores = await openStores({ name, onLost: (reason) => lost.push(reason) });
    const run = await stores.runs.create(newRun('1'));
    await stores.log.append(run.id, lines(0, 2));
    await deleteDB(name);
    expect(lost).toEqual(['upgrade']);
    await expect(stores.log.append(run.id, lines(2, 1))).rejects.toMatchObject({ code: 'run-not-found' });
    expect(await stores.runs.list()).toEqual([]);
    expect((await stores.runs.create(newRun('1'))).number).toBe(1);
    stores.close();
  });

  test('amid a commit leaves it whole or absent', async () => {
    const name = databaseName();
    const stores = await openStores({ name });
    const run = await stores.runs.create(newRun('1'));
    const commit = stores.log.append(run.id, lines(0, 500)).then(
      () => 'stored',
      () => 'refused',
    );
    const gone = deleteDB(name);
    expect(['stored', 'refused']).toContain(await commit);
    await gone;
    expect(await stores.log.read(run.id)).toEqual([]);
    stores.close();
  });

  test('because the browser closed it is opened again', async () => {
    const name = databaseName();
    const lost: LossReason[] = [];
    const connection = await openDatabase({ name, onLost: (reason) => lost.push(reason) });
    const database = await connection.use();
    database.close();
    // What the browser says when site data is cleared: it cannot be brought about for one database of a page.
    database.dispatchEvent(new Event('close'));
    expect(lost).toEqual(['terminated']);
    expect((await connection.use()).objectStoreNames).toContain('runs');
    connection.close();
  });
});

describe('where IndexedDB is refused', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const throwing = {
    open: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  };
  const failing = {
    // Firefox answers so in some private windows.
    open: () => {
      const request = new EventTarget();
      queueMicrotask(() => request.dispatchEvent(new Event('error')));
      return Object.setPrototypeOf(
        Object.assign(request, { error: new DOMException('private', 'InvalidStateError') }),
        IDBOpenDBRequest.prototype,
      ) as IDBOpenDBRequest;
    },
  };

  test.each([
    ['there is none', undefined],
    ['opening throws', throwing],
    ['opening fails', failing],
  ])('(%s) all works from memory, and the user is told', async (_, factory) => {
    vi.stubGlobal('indexedDB', factory);
    const stores = await openStores();
    expect(stores.notice).toMatchObject({ code: 'storage-unavailable' });
    const run = await stores.runs.create(newRun('1'));
    await stores.log.append(run.id, lines(0, 2));
    expect(await stores.log.read(run.id)).toEqual(lines(0, 2));
    await expect(openDatabase()).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});
