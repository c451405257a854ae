import { describe, expect, test } from 'vitest';
import type { AttemptOrder } from '../../../src/protocol/flowHost';
import { READS_RUNS } from '../../../src/runtime/live/clientLibrary';
import { flowSourceOf } from '../../../src/runtime/live/loading';
import { RunDriver } from '../../../src/runtime/live/runDriver';
import { memoryRunStores } from '../../../src/storage/memory';
import { storedRun } from '../../support/fixtureRun';
import { flowText, stepText } from '../../support/pythonFlow';
import { threadWorkers } from '../../support/threadWorkers';

const steps = [stepText('start', 'self.middle'), stepText('middle', 'self.end'), stepText('end', null)].join('\n\n');

/** Drives a run of a chain of three steps, `earlier` times and once more; answers for the last time. */
async function driven(imports: string, earlier: number) {
  const stores = memoryRunStores();
  const run = storedRun(flowText(steps, imports));
  let orders: AttemptOrder[] = [];
  for (let i = 0; i <= earlier; i++) {
    orders = [];
    const stored = await stores.runs.create(run);
    const driver = new RunDriver({
      stored,
      source: flowSourceOf(stored.scenario, stored.setup),
      pace: 'instant',
      workers: threadWorkers(orders, 0),
      stores,
      now: () => performance.now(),
      timeOriginMs: 0,
      tell: () => undefined,
    });
    await driver.drive();
  }
  const [last] = await stores.runs.list();
  return { orders, irreproducible: last?.irreproducible };
}

const READER = 'FlowSpec, step, Flow';

describe('a flow that reads stored runs', () => {
  test('finds in each step what its own run has done so far', async () => {
    const { orders } = await driven(READER, 0);
    const seen = orders.map(({ client }) => client?.runs.map(({ tasks }) => tasks.map(({ step }) => step)));
    expect(seen).toEqual([[['start']], [['start', 'middle']], [['start', 'middle', 'end']]]);
  });

  test('is reproducible as long as there are no other runs', async () => {
    expect((await driven(READER, 0)).irreproducible).toBeNull();
    expect(await driven(READER, 1)).toMatchObject({ irreproducible: READS_RUNS });
  });
});

test('a flow that reads none gets none, and stays reproducible', async () => {
  const { orders, irreproducible } = await driven('FlowSpec, step', 1);
  expect(orders.map(({ client }) => client)).toEqual([null, null, null]);
  expect(irreproducible).toBeNull();
});
