import { beforeEach, describe, expect, test } from 'vitest';
import { asRunId } from '../../../src/model/ids';
import type { EngineNews, StoredRun } from '../../../src/protocol/engine';
import { RunWatcher } from '../../../src/runtime/live/runWatcher';
import type { TabNews } from '../../../src/runtime/live/tabs';
import { memoryRunStores } from '../../../src/storage/memory';
import { lines, newRun } from '../../support/storedRuns';

describe('a run that another tab drives', () => {
  let stores: ReturnType<typeof memoryRunStores>;
  let run: StoredRun;
  let told: EngineNews[];
  let say: (news: TabNews) => void;
  const driver = () => new AbortController();

  const watch = (length = 0) => {
    const tabs = {
      say: () => undefined,
      listen: (hear: (news: TabNews) => void) => {
        say = hear;
        return () => (say = () => undefined);
      },
    };
    const watcher = new RunWatcher({ run, length, stores, tabs, tell: (news) => told.push(news) });
    return { watcher, over: watcher.watch() };
  };
  const kinds = () => told.map(({ kind }) => kind);

  beforeEach(async () => {
    stores = memoryRunStores();
    run = await stores.runs.create(newRun('1'));
    told = [];
  });

  test('is told event by event, and taken for abandoned when its driver goes', async () => {
    const driving = driver();
    await stores.locks.hold(run.id, driving.signal);
    await stores.log.append(run.id, lines(0, 2));
    const { over } = watch(1);
    await expect.poll(kinds).toEqual(['run-watched', 'events']);
    await stores.log.append(run.id, lines(2, 1));
    say({ kind: 'appended', runId: asRunId('another') });
    say({ kind: 'appended', runId: run.id });
    await expect
      .poll(() => told.flatMap((news) => (news.kind === 'events' ? news.events.map(({ seq }) => seq) : [])))
      .toEqual([1, 2]);
    driving.abort();
    await over;
    expect(kinds().slice(-2)).toEqual(['run-closed', 'run-abandoned']);
  });

  test('that ends is closed, and not abandoned', async () => {
    const driving = driver();
    await stores.locks.hold(run.id, driving.signal);
    const { over } = watch();
    await stores.runs.update(run.id, { outcome: 'succeeded' });
    driving.abort();
    await over;
    expect(told.at(-1)).toMatchObject({ kind: 'run-closed', run: { outcome: 'succeeded' } });
  });

  test('is left alone when one looks elsewhere', async () => {
    await stores.locks.hold(run.id, driver().signal);
    const { watcher, over } = watch();
    watcher.stop();
    await over;
    expect(kinds()).toEqual(['run-watched']);
  });
});
