import type { DraftStore } from './drafts';
import type { Draft } from './schema';

/** Keeps one draft while it is edited. */
export interface DraftKeeper {
  /** Called on every edit; written when the edits pause, the last one only. */
  change(content: Pick<Draft, 'scenario' | 'pace'>): void;
  /** Writes at once what is not written yet. For `pagehide`, when nothing may be awaited. */
  flush(): void;
}

export interface DraftKeeperOptions {
  readonly delayMs?: number;
  /** Hears of what could not be stored; the next change tries again. */
  readonly onProblem: (error: unknown) => void;
}

export function draftKeeper(store: DraftStore, opened: Draft, options: DraftKeeperOptions): DraftKeeper {
  const { delayMs = 400, onProblem } = options;
  let draft = opened;
  let isWritten = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // One after the other: each save goes on from the revision that the one before it made.
  let saving: Promise<unknown> = Promise.resolve();

  const write = (save: (draft: Draft) => Promise<Draft>): Promise<void> => {
    isWritten = true;
    return save(draft).then(
      ({ revision }) => {
        draft = { ...draft, revision };
      },
      (error: unknown) => {
        isWritten = false;
        onProblem(error);
      },
    );
  };

  return {
    change(content) {
      draft = { ...draft, ...content };
      isWritten = false;
      clearTimeout(timer);
      timer = setTimeout(() => {
        saving = saving.then(() => (isWritten ? undefined : write(store.save)));
      }, delayMs);
    },
    flush() {
      clearTimeout(timer);
      if (!isWritten) void write(store.saveAtOnce);
    },
  };
}
