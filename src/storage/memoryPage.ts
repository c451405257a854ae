import { HISTORY_MAX, isWorthKeeping, nextRevision, withSmallFiles } from './drafts';
import type { DraftStore } from './drafts';
import type { Json } from '../model/json';
import type { ProgressStore } from './progress';
import type { Draft } from './schema';
import type { SettingsStore } from './settings';

/** Drafts where the browser keeps nothing: until the page is closed. */
export function memoryDrafts(now: () => number = Date.now): DraftStore {
  const drafts = new Map<string, Draft>();
  const kept = new Map<string, readonly Draft[]>();
  const list = (): Draft[] => [...drafts.values()].sort((a, b) => b.updatedAt - a.updatedAt || b.revision - a.revision);
  const save = async (draft: Draft): Promise<Draft> => {
    const stored = drafts.get(draft.id);
    const history = kept.get(draft.id) ?? [];
    if (stored && isWorthKeeping(stored, draft, history[0])) {
      kept.set(draft.id, [withSmallFiles(stored), ...history].slice(0, HISTORY_MAX));
    }
    const saved = nextRevision(draft, stored ?? null, now());
    drafts.set(draft.id, saved);
    return saved;
  };
  return {
    save,
    saveAtOnce: save,
    get: async (id) => drafts.get(id) ?? null,
    latest: async () => list()[0] ?? null,
    list: async () => list(),
    history: async (id) => kept.get(id) ?? [],
    async delete(id) {
      drafts.delete(id);
      kept.delete(id);
    },
  };
}

export function memorySettings(): SettingsStore {
  const settings = new Map<string, string>();
  return {
    all: async () => settings,
    async set(name, value) {
      settings.set(name, value);
    },
  };
}

export function memoryProgress(): ProgressStore {
  const states = new Map<string, Json>();
  return {
    all: async () => new Map(states),
    async put(lesson, state) {
      states.set(lesson, state);
    },
    async delete(lesson) {
      states.delete(lesson);
    },
  };
}
