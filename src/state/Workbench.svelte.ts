import type { PythonState } from '../protocol/engine';
import type { Settings } from './ports';

export type LowerTab = 'console' | 'inspector' | 'cards' | 'why';
export type PhoneTab = 'lesson' | 'run' | 'code' | 'lab' | LowerTab;

/** A tab of the code pane: the flow's text, the failure plan, or one of its files. */
export type CodeTab = 'code' | 'plan' | `file:${string}`;
export const CODE_TAB = 'code';
export const PLAN_TAB = 'plan';
export const tabOfFile = (name: string): CodeTab => `file:${name}`;

/** A line of the code, or the control above it. */
export interface CodeTarget {
  readonly line: number;
  readonly isControl?: boolean;
}

/** Something that the user should know, until dismissed. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  /** What can be done about it. It dismisses the notice, too. */
  readonly action?: { readonly label: string; readonly act: () => void };
}

/** Kept once somebody resized the graph or the timeline. */
const OWN_ROWS = 'own-rows';

/** How the page is arranged, and what it says of itself. */
export class Workbench {
  readonly #settings: Settings;
  #lowerTab = $state.raw<LowerTab>('console');
  #phoneTab = $state.raw<PhoneTab>('run');
  #codeTab = $state.raw<CodeTab>(CODE_TAB);
  #isLowerTall = $state.raw(false);
  #areRowsOwn = $state.raw(false);
  #graphWidth = $state.raw(Infinity);
  #python = $state.raw<PythonState>({ kind: 'idle' });
  #target = $state.raw<CodeTarget | null>(null);
  #planTarget = $state.raw<{ readonly line: number } | null>(null);
  #notices = $state.raw<readonly Notice[]>([]);

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#areRowsOwn = settings.get(OWN_ROWS) !== null;
    const kept = settings.get('lower-tab');
    if (kept === 'inspector' || kept === 'cards' || kept === 'why') this.#lowerTab = kept;
  }

  get lowerTab(): LowerTab {
    return this.#lowerTab;
  }

  get phoneTab(): PhoneTab {
    return this.#phoneTab;
  }

  get codeTab(): CodeTab {
    return this.#codeTab;
  }

  /** The lower panel takes the room of the graph and the timeline. */
  get isLowerTall(): boolean {
    return this.#isLowerTall;
  }

  /** Somebody chose the heights of the graph and the timeline: they no longer follow what these hold. */
  get areRowsOwn(): boolean {
    return this.#areRowsOwn;
  }

  /** The room that the graph has, in px. */
  get graphWidth(): number {
    return this.#graphWidth;
  }

  get python(): PythonState {
    return this.#python;
  }

  /** Where in the code to go; each new object is a new request. */
  get target(): CodeTarget | null {
    return this.#target;
  }

  /** Where the panes' sizes are kept, as paneforge asks for it. */
  get paneStorage(): { getItem: (name: string) => string | null; setItem: (name: string, value: string) => void } {
    const settings = this.#settings;
    return {
      getItem: (name) => settings.get(name),
      setItem: (name, value) => {
        settings.set(name, value);
      },
    };
  }

  get notices(): readonly Notice[] {
    return this.#notices;
  }

  openLower(tab: LowerTab): void {
    this.#lowerTab = tab;
    this.#phoneTab = tab;
    this.#settings.set('lower-tab', tab);
  }

  openPhone(tab: PhoneTab): void {
    this.#phoneTab = tab;
  }

  /** The lesson comes into view: on a phone, where it is a tab. */
  showLesson(): void {
    this.#phoneTab = 'lesson';
  }

  openCode(tab: CodeTab): void {
    this.#planTarget = null;
    this.#codeTab = tab;
  }

  /** Another text is in the editor: its first tab is shown from its first line. */
  startCode(): void {
    this.#codeTab = CODE_TAB;
    this.#target = null;
  }

  /** A line of the failure plan to go to; each new object is a new request. */
  get planTarget(): { readonly line: number } | null {
    return this.#planTarget;
  }

  openPlan(line: number | null): void {
    this.#planTarget = line === null ? null : { line };
    this.#codeTab = PLAN_TAB;
    this.#phoneTab = 'code';
  }

  goToLine(line: number): void {
    this.#target = { line };
    this.#codeTab = CODE_TAB;
    this.#phoneTab = 'code';
  }

  /** To the control above a decorator's line. */
  goToControl(line: number): void {
    this.goToLine(line);
    this.#target = { line, isControl: true };
  }

  ownRows(): void {
    if (this.#areRowsOwn) return;
    this.#areRowsOwn = true;
    this.#settings.set(OWN_ROWS, 'true');
  }

  toggleLowerTall(): void {
    this.#isLowerTall = !this.#isLowerTall;
  }

  measureGraph(width: number): void {
    this.#graphWidth = width;
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
