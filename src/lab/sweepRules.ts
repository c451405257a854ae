import { factsOf, repeatedWork } from './facts';
import { singleFaults } from './singleFaults';

/** What can strike a run, and what comes of it: what a sweep goes by. */
export const SWEEP_RULES = { faultsOf: singleFaults, factsOf, repeatedWork };
