import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/model/events';
import { asRunId } from '../../../src/model/ids';
import type { Fault, Pace } from '../../../src/model/scenario';
import { secondsOf } from '../../../src/model/time';
import type { EngineNews, StoredRun } from '../../../src/protocol/engine';
import type { AttemptOrder } from '../../../src/protocol/flowHost';
import type { RunStores } from '../../../src/runtime/ports';
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

describe('a failure that somebody lets strike a run', () => {
  /** Starts a run of a chain at a pace at which each attempt can be hit, and lets `fault` strike in the second one. */
  async function struck(fault: Fault) {
    const stores = memoryRunStores();
    const stored = await stores.runs.create(base());
    const told: EngineNews[] = [];
    const driver = driverOf(stored, stores, 20, told);
    const over = driver.drive();
    await expect.poll(async () => (await stores.log.read(stored.id)).filter(isStart).length).toBe(2);
    const joined = await driver.strike(fault);
    await over;
    return { joined, told, stores, run: await stores.runs.get(stored.id) };
  }

  test('joins its scenario, which from then on has the same result', async () => {
    const kill: Fault = { kind: 'spot-interruption', step: 'middle', attempts: 0 };
    const { joined, told, stores, run } = await struck(kill);
    const log = await stores.log.read(run?.id ?? asRunId(''));
    const at = log.find(({ type }) => type === 'attempt-failed')?.at;
    expect(joined).toEqual({ ...kill, id: 'live-1', moment: { at: secondsOf(at ?? 0), of: 'run' } });
    expect(run?.scenario.faults).toEqual([joined]);
    expect(told).toContainEqual(expect.objectContaining({ kind: 'run-changed' }));

    const again = await stores.runs.create({ ...base(), scenario: run?.scenario ?? base().scenario });
    await driverOf(again, stores, 'instant').drive();
    const replayed = await stores.runs.get(again.id);
    expect(await stores.log.read(again.id)).toEqual(log);
    expect(replayed?.digest).toBe(run?.digest);
    expect(replayed).toMatchObject({ outcome: 'failed', irreproducible: null });
  });

  test('comes too late for an attempt that has ended, and then leaves nothing', async () => {
    const { joined, run } = await struck({ kind: 'spot-interruption', step: 'start', attempts: 0 });
    expect(joined).toBeNull();
    expect(run).toMatchObject({ outcome: 'succeeded', scenario: { faults: [] } });
  });
});

const base = () => storedRun(flowText(steps, 'FlowSpec, step'));

const isStart = ({ type }: RunEvent): boolean => type === 'attempt-started';

const driverOf = (run: StoredRun, stores: RunStores, pace: Pace, told: EngineNews[] = []): RunDriver =>
  new RunDriver({
    stored: run,
    source: flowSourceOf(run.scenario, run.setup),
    pace,
    workers: threadWorkers([], 2_000_000),
    stores,
    now: () => performance.now(),
    timeOriginMs: 0,
    tell: (news) => told.push(news),
  });
