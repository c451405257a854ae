/** A worker of the policy explorer: the third composition root. It simulates, and runs nobody's code. */
import { expose } from 'comlink';
import { tallyOf } from '../src/lab/policy/tally';
import { assert } from '../src/model/assert';
import type { Experiment, PolicyHost } from '../src/protocol/policy';

let prepared: Experiment | null = null;

expose({
  prepare: (experiment) => {
    prepared = experiment;
    return Promise.resolve();
  },
  tally: (point, firstSeed, count) => {
    assert(prepared !== null, 'an experiment is prepared before its points');
    return Promise.resolve(tallyOf(prepared, point, firstSeed, count));
  },
} satisfies PolicyHost);
