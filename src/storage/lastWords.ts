import type { DraftStore } from './drafts';
import type { Draft } from './schema';

/**
 * What was typed when the page closed, kept where one can write at once. IndexedDB alone does not do: a closing page
 * takes along each transaction that still waits for another one, be it its own last save.
 */
export interface LastWords {
  keep(draft: Draft): void;
  /** The draft is stored. */
  forget(id: string): void;
  all(): readonly Draft[];
}

const PREFIX = 'faultline/draft/';

/** Last words in `storage`, which is asked for only when needed: it may be forbidden. What does not fit is not kept. */
export function lastWords(storage: () => Storage, now: () => number = Date.now): LastWords {
  return {
    keep: (draft) => {
      tried(() => {
        storage().setItem(PREFIX + draft.id, JSON.stringify({ ...draft, updatedAt: now() }));
      });
    },
    forget: (id) => {
      tried(() => {
        storage().removeItem(PREFIX + id);
      });
    },
    all: () =>
      tried(() => {
        const kept = storage();
        const keys = Array.from({ length: kept.length }, (_, i) => kept.key(i) ?? '');
        return keys.filter((key) => key.startsWith(PREFIX)).flatMap((key) => draftIn(kept.getItem(key)));
      }) ?? [],
  };
}

/** Stores the last words that the database has not heard. */
export async function storeLastWords(drafts: DraftStore, words: LastWords): Promise<void> {
  for (const said of words.all()) {
    const stored = await drafts.get(said.id);
    if (stored === null || stored.updatedAt < said.updatedAt) await drafts.save(said);
    words.forget(said.id);
  }
}

function draftIn(text: string | null): readonly Draft[] {
  const draft = tried(() => JSON.parse(text ?? '') as Draft | null);
  return typeof draft?.id === 'string' && typeof draft.scenario.source === 'string' ? [draft] : [];
}

/** Storage throws where the user forbids it, or it is full; then the database has to do alone. */
function tried<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
