import type { RunSummary } from '../model/record';

/** The runs that this browser keeps, newest first. */
export class RunList {
  readonly #load: () => Promise<readonly RunSummary[]>;
  #runs = $state.raw<readonly RunSummary[]>([]);

  constructor(load: () => Promise<readonly RunSummary[]>) {
    this.#load = load;
  }

  get runs(): readonly RunSummary[] {
    return this.#runs;
  }

  async refresh(): Promise<void> {
    this.#runs = await this.#load();
  }
}
