/** The engine alone, in a simulated world, and its log in the database beside bare batched writes. */
import { openDB } from 'idb';
import { apply, openingFacts, startRun } from '../../../src/engine/run';
import { setupOf } from '../../../src/engine/setup';
import { graphOf } from '../../../src/graph/graphOf';
import type { EventFact, RunEvent } from '../../../src/model/events';
import { asRunId } from '../../../src/model/ids';
import { PLATFORMS } from '../../../src/model/scenario';
import type { RunSetup } from '../../../src/model/setup';
import { ZERO } from '../../../src/model/time';
import { drive, numbered } from '../../../src/runtime/drive';
import type { Behave } from '../../../src/runtime/simulated/sayings';
import { SimulatedWorld } from '../../../src/runtime/simulated/simulatedWorld';
import { RUN_PLACE } from '../../../src/runtime/world';
import { openStores } from '../../../src/storage/stores';
import { flowOf, foreach, linear, step } from '../../support/randomRun';
import { newRun } from '../../support/storedRuns';

declare global {
  interface Window {
    /** A whole simulated run: its milliseconds, and its number of events. */
    simulate(flow: 'chain' | 'wide'): Promise<{ ms: number; events: number }>;
    /** Milliseconds of folding its log. */
    fold(flow: 'chain' | 'wide'): Promise<{ ms: number; events: number }>;
    /** Milliseconds of storing the wide run's log in chunks, through our event log or as bare batched writes. */
    store(how: 'log' | 'bare'): Promise<number>;
  }
}

const WIDTH = 1000;
/** Events released, and so stored, at once. */
const CHUNK = 50;

const chain = flowOf([
  step('start', linear('load')),
  step('load', linear('train')),
  step('train', linear('report')),
  step('report', linear('end')),
  step('end', null),
]);
const wide = flowOf([
  step('start', foreach('work', 'items')),
  step('work', linear('join')),
  step('join', linear('end'), { argumentCount: 2 }),
  step('end', null),
]);
const setups = { chain: setupFor(chain), wide: setupFor(wide) };

function setupFor(flow: typeof chain): RunSetup {
  return setupOf(graphOf(flow), {
    runId: asRunId('1'),
    platform: PLATFORMS.kubernetes,
    maxWorkers: 16,
    maxNumSplits: WIDTH,
    maxLogBytes: 10_000_000,
    tags: [],
    withDecorators: [],
    configs: {},
    parameters: [],
    origin: null,
  });
}

/** Every attempt prints two lines and succeeds. */
const behave: Behave = ({ place }, _attempt, _fallback, { setup }) => {
  const plan = setup.steps.find(({ name }) => name === place.step);
  const values = Array.from({ length: WIDTH }, (_, i) => String(i));
  const fanOut = plan?.type === 'foreach' ? { variable: 'items', numSplits: WIDTH, values } : null;
  const targets = plan?.next ?? [];
  const line: EventFact = { type: 'output', stream: 'stdout', by: 'code', lines: ['a line of output'] };
  return {
    says: [
      { afterUs: 0, fact: line },
      { afterUs: 1_000_000, fact: line },
    ],
    codeUs: 2_000_000,
    end: {
      type: 'attempt-succeeded',
      artifacts: [],
      transition: targets.length === 0 ? null : { targets, foreach: fanOut },
      caught: null,
      cards: [],
    },
  };
};

async function logOf(setup: RunSetup): Promise<RunEvent[]> {
  const opening = openingFacts(setup).map(([place, fact]) => ({ ...RUN_PLACE, ...place, at: ZERO, ...fact }));
  const log: RunEvent[] = [...numbered(0, opening)];
  const run = log.reduce(apply, startRun(setup));
  await drive(run, new SimulatedWorld(run, behave, () => 0), (events) => {
    log.push(...events);
    return Promise.resolve();
  });
  return log;
}

async function timed<T>(work: () => Promise<T> | T): Promise<readonly [ms: number, result: T]> {
  const begun = performance.now();
  const result = await work();
  return [performance.now() - begun, result];
}

window.simulate = async (flow) => {
  const [ms, log] = await timed(() => logOf(setups[flow]));
  return { ms, events: log.length };
};

const logs = { chain: await logOf(setups.chain), wide: await logOf(setups.wide) };

window.fold = async (flow) => {
  const log = logs[flow];
  const times = flow === 'chain' ? 200 : 1;
  const [ms] = await timed(() => {
    for (let i = 0; i < times; i++) log.reduce(apply, startRun(setups[flow]));
  });
  return { ms, events: log.length * times };
};

const chunked = Array.from({ length: Math.ceil(logs.wide.length / CHUNK) }, (_, i) =>
  logs.wide.slice(i * CHUNK, (i + 1) * CHUNK),
);

window.store = async (how) => (how === 'log' ? storeByLog() : storeBare());

async function storeByLog(): Promise<number> {
  const stores = await openStores({ name: `bench-${String(performance.now())}` });
  const run = await stores.runs.create(newRun('1'));
  const [ms] = await timed(async () => {
    for (const events of chunked) await stores.log.append(run.id, events);
  });
  return ms;
}

async function storeBare(): Promise<number> {
  const database = await openDB(`bare-${String(performance.now())}`, 1, {
    upgrade: (opened) => {
      opened.createObjectStore('events', { autoIncrement: true });
    },
  });
  const [ms] = await timed(async () => {
    for (const events of chunked) {
      const tx = database.transaction('events', 'readwrite', { durability: 'relaxed' });
      void tx.store.add({ events });
      await tx.done;
    }
  });
  database.close();
  return ms;
}

document.body.dataset['ready'] = '';
