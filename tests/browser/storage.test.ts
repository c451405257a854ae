import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open';
import { openStores } from '../../src/storage/stores';
import { databaseName } from '../support/database';
import { artifact, hashOf, lines, newRun } from '../support/storedRuns';
import { describeStores } from '../support/storesContract';

describeStores('in IndexedDB', () => openStores({ name: databaseName() }));

test('two connections see one database, as the page and the engine worker do', async () => {
  const name = databaseName();
  const [one, two] = [await openStores({ name }), await openStores({ name })];
  const run = await one.runs.create(newRun('1'));
  await two.log.append(run.id, lines(0, 2));
  expect(await one.log.read(run.id)).toEqual(lines(0, 2));
  await expect(one.log.append(run.id, lines(0, 1))).rejects.toMatchObject({ code: 'run-driven-elsewhere' });
  one.close();
  two.close();
});

test('what was stored is there when the page comes back', async () => {
  const name = databaseName();
  const before = await openStores({ name });
  const run = await before.runs.create(newRun('1'), [artifact('a')]);
  await before.log.append(run.id, lines(0, 200));
  before.close();
  const after = await openStores({ name });
  expect(await after.runs.get('1')).toMatchObject({ id: '1', duration: 199e6 });
  expect(await after.log.read(run.id, 150)).toEqual(lines(150, 50));
  expect((await after.artifacts.getAll([hashOf('a')])).get(hashOf('a'))).toEqual(artifact('a').bytes);
  after.close();
});

test('an artifact of many megabytes comes back byte for byte', async () => {
  const stores = await openStores({ name: databaseName() });
  const run = await stores.runs.create(newRun('1'));
  const bytes = new Uint8Array(5_000_001).map((_, index) => index % 251);
  await stores.artifacts.putAll([{ ...artifact('a'), bytes }], run.id);
  const found = (await stores.artifacts.getAll([hashOf('a')])).get(hashOf('a'));
  expect(found?.byteLength).toBe(bytes.byteLength);
  expect(found?.every((byte, index) => byte === index % 251)).toBe(true);
  stores.close();
});

test('an artifact that is a view of a larger memory is stored without the rest', async () => {
  const name = databaseName();
  const stores = await openStores({ name });
  const run = await stores.runs.create(newRun('1'));
  const memory = new Uint8Array(1_000_000).fill(7);
  await stores.artifacts.putAll([{ ...artifact('a'), bytes: memory.subarray(10, 13) }], run.id);
  const connection = await openDatabase({ name });
  const row = await (await connection.use()).get('artifacts', hashOf('a'));
  expect(row?.bytes).toBeInstanceOf(Uint8Array);
  expect((row?.bytes as Uint8Array).buffer.byteLength).toBe(3);
  connection.close();
  stores.close();
});

test('of the snapshots only the newest version is kept', async () => {
  const stores = await openStores({ name: databaseName() });
  const snapshot = new Uint8Array(3_000_000).fill(9);
  await stores.snapshots.put('python 1', snapshot);
  const found = await stores.snapshots.get('python 1');
  expect(found?.length).toBe(3_000_000);
  expect(found?.every((byte) => byte === 9)).toBe(true);
  await stores.snapshots.put('python 2', snapshot.subarray(0, 5));
  expect(await stores.snapshots.get('python 1')).toBeNull();
  expect(await stores.snapshots.get('python 2')).toEqual(snapshot.slice(0, 5));
  stores.close();
});

test('a value that cannot be stored is a bug, and the commit around it leaves nothing', async () => {
  const stores = await openStores({ name: databaseName() });
  const run = await stores.runs.create(newRun('1'));
  const preview = (() => 'a function') as unknown as string;
  const commit = { run: run.id, events: lines(0, 1), artifacts: [{ ...artifact('a'), preview }], cards: [] };
  await expect(stores.log.commit(commit)).rejects.toMatchObject({ name: 'DataCloneError' });
  expect(await stores.log.read(run.id)).toEqual([]);
  expect((await stores.artifacts.getAll([hashOf('a')])).size).toBe(0);
  await stores.log.append(run.id, lines(0, 1));
  stores.close();
});
