import { beforeEach, describe, expect, test } from 'vitest';
import { draftKeeper } from '../../../src/storage/draftKeeper';
import type { DraftStore } from '../../../src/storage/drafts';
import { lastWords, storeLastWords } from '../../../src/storage/lastWords';
import { memoryDrafts } from '../../../src/storage/memoryPage';
import { draftOf } from '../../support/storedRuns';

/** As much of the browser's as is used. */
function mapStorage(): Storage {
  const rows = new Map<string, string>();
  return {
    get length() {
      return rows.size;
    },
    clear: () => {
      rows.clear();
    },
    key: (i) => [...rows.keys()][i] ?? null,
    getItem: (key) => rows.get(key) ?? null,
    setItem: (key, value) => void rows.set(key, value),
    removeItem: (key) => void rows.delete(key),
  };
}

const forbidden = (): Storage => {
  throw new DOMException('no', 'SecurityError');
};

describe('last words', () => {
  let storage: Storage;
  let drafts: DraftStore;
  const words = (at = 1000) =>
    lastWords(
      () => storage,
      () => at,
    );
  const source = async () => (await drafts.get('one'))?.scenario.source;

  beforeEach(() => {
    storage = mapStorage();
    drafts = memoryDrafts();
  });

  test('of a page whose saves all die with it are stored by the next one', async () => {
    const dying = {
      ...drafts,
      save: () => new Promise<never>(() => undefined),
      saveAtOnce: () => new Promise<never>(() => undefined),
    };
    const keeper = draftKeeper(dying, draftOf('one', ''), { onProblem: () => undefined, lastWords: words(Date.now()) });
    keeper.change(draftOf('one', 'last words'));
    keeper.flush();
    await storeLastWords(drafts, words());
    expect(await source()).toBe('last words');
    expect(words().all()).toEqual([]);
  });

  test('that were stored after all are forgotten', async () => {
    const keeper = draftKeeper(drafts, draftOf('one', ''), { onProblem: () => undefined, lastWords: words() });
    keeper.change(draftOf('one', 'typed'));
    keeper.flush();
    await expect.poll(source).toBe('typed');
    expect(words().all()).toEqual([]);
  });

  test('that are older than what is stored change nothing', async () => {
    await drafts.save(draftOf('one', 'newer'));
    words(0).keep(draftOf('one', 'older'));
    await storeLastWords(drafts, words());
    expect(await source()).toBe('newer');
  });

  test('are read past what is not ours or broken', () => {
    storage.setItem('faultline/draft/x', '{"id":');
    storage.setItem('faultline/draft/y', 'null');
    storage.setItem('faultline/draft/z', '{"id":"z","scenario":{}}');
    storage.setItem('other', '1');
    words().keep(draftOf('one', 'kept'));
    expect(words().all()).toMatchObject([{ id: 'one' }]);
  });

  test('are silent where the browser keeps nothing', () => {
    const none = lastWords(forbidden);
    none.keep(draftOf('one', 'x'));
    none.forget('one');
    expect(none.all()).toEqual([]);
  });
});
