export type LabTab = 'policy' | 'resilience';

/** What the lab knows: which of its experiments is shown. */
export class Lab {
  #tab = $state.raw<LabTab>('policy');

  get tab(): LabTab {
    return this.#tab;
  }

  openTab(tab: LabTab): void {
    this.#tab = tab;
  }
}
