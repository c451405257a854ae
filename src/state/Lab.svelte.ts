import { PolicyExplorer, type PolicyOptions } from './PolicyExplorer.svelte';

export type LabTab = 'policy' | 'resilience';

/** What the lab knows: which of its experiments is shown, and each of them. */
export class Lab {
  readonly policy: PolicyExplorer;
  #tab = $state.raw<LabTab>('policy');

  constructor(policy: PolicyOptions) {
    this.policy = new PolicyExplorer(policy);
  }

  get tab(): LabTab {
    return this.#tab;
  }

  openTab(tab: LabTab): void {
    this.#tab = tab;
  }
}
