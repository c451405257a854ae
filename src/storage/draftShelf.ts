import { draftKeeper } from './draftKeeper';
import type { DraftKeeper, DraftKeeperOptions } from './draftKeeper';
import type { DraftStore } from './drafts';
import type { Draft } from './schema';

/** All drafts of this browser; one of them is being edited. */
export interface DraftShelf {
  /** The one that is edited, as it is now. */
  readonly draft: Draft;
  change(content: Pick<Draft, 'scenario' | 'pace' | 'planText'>): void;
  /** Writes at once what is not stored yet: for a page that is put away. */
  flush(): void;
  /** From now on `draft` is the one that is edited. It counts as opened now; the one before is written first. */
  turnTo(draft: Draft): void;
  /** The one that is edited first, then the others, newest first: also those that could not be stored. */
  list(): Promise<readonly Draft[]>;
  delete(id: string): Promise<void>;
}

export function draftShelf(store: DraftStore, opened: Draft, options: DraftKeeperOptions): DraftShelf {
  let keeper = draftKeeper(store, opened, options);
  /** Left while they were not stored: here until the page closes, or until a later save succeeds. */
  const unstored = new Map<string, DraftKeeper>();
  /** Who lists or deletes drafts waits for the last words of the one that was left. */
  let leaving: Promise<unknown> = Promise.resolve();

  const leave = async (left: DraftKeeper): Promise<void> => {
    const { id } = left.draft;
    unstored.set(id, left);
    const isStored = await left.settle();
    if (isStored && left !== keeper && unstored.get(id) === left) unstored.delete(id);
  };

  return {
    get draft() {
      return keeper.draft;
    },
    change: (content) => {
      keeper.change(content);
    },
    flush: () => {
      [keeper, ...unstored.values()].forEach((each) => {
        each.flush();
      });
    },
    turnTo(draft) {
      const left = keeper;
      keeper = unstored.get(draft.id) ?? draftKeeper(store, draft, options);
      unstored.delete(draft.id);
      keeper.change(draft);
      if (left !== keeper) leaving = Promise.all([leaving, leave(left)]);
    },
    async list() {
      await leaving;
      const known = new Map([...unstored.values(), keeper].map(({ draft }) => [draft.id, draft]));
      const stored = (await store.list()).filter(({ id }) => !known.has(id));
      const newestFirst = (a: Draft, b: Draft): number => b.updatedAt - a.updatedAt;
      return [
        keeper.draft,
        ...[...known.values(), ...stored].filter(({ id }) => id !== keeper.draft.id).sort(newestFirst),
      ];
    },
    async delete(id) {
      await leaving;
      unstored.delete(id);
      await store.delete(id);
    },
  };
}
