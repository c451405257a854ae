import type { DraftStore } from './drafts';
import type { LastWords } from './lastWords';
import type { Draft } from './schema';

/** Keeps one draft while it is edited. */
export interface DraftKeeper {
  /** As it is now, stored or not. */
  readonly draft: Draft;
  /** Called on every edit; written when the edits pause, the last one only. */
  change(content: Pick<Draft, 'scenario' | 'pace' | 'planText'>): void;
  /** Writes at once what is not stored yet. For `pagehide`, when nothing may be awaited. */
  flush(): void;
  /** Writes what is not stored yet and waits for it. False when it could not be stored. */
  settle(): Promise<boolean>;
}

export interface DraftKeeperOptions {
  readonly delayMs?: number;
  /** Hears of what could not be stored; the next change tries again. */
  readonly onProblem: (error: unknown) => void;
  /** For what a closing page can no longer store. */
  readonly lastWords?: LastWords;
}

export function draftKeeper(store: DraftStore, opened: Draft, options: DraftKeeperOptions): DraftKeeper {
  const { delayMs = 400, onProblem, lastWords } = options;
  let draft = opened;
  // Counted, and only when a transaction is complete: one that a closing page leaves behind is undone by the browser.
  let changes = 0;
  let stored = 0;
  let flushed = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // One after the other: each save goes on from the revision that the one before it made.
  let saving: Promise<unknown> = Promise.resolve();

  const write = (save: (draft: Draft) => Promise<Draft>): Promise<void> => {
    const holds = changes;
    return save(draft).then(({ revision, updatedAt }) => {
      stored = Math.max(stored, holds);
      draft = { ...draft, revision: Math.max(draft.revision, revision), updatedAt };
      if (stored === changes) lastWords?.forget(draft.id);
    }, onProblem);
  };

  const saveInTurn = (): void => {
    saving = saving.then(() => (stored === changes ? undefined : write(store.save)));
  };

  return {
    get draft() {
      return draft;
    },
    change(content) {
      draft = { ...draft, ...content };
      changes += 1;
      clearTimeout(timer);
      timer = setTimeout(saveInTurn, delayMs);
    },
    flush() {
      clearTimeout(timer);
      if (Math.max(stored, flushed) === changes) return;
      flushed = changes;
      lastWords?.keep(draft);
      void write(store.saveAtOnce);
    },
    async settle() {
      clearTimeout(timer);
      saveInTurn();
      await saving;
      return stored === changes;
    },
  };
}
