import { expose } from 'comlink';
import { describe, expect, test } from 'vitest';
import { apply, openingFacts, startRun } from '../../../src/engine/run';
import { setupOf } from '../../../src/engine/setup';
import { graphOf } from '../../../src/graph/graphOf';
import type { RunEvent } from '../../../src/model/events';
import { asRunId } from '../../../src/model/ids';
import { PLATFORMS, type Pace } from '../../../src/model/scenario';
import { later, ZERO } from '../../../src/model/time';
import type { AttemptOrder, FlowHost, VoiceMessage } from '../../../src/protocol/flowHost';
import { drive, numbered } from '../../../src/runtime/drive';
import { BlobCache } from '../../../src/runtime/live/blobCache';
import { Lease } from '../../../src/runtime/live/lease';
import { LiveWorld, type Workers } from '../../../src/runtime/live/liveWorld';
import { RUN_PLACE } from '../../../src/runtime/world';
import { flowOf, linear, step } from '../../support/randomRun';

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

/** A worker's side in this very thread: speaks once when its code begins, once after `sleepUs`, and succeeds. */
function host(orders: AttemptOrder[], sleepUs: number): FlowHost {
  return {
    ready: () => Promise.resolve(),
    load: () => Promise.reject(new TypeError('not asked for')),
    parameters: () => Promise.reject(new TypeError('not asked for')),
    run: (order, port) => {
      orders.push(order);
      const says = (n: number, afterUs: number): void => {
        const at = later(order.codeStartsAt, afterUs);
        const message: VoiceMessage = {
          kind: 'output',
          n,
          at,
          stream: 'stdout',
          by: 'code',
          lines: [`line ${String(n)}`],
        };
        port.postMessage(message);
      };
      says(1, 0);
      says(2, sleepUs);
      const transition = order.successors.length > 0 ? { targets: order.successors, foreach: null } : null;
      return Promise.resolve({
        end: { kind: 'succeeded', artifacts: [], transition, caught: null, cards: [] },
        codeEndedAt: later(order.codeStartsAt, sleepUs),
        said: 2,
        realMs: 0,
      });
    },
  };
}

function workersOf(orders: AttemptOrder[], sleepUs: number): Workers {
  return {
    take: () => {
      const { port1, port2 } = new MessageChannel();
      expose(host(orders, sleepUs), port2);
      const kill = (): Promise<void> => {
        port1.close();
        return Promise.resolve();
      };
      return Promise.resolve(new Lease<FlowHost>({ port: port1, failed: new Promise(() => undefined), kill }));
    },
    giveBack: (lease, reason) => {
      lease.end(reason);
    },
  };
}

async function play(pace: Pace, sleepUs = 20_000) {
  const orders: AttemptOrder[] = [];
  const happenings = openingFacts(setup).map(([place, fact]) => ({ ...RUN_PLACE, ...place, at: ZERO, ...fact }));
  const log: RunEvent[] = [...numbered(0, happenings)];
  const run = log.reduce(apply, startRun(setup));
  const store = {
    putAll: () => Promise.resolve(),
    getAll: () => Promise.resolve(new Map()),
    previews: () => Promise.resolve(new Map()),
  };
  const world = new LiveWorld({
    run,
    events: log,
    source: { source: '', fileName: 'flow.py', files: {}, user: 'tester', withDecorators: [], configs: {}, seed: [] },
    seed: 1,
    pace,
    workers: workersOf(orders, sleepUs),
    blobs: new BlobCache(store, 1000),
    library: null,
    now: () => performance.now(),
    onclock: () => undefined,
    onirreproducible: (reason) => {
      throw new TypeError(reason);
    },
  });
  const last = await drive(run, world, (events) => {
    log.push(...events);
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

  test('no event comes before the played clock has reached it', async () => {
    const begun = performance.now();
    const { last } = await play(1);
    expect((performance.now() - begun) * 1000).toBeGreaterThanOrEqual(last.now - 2000);
  });
});
