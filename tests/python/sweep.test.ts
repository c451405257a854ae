import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { PLATFORMS, type Scenario } from '../../src/model/scenario';
import { Headless } from '../../src/runtime/live/headless';
import { Pool } from '../../src/runtime/live/pool';
import { memoryRunStores } from '../../src/storage/memory';
import { pythonWorkers } from '../support/pythonWorkers';
import { scenarioOf } from '../support/storedRuns';
import { sweepsOf, swept, verdictLines } from '../support/sweeping';

let world: Headless;
beforeAll(async () => {
  const workers = await pythonWorkers();
  const pool = new Pool({ spawn: await workers.spawner({}), spares: 1, concurrent: 2 });
  world = new Headless({
    newStores: memoryRunStores,
    version: 'tests',
    workersFor: () => pool,
    concurrent: 2,
    now: () => performance.now(),
  });
});

const example = (name: string): Scenario => ({
  ...scenarioOf(readFileSync(`public/flows/${name}.py`, 'utf8')),
  fileName: `${name}.py`,
  platform: PLATFORMS.kubernetes,
});

test('in Python, too, PaidTwice pays again when what it paid for is lost', async () => {
  const result = await swept(world, memoryRunStores(), {
    scenario: example('PaidTwice'),
    kinds: ['spot-interruption'],
    steps: ['careless'],
  });
  expect(verdictLines(result)).toEqual([
    'careless/0 spot-interruption before: survived',
    'careless/0 spot-interruption during: survived',
    'careless/0 spot-interruption after: repeated',
    'careless/1 spot-interruption before: survived',
    'careless/1 spot-interruption during: survived',
    'careless/1 spot-interruption after: repeated',
  ]);
});

test('in Python, too, a swept run is the one that the scenario has with its fault from the start', async () => {
  const scenario = example('PaidTwice');
  const stores = memoryRunStores();
  const sweeps = sweepsOf(world, stores);
  const { plan } = await sweeps.start({ id: 's', scenario, kinds: ['bad-input'], steps: ['end'] });
  expect(plan.cells.length).toBeGreaterThan(2);
  for (const { index, fault } of plan.cells.slice(0, 3)) {
    const kept = await stores.runs.get(await sweeps.keep('s', index));
    const straight = await world.run({ ...scenario, faults: [fault] }, new AbortController().signal);
    if (!('stored' in straight)) throw new TypeError('no run');
    expect(kept?.digest).toBe(straight.stored.digest);
  }
});
