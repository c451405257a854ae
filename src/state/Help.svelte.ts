import { helpPages } from './helpPages';
import type { HelpPage } from './helpPages';

/** Which page of the help is open, and how one came there. */
export class Help {
  #trail = $state.raw<readonly string[]>([]);

  /** Null while the help is closed. */
  readonly page: HelpPage | null = $derived(helpPages.find(({ id }) => id === this.#trail.at(-1)) ?? null);

  get pages(): readonly HelpPage[] {
    return helpPages;
  }

  get canGoBack(): boolean {
    return this.#trail.length > 1;
  }

  /** Opens a page; one that is not there opens the first. */
  open(id: string): void {
    const found = helpPages.some((page) => page.id === id) ? id : (helpPages[0]?.id ?? id);
    if (this.#trail.at(-1) !== found) this.#trail = [...this.#trail, found];
  }

  back(): void {
    this.#trail = this.#trail.slice(0, -1);
  }

  close(): void {
    this.#trail = [];
  }
}
