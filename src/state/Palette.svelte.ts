/** What is laid over the page on demand: the palette of all actions, or the list of keys. */
export class Palette {
  #shown = $state.raw<'actions' | 'keys' | null>(null);

  get shown(): 'actions' | 'keys' | null {
    return this.#shown;
  }

  show(what: 'actions' | 'keys'): void {
    this.#shown = what;
  }

  close(): void {
    this.#shown = null;
  }
}
