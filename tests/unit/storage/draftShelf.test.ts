import { beforeEach, describe, expect, test } from 'vitest';
import { draftShelf } from '../../../src/storage/draftShelf';
import type { DraftStore } from '../../../src/storage/drafts';
import { withSmallFiles } from '../../../src/storage/drafts';
import { memoryDrafts } from '../../../src/storage/memoryPage';
import { draftOf } from '../../support/storedRuns';

const typed = (source: string) => ({ scenario: draftOf('', source).scenario, pace: 2 });

describe('drafts on a shelf', () => {
  let store: DraftStore;
  const problems: unknown[] = [];
  const shelf = () => draftShelf(store, draftOf('one', ''), { delayMs: 5, onProblem: (error) => problems.push(error) });

  beforeEach(() => {
    let clock = 0;
    store = memoryDrafts(() => (clock += 1));
    problems.length = 0;
  });

  test('are each written with what was typed in it, also in the last moment before another is opened', async () => {
    const { change, turnTo, list } = shelf();
    change(typed('last words of one'));
    turnTo(draftOf('two', 'second'));
    change(typed('typed in two'));
    const [current, other] = await list();
    expect([current?.id, current?.scenario.source]).toEqual(['two', 'typed in two']);
    expect([other?.id, other?.scenario.source]).toEqual(['one', 'last words of one']);
    expect((await store.get('one'))?.scenario.source).toBe('last words of one');
  });

  test('count as opened when they are: the last one is there after a reload', async () => {
    const desk = shelf();
    desk.change(typed('first'));
    desk.turnTo(draftOf('two', 'only looked at'));
    await expect.poll(async () => (await store.latest())?.id).toBe('two');
  });

  test('that were never changed are not written when they are left', async () => {
    const { turnTo, list } = shelf();
    turnTo(draftOf('two', ''));
    await list();
    expect(await store.get('one')).toBeNull();
  });

  test('that could not be stored stay at hand, and are stored when there is room', async () => {
    const { save } = store;
    const full = { ...store, save: () => Promise.reject(new RangeError('full')) };
    store = full;
    const desk = shelf();
    desk.change(typed('nowhere else'));
    desk.turnTo(draftOf('two', ''));
    const kept = (await desk.list()).find(({ id }) => id === 'one');
    expect(kept?.scenario.source).toBe('nowhere else');
    expect(problems).not.toEqual([]);

    full.save = save as never;
    if (kept) desk.turnTo(kept);
    expect(desk.draft.scenario.source).toBe('nowhere else');
    await expect.poll(async () => (await store.get('one'))?.scenario.source).toBe('nowhere else');
  });

  test('that are deleted do not come back with the words that were last typed in them', async () => {
    const desk = shelf();
    desk.change(typed('unwanted'));
    desk.turnTo(draftOf('two', ''));
    await desk.delete('one');
    expect((await desk.list()).map(({ id }) => id)).toEqual(['two']);
  });

  test('are all flushed when the page closes', async () => {
    const desk = shelf();
    desk.change(typed('one'));
    desk.turnTo(draftOf('two', 'two'));
    desk.flush();
    expect((await store.get('two'))?.scenario.source).toBe('two');
    expect((await store.get('one'))?.scenario.source).toBe('one');
  });
});

test('earlier states keep small files, and of large ones only the text', () => {
  const draft = draftOf('one', 'text');
  const withFile = (length: number) => ({
    ...draft,
    scenario: { ...draft.scenario, files: { a: 'A'.repeat(length) } },
  });
  expect(withSmallFiles(withFile(1_000_000))).toEqual(withFile(1_000_000));
  expect(withSmallFiles(withFile(1_000_004)).scenario.files).toEqual({});
});
