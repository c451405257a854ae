import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asRunId } from '../../src/model/ids';
import type { RunId } from '../../src/model/ids';
import { heartbeatLocks } from '../../src/storage/heartbeat';
import { openDatabase } from '../../src/storage/open';
import { openStores } from '../../src/storage/stores';
import { databaseName } from '../support/database';
import { lines, newRun } from '../support/storedRuns';
import { describeStores } from '../support/storesContract';

/** Starts a driver, and kills it when it has stored `count` events. Gives what it was told last. */
async function killedDriver(name: string, run: RunId, count: number): Promise<number> {
  const worker = new Worker(new URL('../support/appender.ts', import.meta.url), { type: 'module' });
  let stored = 0;
  await new Promise<void>((resolve, reject) => {
    worker.addEventListener('error', (error) => {
      reject(error);
    });
    worker.addEventListener('message', (message: MessageEvent<number>) => {
      stored = message.data;
      if (stored >= count) resolve();
    });
    worker.postMessage({ name, run });
  });
  worker.terminate();
  return stored;
}

test('a driver that is killed amid its commits loses nothing that it was told is stored', async () => {
  const name = databaseName();
  const stores = await openStores({ name });
  const { id } = await stores.runs.create(newRun(crypto.randomUUID()));
  const told = await killedDriver(name, id, 50);
  await expect.poll(() => stores.locks.isDriven(id)).toBe(false);
  const log = await stores.log.read(id);
  expect(log.length).toBeGreaterThanOrEqual(told);
  expect(log).toEqual(lines(0, log.length));
  expect(log.length % 5).toBe(0);

  await stores.locks.hold(id, new AbortController().signal);
  await stores.log.append(id, lines(log.length, 1));
  stores.close();
});

describe('without Web Locks, as on plain http', () => {
  beforeEach(() => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  });
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks');
  });

  describeStores('in IndexedDB', () => openStores({ name: databaseName() }));

  /** Long beside a beat: a busy machine beats late. */
  const deadMs = 2_000;

  test(
    'a driver that fell silent is waited out and taken for dead, and cannot come back',
    { timeout: 60_000 },
    async () => {
      const run = asRunId('1');
      const name = databaseName();
      const [one, two] = [await openDatabase({ name }), await openDatabase({ name })];
      // The first beats too seldom to be believed.
      const slow = heartbeatLocks(one, { beatMs: 100_000, deadMs });
      const quick = heartbeatLocks(two, { beatMs: 50, deadMs });
      const [first, second] = [new AbortController(), new AbortController()];
      await slow.hold(run, first.signal);
      const before = Date.now();
      await quick.hold(run, second.signal);
      expect(Date.now() - before).toBeGreaterThan(deadMs / 2);
      first.abort();
      // Longer than a silence that would be taken for death: the beats of the second keep it.
      await new Promise((resolve) => setTimeout(resolve, 1.5 * deadMs));
      const third = heartbeatLocks(one, { beatMs: 50, deadMs });
      expect(await third.isDriven(run)).toBe(true);
      await expect(third.hold(run, new AbortController().signal)).rejects.toMatchObject({
        code: 'run-driven-elsewhere',
      });
      second.abort();
      await expect.poll(() => third.isDriven(run)).toBe(false);
      one.close();
      two.close();
    },
  );
});
