import type { Connection } from './open';
import type { Draft } from './schema';
import { using, whole } from './transact';

/** What somebody writes, so that nothing typed is lost. */
export interface DraftStore {
  /**
   * Stores `draft` as its next revision and gives it back so numbered. What it replaces joins the history now and then
   * (see {@link isWorthKeeping}).
   */
  save(draft: Draft): Promise<Draft>;
  /** Stores `draft` in one request, without a look at what it replaces: all that a closing page has time for. */
  saveAtOnce(draft: Draft): Promise<Draft>;
  get(id: string): Promise<Draft | null>;
  /** The one saved last. */
  latest(): Promise<Draft | null>;
  /** Newest first. */
  list(): Promise<readonly Draft[]>;
  /** Earlier states of a draft, newest first, at most {@link HISTORY_MAX}. */
  history(id: string): Promise<readonly Draft[]>;
  delete(id: string): Promise<void>;
}

export const HISTORY_MAX = 20;
const KEEP_EVERY_MS = 60_000;

/**
 * Whether `stored` must be findable after `next` has replaced it: when `next` was not made from it (two tabs write on
 * one draft), when most of its text is gone, or when the newest kept state is over a minute older than it.
 */
export function isWorthKeeping(stored: Draft, next: Draft, newestKept: Draft | undefined): boolean {
  if (stored.scenario.source === next.scenario.source) return false;
  if (stored.revision !== next.revision) return true;
  if (next.scenario.source.length < stored.scenario.source.length / 2) return true;
  return stored.updatedAt - (newestKept?.updatedAt ?? -Infinity) > KEEP_EVERY_MS;
}

/** Characters of base64 that an earlier state keeps: its text matters, and twenty states of large files would not fit. */
const FILES_LENGTH_MAX = 1_000_000;

/** An earlier state as the history has it: without its files where they are large. */
export function withSmallFiles(draft: Draft): Draft {
  const { files } = draft.scenario;
  const length = Object.values(files).reduce((sum, base64) => sum + base64.length, 0);
  return length <= FILES_LENGTH_MAX ? draft : { ...draft, scenario: { ...draft.scenario, files: {} } };
}

/** The draft as it is saved at `now`. */
export const nextRevision = (draft: Draft, stored: Draft | null, now: number): Draft => ({
  ...draft,
  revision: Math.max(draft.revision, stored?.revision ?? 0) + 1,
  updatedAt: now,
});

export function draftStore(connection: Connection, now: () => number = Date.now): DraftStore {
  return {
    save: (draft) => save(connection, draft, now()),
    saveAtOnce: (draft) =>
      using(connection, async (database) => {
        const saved = nextRevision(draft, null, now());
        const tx = database.transaction('drafts', 'readwrite');
        const put = tx.store.put(saved);
        // Without waiting for the request's answer, which a page that is gone never hears: it would take the draft along.
        tx.commit();
        await whole(tx, put);
        return saved;
      }),
    get: (id) => using(connection, async (database) => (await database.get('drafts', id)) ?? null),
    latest: () =>
      using(connection, async (database) => {
        const { store } = database.transaction('drafts');
        return (await store.index('updatedAt').openCursor(null, 'prev'))?.value ?? null;
      }),
    list: () =>
      using(connection, async (database) => (await database.getAllFromIndex('drafts', 'updatedAt')).reverse()),
    history: (id) =>
      using(connection, async (database) => (await database.getAll('draftHistory', versions(id))).reverse()),
    delete: (id) =>
      using(connection, (database) => {
        const tx = database.transaction(['drafts', 'draftHistory'], 'readwrite');
        const gone = [tx.objectStore('drafts').delete(id), tx.objectStore('draftHistory').delete(versions(id))];
        return whole(
          tx,
          Promise.all(gone).then(() => undefined),
        );
      }),
  };
}

const versions = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity]);

function save(connection: Connection, draft: Draft, now: number): Promise<Draft> {
  return using(connection, (database) => {
    const tx = database.transaction(['drafts', 'draftHistory'], 'readwrite', { durability: 'relaxed' });
    const [drafts, history] = [tx.objectStore('drafts'), tx.objectStore('draftHistory')];
    const work = async (): Promise<Draft> => {
      const [stored, kept] = await Promise.all([drafts.get(draft.id), history.getAll(versions(draft.id))]);
      const saved = nextRevision(draft, stored ?? null, now);
      await drafts.put(saved);
      if (stored && isWorthKeeping(stored, draft, kept.at(-1))) {
        await history.put(withSmallFiles(stored));
        const tooMany = kept.slice(0, Math.max(0, kept.length + 1 - HISTORY_MAX));
        await Promise.all(tooMany.map(({ id, revision }) => history.delete([id, revision])));
      }
      return saved;
    };
    return whole(tx, work());
  });
}
