import { beforeEach, describe, expect, test } from 'vitest';
import { draftKeeper } from '../../../src/storage/draftKeeper';
import type { DraftStore } from '../../../src/storage/drafts';
import { memoryDrafts } from '../../../src/storage/memoryPage';
import { draftOf } from '../../support/storedRuns';

const typed = (source: string) => draftOf('one', source);

describe('a draft that is edited', () => {
  let store: DraftStore;
  const problems: unknown[] = [];
  const keeper = () => draftKeeper(store, typed(''), { delayMs: 5, onProblem: (error) => problems.push(error) });
  const source = async () => (await store.get('one'))?.scenario.source;

  beforeEach(() => {
    store = memoryDrafts();
    problems.length = 0;
  });

  test('is written when the edits pause, and only as it is then', async () => {
    const { change } = keeper();
    ['c', 'cl', 'class'].forEach((text) => {
      change(typed(text));
    });
    expect(await source()).toBeUndefined();
    await expect.poll(source).toBe('class');
    expect(await store.get('one')).toMatchObject({ revision: 1 });
  });

  test('is written on from its own revision, so that no second writer is suspected', async () => {
    const { change } = keeper();
    change(typed('class A'));
    await expect.poll(source).toBe('class A');
    change(typed('class AB'));
    await expect.poll(source).toBe('class AB');
    expect(await store.get('one')).toMatchObject({ revision: 2 });
    expect(await store.history('one')).toHaveLength(1);
  });

  test('is written at once when the page closes, and then not again', async () => {
    const { change, flush } = keeper();
    change(typed('last words'));
    flush();
    flush();
    expect(await store.get('one')).toMatchObject({ revision: 1, scenario: { source: 'last words' } });
  });

  test('is written when the page closes on a save that is under way, since that one dies with the page', async () => {
    let isSaving = false;
    const save = () => {
      isSaving = true;
      return new Promise<never>(() => undefined);
    };
    store = { ...store, save };
    const { change, flush } = keeper();
    change(typed('last words'));
    await expect.poll(() => isSaving).toBe(true);
    flush();
    await expect.poll(source).toBe('last words');
  });

  test('that could not be written is told, and written with the next edit', async () => {
    let isFull = true;
    const { save } = store;
    store = { ...store, save: (draft) => (isFull ? Promise.reject(new RangeError('full')) : save(draft)) };
    const { change } = keeper();
    change(typed('one'));
    await expect.poll(() => problems).toEqual([new RangeError('full')]);
    isFull = false;
    change(typed('two'));
    await expect.poll(source).toBe('two');
  });
});
