import type { PythonState } from '../protocol/engine';
import type { Settings } from './ports';

export type LowerTab = 'console' | 'inspector' | 'cards';
export type PhoneTab = 'run' | 'code' | 'console';

/** Something that the user should know, until dismissed. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

/** How the page is arranged, and what it says of itself. */
export class Workbench {
  readonly #settings: Settings;
  #lowerTab = $state.raw<LowerTab>('console');
  #phoneTab = $state.raw<PhoneTab>('run');
  #isLowerTall = $state.raw(false);
  #python = $state.raw<PythonState>({ kind: 'idle' });
  #notices = $state.raw<readonly Notice[]>([]);

  constructor(settings: Settings) {
    this.#settings = settings;
    const kept = settings.get('lower-tab');
    if (kept === 'inspector' || kept === 'cards') this.#lowerTab = kept;
  }

  get lowerTab(): LowerTab {
    return this.#lowerTab;
  }

  get phoneTab(): PhoneTab {
    return this.#phoneTab;
  }

  /** The lower panel takes the room of the graph and the timeline. */
  get isLowerTall(): boolean {
    return this.#isLowerTall;
  }

  get python(): PythonState {
    return this.#python;
  }

  get notices(): readonly Notice[] {
    return this.#notices;
  }

  openLower(tab: LowerTab): void {
    this.#lowerTab = tab;
    this.#settings.set('lower-tab', tab);
  }

  openPhone(tab: PhoneTab): void {
    this.#phoneTab = tab;
  }

  toggleLowerTall(): void {
    this.#isLowerTall = !this.#isLowerTall;
  }

  hearPython(state: PythonState): void {
    this.#python = state;
  }

  /** Says it once: a notice with the same code replaces the older one. */
  notify(notice: Notice): void {
    this.#notices = [...this.#notices.filter(({ code }) => code !== notice.code), notice];
  }

  dismiss(code: string): void {
    this.#notices = this.#notices.filter((notice) => notice.code !== code);
  }
}
