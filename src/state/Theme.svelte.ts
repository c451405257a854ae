import type { Settings } from './ports';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** Light or dark: what the system prefers until somebody chose. */
export class Theme {
  readonly #settings: Settings;
  readonly #systemIsDark: () => boolean;
  #choice = $state.raw<ThemeChoice>('system');
  readonly shown: 'light' | 'dark' = $derived(this.#choice === 'system' ? this.#ofSystem() : this.#choice);

  /** `systemIsDark` may be reactive (`MediaQuery`), and the theme follows it then. */
  constructor(settings: Settings, systemIsDark: () => boolean) {
    this.#settings = settings;
    this.#systemIsDark = systemIsDark;
    const kept = settings.get('theme');
    if (kept === 'light' || kept === 'dark') this.#choice = kept;
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  /** Goes to the other one; where the system prefers that one, follows the system again. */
  toggle(): void {
    const next = this.shown === 'dark' ? 'light' : 'dark';
    this.#choice = next === this.#ofSystem() ? 'system' : next;
    this.#settings.set('theme', this.#choice);
  }

  #ofSystem(): 'light' | 'dark' {
    return this.#systemIsDark() ? 'dark' : 'light';
  }
}
