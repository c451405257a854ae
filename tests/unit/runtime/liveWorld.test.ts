import { describe, expect, test } from 'vitest';
import { apply, openingFacts, startRun } from '../../../src/engine/run';
import { setupOf } from '../../../src/engine/setup';
import { graphOf } from '../../../src/graph/graphOf';
import type { RunEvent } from '../../../src/model/events';
import { asRunId } from '../../../src/model/ids';
import { PLATFORMS, type Pace } from '../../../src/model/scenario';
import { ZERO } from '../../../src/model/time';
import type { AttemptOrder } from '../../../src/protocol/flowHost';
import { drive, numbered } from '../../../src/runtime/drive';
import { BlobCache } from '../../../src/runtime/live/blobCache';
import { LiveWorld } from '../../../src/runtime/live/liveWorld';
import { RUN_PLACE } from '../../../src/runtime/world';
import { flowOf, linear, step } from '../../support/randomRun';
import { threadWorkers } from '../../support/threadWorkers';

const graph = graphOf(flowOf([step('start', linear('middle')), step('middle', linear('end')), step('end', null)]));
const setup = setupOf(graph, {
  runId: asRunId('1'),
  platform: { ...PLATFORMS.local, startup: 0.01, duration: 0.05 },
  maxWorkers: 16,
  maxNumSplits: 100,
  maxLogBytes: 1000,
  tags: [],
  withDecorators: [],
  configs: {},
  parameters: [],
  origin: null,
});

/** Steps through the run, one step when it begins and one after whatever it stores, where `isStepped`. */
async function play(pace: Pace, { sleepUs = 20_000, isStepped = false } = {}) {
  const orders: AttemptOrder[] = [];
  const happenings = openingFacts(setup).map(([place, fact]) => ({ ...RUN_PLACE, ...place, at: ZERO, ...fact }));
  const log: RunEvent[] = [...numbered(0, happenings)];
  const run = log.reduce(apply, startRun(setup));
  const store = {
    putAll: () => Promise.resolve(),
    getAll: () => Promise.resolve(new Map()),
    previews: () => Promise.resolve(new Map()),
    putPreviews: () => Promise.resolve(),
  };
  const world = new LiveWorld({
    run,
    events: log,
    source: { source: '', fileName: 'flow.py', files: {}, user: 'tester', withDecorators: [], configs: {}, seed: [] },
    aims: { faults: [], platform: setup.platform, seed: 1 },
    services: [],
    pace,
    workers: threadWorkers(orders, sleepUs),
    blobs: new BlobCache(store, 1000),
    library: null,
    now: () => performance.now(),
    onclock: () => undefined,
    onirreproducible: (reason) => {
      throw new TypeError(reason);
    },
  });
  if (isStepped) world.step();
  const last = await drive(run, world, (events) => {
    log.push(...events);
    if (isStepped) world.step();
    return Promise.resolve();
  });
  return { log, last, orders };
}

describe('a run in the live world', () => {
  test.each<Pace>(['instant', 10, 2])('at pace %s it executes every attempt once', async (pace) => {
    const { last, orders } = await play(pace);
    expect(last.phase).toBe('succeeded');
    expect(orders.map(({ step: name }) => name)).toEqual(['start', 'middle', 'end']);
  });

  test('the pace leaves no trace in the log', async () => {
    expect((await play(4)).log).toEqual((await play('instant')).log);
  });

  test('that stands still goes on by single steps, to the same log', async () => {
    const { log, last } = await play(0, { isStepped: true });
    expect(last.phase).toBe('succeeded');
    expect(log).toEqual((await play('instant')).log);
  });

  test('no event comes before the played clock has reached it', async () => {
    const begun = performance.now();
    const { last } = await play(1);
    expect((performance.now() - begun) * 1000).toBeGreaterThanOrEqual(last.now - 2000);
  });
});
