/** What every set of stores promises, in the database and in memory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asRunId } from '../../src/model/ids';
import type { NewRun } from '../../src/runtime/ports';
import type { Stores } from '../../src/storage/stores';
import { artifact, draftOf, hashOf, lines, newRun, succeeded } from './storedRuns';

export function describeStores(name: string, open: () => Promise<Stores>): void {
  describe(name, () => {
    let stores: Stores;
    const create = async (run: NewRun) => (await stores.runs.create(run)).id;

    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => {
      stores.close();
    });

    describe('the log', () => {
      test('gives back what was appended, in order', async () => {
        const run = await create(newRun('1'));
        await stores.log.append(run, lines(0, 3));
        await stores.log.append(run, lines(3, 1));
        await stores.log.append(run, lines(4, 10));
        expect(await stores.log.read(run)).toEqual(lines(0, 14));
      });

      test.each([0, 1, 2, 3, 4, 5, 6])('reads from seq %i on, within a chunk or at its start', async (fromSeq) => {
        const run = await create(newRun('1'));
        await stores.log.append(run, lines(0, 2));
        await stores.log.append(run, lines(2, 3));
        expect(await stores.log.read(run, fromSeq)).toEqual(lines(0, 5).slice(fromSeq));
      });

      test('keeps runs apart', async () => {
        const [one, two] = [await create(newRun('1')), await create(newRun('10'))];
        await stores.log.append(one, lines(0, 1));
        await stores.log.append(two, lines(0, 4));
        expect(await stores.log.read(one)).toHaveLength(1);
        expect(await stores.log.read(two)).toHaveLength(4);
      });

      test('is empty for a run that is not stored', async () => {
        expect(await stores.log.read(asRunId('9'))).toEqual([]);
      });

      test.each([
        ['the same events', lines(0, 2)],
        ['events from the middle', lines(1, 3)],
      ])('refuses %s a second time: another tab drives the run', async (_, events) => {
        const run = await create(newRun('1'));
        await stores.log.append(run, lines(0, 2));
        await expect(stores.log.append(run, events)).rejects.toMatchObject({ code: 'run-driven-elsewhere' });
        expect(await stores.log.read(run)).toEqual(lines(0, 2));
      });

      test('never has a gap: an event too far on is a bug', async () => {
        const run = await create(newRun('1'));
        await expect(stores.log.append(run, lines(1, 1))).rejects.toThrow('cannot go on at 1');
      });

      test('of two drivers that append at once, one is told', async () => {
        const run = await create(newRun('1'));
        const both = await Promise.allSettled([
          stores.log.append(run, lines(0, 1)),
          stores.log.append(run, lines(0, 2)),
        ]);
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      });

      test('refuses a run that was deleted', async () => {
        await expect(stores.log.append(asRunId('9'), lines(0, 1))).rejects.toMatchObject({ code: 'run-not-found' });
      });
    });

    describe('a commit', () => {
      test('stores events, artifacts, cards and how the run ended together', async () => {
        const run = await create(newRun('1'));
        await stores.log.commit({
          run,
          events: [succeeded(0, ['a'], ['c']), ...lines(1, 4)],
          artifacts: [artifact('a')],
          cards: [{ hash: hashOf('c'), html: '<p>card</p>' }],
          end: { outcome: 'succeeded', digest: 'abc', irreproducible: null },
        });
        expect(await stores.runs.get('1')).toMatchObject({ outcome: 'succeeded', digest: 'abc', duration: 4e6 });
        expect(await stores.cards.get(hashOf('c'))).toBe('<p>card</p>');
        expect([...(await stores.artifacts.getAll([hashOf('a')]))]).toEqual([[hashOf('a'), artifact('a').bytes]]);
      });

      test('that is refused leaves nothing', async () => {
        const run = await create(newRun('1'));
        await stores.log.append(run, lines(0, 2));
        const late = stores.log.commit({
          run,
          events: [succeeded(1, ['a'], ['c'])],
          artifacts: [artifact('a')],
          cards: [{ hash: hashOf('c'), html: '' }],
          end: { outcome: 'succeeded', digest: 'abc', irreproducible: null },
        });
        await expect(late).rejects.toMatchObject({ code: 'run-driven-elsewhere' });
        expect(await stores.runs.get('1')).toMatchObject({ outcome: null, duration: 1e6 });
        expect((await stores.artifacts.previews([hashOf('a')])).size).toBe(0);
        expect(await stores.cards.get(hashOf('c'))).toBeNull();
      });

      test('may hold no event', async () => {
        const run = await create(newRun('1'));
        await stores.log.append(run, lines(0, 3));
        const end = { outcome: 'cancelled', digest: null, irreproducible: 'stopped' } as const;
        await stores.log.commit({ run, events: [], artifacts: [], cards: [], end });
        expect(await stores.runs.get('1')).toMatchObject({ outcome: 'cancelled', duration: 2e6 });
      });
    });

    describe('runs', () => {
      test('are numbered for people, and found by number or id', async () => {
        const first = await stores.runs.create(newRun('1111222233334444'));
        const second = await stores.runs.create(newRun('5555666677778888'));
        expect([first.number, second.number]).toEqual([1, 2]);
        expect(await stores.runs.get('2')).toEqual(second);
        expect(await stores.runs.get('1111222233334444')).toEqual(first);
        expect(await stores.runs.get('3')).toBeNull();
      });

      test('come newest first, each with its duration', async () => {
        const first = await create(newRun('1'));
        await create(newRun('2'));
        await stores.log.append(first, lines(0, 3));
        const list = await stores.runs.list();
        expect(list.map(({ id, number, duration }) => [id, number, duration])).toEqual([
          ['2', 2, 0],
          ['1', 1, 2e6],
        ]);
      });

      test('with one id are kept beside each other', async () => {
        await create(newRun('7'));
        expect(await create(newRun('7'))).toBe('7~2');
        expect(await create(newRun('7'))).toBe('7~3');
        expect((await stores.runs.get('7~2'))?.setup.runId).toBe('7');
      });

      test('made at once get different ids and numbers', async () => {
        const runs = await Promise.all([1, 2, 3, 4].map(() => stores.runs.create(newRun('7'))));
        expect(runs.map(({ id }) => id).sort()).toEqual(['7', '7~2', '7~3', '7~4']);
        expect(runs.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
      });

      test('change in part', async () => {
        const run = await create(newRun('1'));
        const changed = await stores.runs.update(run, { irreproducible: 'a person pressed Stop' });
        expect(changed).toMatchObject({ irreproducible: 'a person pressed Stop', flowName: 'TestFlow', number: 1 });
        expect(await stores.runs.get('1')).toEqual(changed);
      });

      test('that are not there cannot change', async () => {
        await expect(stores.runs.update(asRunId('9'), {})).rejects.toMatchObject({ code: 'run-not-found' });
      });

      test('remember the latest of a flow, and forget it when it is deleted', async () => {
        const run = await create(newRun('1'));
        await stores.runs.setLatest('TestFlow', run);
        expect(await stores.runs.latest('TestFlow')).toBe('1');
        expect(await stores.runs.latest('OtherFlow')).toBeNull();
        await stores.runs.delete(run);
        expect(await stores.runs.latest('TestFlow')).toBeNull();
      });

      test('that are deleted take their log and number with them', async () => {
        const run = await create(newRun('1'));
        await stores.log.append(run, lines(0, 3));
        await stores.runs.delete(run);
        expect(await stores.runs.list()).toEqual([]);
        expect(await stores.log.read(run)).toEqual([]);
        await expect(stores.log.append(run, lines(3, 1))).rejects.toMatchObject({ code: 'run-not-found' });
        expect((await stores.runs.create(newRun('2'))).number).toBe(2);
      });

      test('that are driven cannot be deleted', async () => {
        const run = await create(newRun('1'));
        const driver = new AbortController();
        await stores.locks.hold(run, driver.signal);
        await expect(stores.runs.delete(run)).rejects.toMatchObject({ code: 'run-driven-elsewhere' });
        driver.abort();
      });
    });

    describe('artifacts', () => {
      test('come back by hash, and only those that are stored', async () => {
        const run = await create(newRun('1'));
        await stores.artifacts.putAll([artifact('a'), artifact('b', 0)], run);
        const found = await stores.artifacts.getAll([hashOf('a'), hashOf('x'), hashOf('b'), hashOf('a')]);
        expect([...found]).toEqual([
          [hashOf('a'), artifact('a').bytes],
          [hashOf('b'), new Uint8Array()],
        ]);
        expect([...(await stores.artifacts.previews([hashOf('a'), hashOf('x')]))]).toEqual([
          [hashOf('a'), 'preview of a'],
        ]);
      });

      test('may be put again', async () => {
        const run = await create(newRun('1'));
        await stores.artifacts.putAll([artifact('a')], run);
        await stores.artifacts.putAll([artifact('a'), artifact('a')], run);
        expect((await stores.artifacts.getAll([hashOf('a')])).size).toBe(1);
      });

      test('of a deleted run go with it, but for those that another run uses', async () => {
        const contents = ['p', 'a', 'b', 'c'].map((letter) => artifact(letter));
        const parameters = contents.slice(0, 1);
        const one = (await stores.runs.create(newRun('1', { parameter: 'p' }), parameters)).id;
        const two = (await stores.runs.create(newRun('2', { parameter: 'p' }), parameters)).id;
        const cards = [{ hash: hashOf('d'), html: '' }];
        await stores.log.commit({ run: one, events: [succeeded(0, ['a', 'b'], ['d'])], artifacts: contents, cards });
        await stores.log.commit({
          run: two,
          events: [succeeded(0, ['b', 'c'])],
          artifacts: contents.slice(2),
          cards: [],
        });
        const left = async () => [...(await stores.artifacts.previews(contents.map(({ hash }) => hash))).values()];

        await stores.runs.delete(one);
        expect(await left()).toEqual(['preview of p', 'preview of b', 'preview of c']);
        expect(await stores.cards.get(hashOf('d'))).toBeNull();
        await stores.runs.delete(two);
        expect(await left()).toEqual([]);
      });
    });

    describe('what two runs share', () => {
      const shared = { artifacts: [artifact('a')], cards: [{ hash: hashOf('c'), html: 'card' }] };
      const isKept = async () => [
        (await stores.artifacts.previews([hashOf('a')])).size === 1,
        (await stores.cards.get(hashOf('c'))) !== null,
      ];

      test('stays for the one that only refers to it', async () => {
        const [maker, user] = [await create(newRun('1')), await create(newRun('2'))];
        await stores.log.commit({ run: maker, events: [succeeded(0, ['a'], ['c'])], ...shared });
        await stores.log.append(user, [succeeded(0, ['a'], ['c'])]);
        await stores.runs.delete(maker);
        expect(await isKept()).toEqual([true, true]);
        await stores.runs.delete(user);
        expect(await isKept()).toEqual([false, false]);
      });

      test('goes with the last, also what no event refers to', async () => {
        const [one, two] = [await create(newRun('1')), await create(newRun('2'))];
        await stores.artifacts.putAll(shared.artifacts, one);
        await stores.log.commit({ run: two, events: lines(0, 1), ...shared });
        await stores.runs.delete(two);
        expect(await isKept()).toEqual([true, false]);
        await stores.runs.delete(one);
        expect(await isKept()).toEqual([false, false]);
      });
    });

    describe('locks', () => {
      test('let one drive a run, until it gives it back', async () => {
        const run = await create(newRun('1'));
        const driver = new AbortController();
        expect(await stores.locks.isDriven(run)).toBe(false);
        await stores.locks.hold(run, driver.signal);
        expect(await stores.locks.isDriven(run)).toBe(true);
        const second = stores.locks.hold(run, new AbortController().signal);
        await expect(second).rejects.toMatchObject({ code: 'run-driven-elsewhere' });
        driver.abort();
        await expect.poll(() => stores.locks.isDriven(run)).toBe(false);
      });

      test('tell those who wait when the run is free', async () => {
        const run = await create(newRun('1'));
        const driver = new AbortController();
        await stores.locks.free(run, new AbortController().signal);
        await stores.locks.hold(run, driver.signal);
        let isFree = false;
        const waiting = [1, 2].map(() =>
          stores.locks.free(run, new AbortController().signal).then(() => (isFree = true)),
        );
        const left = new AbortController();
        const leaving = stores.locks.free(run, left.signal);
        left.abort();
        await expect(leaving).rejects.toMatchObject({ name: 'AbortError' });
        expect(isFree).toBe(false);
        driver.abort();
        await Promise.all(waiting);
      });

      test('are not taken for somebody who has left', async () => {
        const run = await create(newRun('1'));
        await expect(stores.locks.hold(run, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
        expect(await stores.locks.isDriven(run)).toBe(false);
      });
    });

    describe('drafts', () => {
      test('come back as they were saved, the last one first', async () => {
        expect(await stores.drafts.latest()).toBeNull();
        const one = await stores.drafts.save(draftOf('one', 'a'));
        const two = await stores.drafts.save(draftOf('two', 'b'));
        expect([one.revision, two.revision]).toEqual([1, 1]);
        const again = await stores.drafts.save({ ...one, scenario: two.scenario });
        expect(again).toMatchObject({ revision: 2, scenario: { source: 'b' } });
        expect(await stores.drafts.get('one')).toEqual(again);
        expect(await stores.drafts.list()).toHaveLength(2);
      });

      test('of two tabs overwrite each other, and the other text stays in the history', async () => {
        const seen = await stores.drafts.save(draftOf('one', 'as both tabs saw it'));
        await stores.drafts.save({ ...seen, scenario: { ...seen.scenario, source: 'of the first tab' } });
        await stores.drafts.save({ ...seen, scenario: { ...seen.scenario, source: 'of the second tab' } });
        const history = await stores.drafts.history('one');
        expect(history.map(({ scenario }) => scenario.source)).toEqual(['of the first tab', 'as both tabs saw it']);
      });

      test('are saved at once when the page closes', async () => {
        const saved = await stores.drafts.saveAtOnce(draftOf('one', 'last words'));
        expect(await stores.drafts.latest()).toEqual(saved);
      });

      test('take their history with them', async () => {
        const saved = await stores.drafts.save(draftOf('one', 'a long text'));
        await stores.drafts.save({ ...saved, scenario: { ...saved.scenario, source: '' } });
        expect(await stores.drafts.history('one')).toHaveLength(1);
        await stores.drafts.delete('one');
        expect(await stores.drafts.get('one')).toBeNull();
        expect(await stores.drafts.history('one')).toEqual([]);
      });

      test('have a history of bounded length', async () => {
        let draft = await stores.drafts.save(draftOf('one', '0'));
        for (let n = 1; n <= 30; n += 1) {
          const source = n % 2 ? `a text that the next save all but deletes ${String(n)}` : String(n);
          draft = await stores.drafts.save({ ...draft, revision: 0, scenario: { ...draft.scenario, source } });
        }
        const history = await stores.drafts.history('one');
        expect(history).toHaveLength(20);
        expect(history[0]?.scenario.source).toContain('29');
      });
    });

    test('settings are kept by name', async () => {
      await stores.runs.setLatest('TestFlow', (await stores.runs.create(newRun('1'))).id);
      expect([...(await stores.settings.all())]).toEqual([]);
      await stores.settings.set('theme', 'dark');
      await stores.settings.set('lower-tab', 'console');
      await stores.settings.set('theme', 'light');
      const all = await stores.settings.all();
      expect([...all].sort()).toEqual([
        ['lower-tab', 'console'],
        ['theme', 'light'],
      ]);
    });

    test('progress is kept by lesson, until it is deleted', async () => {
      await stores.progress.put('first', { chosen: 0 });
      await stores.progress.put('first', { chosen: 1 });
      await stores.progress.put('second', { chosen: null });
      expect([...(await stores.progress.all())].sort()).toEqual([
        ['first', { chosen: 1 }],
        ['second', { chosen: null }],
      ]);
      await stores.progress.delete('first');
      expect([...(await stores.progress.all()).keys()]).toEqual(['second']);
    });
  });
}
