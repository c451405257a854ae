import { expect, test } from 'vitest';
import { neverStruck } from '../../../src/engine/struck';
import type { Fault } from '../../../src/model/scenario';
import { randomBehaviour, randomSetup } from '../../support/randomRun';
import { simulate } from '../../support/simulate';

test('faults that struck nothing are known by their ids', async () => {
  const setup = randomSetup(5);
  const faults: Fault[] = [
    { id: 'hit', kind: 'eviction', step: setup.start, moment: 'before' },
    { id: 'too late', kind: 'eviction', step: setup.start, moment: { at: 1e6, of: 'run' } },
    { kind: 'eviction', step: 'gone' },
  ];
  const aims = { faults, platform: setup.platform, seed: 1 };
  const { log } = await simulate(setup, randomBehaviour(5, { failure: 0 }), 1, [], { aims });
  expect(neverStruck(faults, log)).toEqual(['too late', 'eviction-3']);
  expect(neverStruck([], log)).toEqual([]);
});
