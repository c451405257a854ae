import type { Pace } from '../model/scenario';
import type { Connection } from './open';
import { using } from './transact';

/** What the page remembers of its user, all of it optional. */
export interface Settings {
  readonly theme: 'light' | 'dark' | 'auto';
  readonly pace: Pace;
  /** Sizes by pane, in percent of the group. */
  readonly panes: Readonly<Record<string, number>>;
  /** Command lines, oldest first. */
  readonly consoleHistory: readonly string[];
  /** The draft that was open last. */
  readonly draft: string;
}

export interface SettingsStore {
  get<Key extends keyof Settings>(key: Key): Promise<Settings[Key] | null>;
  set<Key extends keyof Settings>(key: Key, value: Settings[Key]): Promise<void>;
}

const rowKey = (key: keyof Settings): string => `page/${key}`;

export function settingsStore(connection: Connection): SettingsStore {
  return {
    get: <Key extends keyof Settings>(key: Key) =>
      using(connection, async (database) => {
        const row = await database.get('settings', rowKey(key));
        // Written by `set` alone, here or in an earlier version that a migration has brought up to date.
        return (row?.value ?? null) as Settings[Key] | null;
      }),
    set: (key, value) =>
      using(connection, async (database) => {
        await database.put('settings', { key: rowKey(key), value });
      }),
  };
}
