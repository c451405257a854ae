import type { Connection } from './open';
import { using } from './transact';

/** Small things that the page remembers between visits, as text by name. */
export interface SettingsStore {
  all(): Promise<ReadonlyMap<string, string>>;
  set(name: string, value: string): Promise<void>;
}

/** Settings as the page asks for them: at once, and without an error that could stop it. */
export interface RememberedSettings {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/** Beside the settings of the runtime (`latest/…`), in the same store. */
const PREFIX = 'page/';
const ofThePage = (): IDBKeyRange => IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);

export function settingsStore(connection: Connection): SettingsStore {
  return {
    all: () =>
      using(connection, async (database) => {
        const rows = await database.getAll('settings', ofThePage());
        return new Map(rows.map(({ key, value }) => [key.slice(PREFIX.length), String(value)]));
      }),
    set: (name, value) =>
      using(connection, async (database) => {
        await database.put('settings', { key: PREFIX + name, value });
      }),
  };
}

/** All settings, read once. What cannot be stored is remembered until the page closes, and `onProblem` hears of it. */
export async function rememberSettings(
  store: SettingsStore,
  onProblem: (error: unknown) => void,
): Promise<RememberedSettings> {
  const settings = new Map(await store.all());
  return {
    get: (name) => settings.get(name) ?? null,
    set(name, value) {
      settings.set(name, value);
      store.set(name, value).catch(onProblem);
    },
  };
}
