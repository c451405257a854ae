/** Something happened: wakes whoever waits, and remembers it for the next who comes. */
export class Signal {
  #raised = false;
  #wake: (() => void) | null = null;

  raise(): void {
    this.#raised = true;
    this.#wake?.();
  }

  /** Resolves when raised, or after `ms` (for ever when infinite). Takes the raised signal down. */
  wait(ms: number): Promise<void> {
    if (this.#raised) {
      this.#raised = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(() => this.#wake?.(), Math.max(0, ms)) : undefined;
      this.#wake = () => {
        this.#wake = null;
        this.#raised = false;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
