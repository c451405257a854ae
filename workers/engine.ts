/** The engine worker: runs are driven here, away from the page's thread. It puts the engine's parts together. */
import { expose, wrap } from 'comlink';
import pythonCode from 'sandbox:python/worker';
import { folder, version as pyodide } from 'virtual:pyodide';
import { version as faultline } from '../package.json';
import { FaultlineError } from '../src/model/assert';
import { SWEEP_RULES } from '../src/lab/sweepRules';
import type { FlowCompiler } from '../src/protocol/compiler';
import type { RunRecord } from '../src/model/record';
import type { Language, Scenario } from '../src/model/scenario';
import type { EngineHost, EngineNews } from '../src/protocol/engine';
import type { Replying } from '../src/protocol/reply';
import { Engine } from '../src/runtime/live/engine';
import { Headless } from '../src/runtime/live/headless';
import { PythonRuntime } from '../src/runtime/live/pythonRuntime';
import { Sandbox } from '../src/runtime/live/sandbox';
import { Sweeps } from '../src/runtime/live/sweeps';
import { broadcastTabs, type Tabs } from '../src/runtime/live/tabs';
import { TypeScriptRuntime } from '../src/runtime/live/typescriptRuntime';
import { reply } from '../src/runtime/replies';
import { importRecord as storedRecord } from '../src/share/importRecord';
import { memoryRunStores } from '../src/storage/memory';
import { openStores } from '../src/storage/stores';
import CompilerWorker from './typescript/compiler/worker?worker';
import { COMPILE } from './typescript/compiler/words';

interface Parts {
  readonly engine: Engine;
  readonly sandbox: Sandbox;
  readonly python: PythonRuntime;
  readonly headless: Headless;
  readonly sweeps: Sweeps;
  readonly tell: (news: EngineNews) => void;
  readonly tabs: Tabs;
}

/** Attempts that compute at once. More would only share the same cores. */
const concurrent = Math.max(2, Math.min(8, navigator.hardwareConcurrency));
const SPARES = 2;

const stores = openStores();
let parts: Promise<Parts> | null = null;

async function connect(frame: MessagePort, news: MessagePort, baseUrl: string): Promise<Parts> {
  const tell = (message: EngineNews): void => {
    news.postMessage(message);
  };
  const opened = await stores;
  if (opened.notice !== null) tell({ kind: 'notice', code: opened.notice.code, message: opened.notice.message });
  const sandbox = new Sandbox(frame, () => {
    python.forget();
    typescript.forget();
    tell({ kind: 'sandbox-lost' });
  });
  const python = new PythonRuntime({
    sandbox,
    code: pythonCode,
    version: pyodide,
    folderUrl: new URL(folder, baseUrl).href,
    snapshots: opened.snapshots,
    spares: SPARES,
    concurrent,
    report: (state) => {
      tell({ kind: 'python', state });
    },
  });
  const typescript = new TypeScriptRuntime({
    sandbox,
    // Only those who run TypeScript load it.
    code: async () => {
      const { default: code, extras } = await import('sandbox:typescript/worker?extras');
      return { code, extras };
    },
    compiler: () => wrap<FlowCompiler>(startCompiler()),
    onnotice: (message) => {
      tell({ kind: 'notice', code: 'type-errors', message });
    },
    spares: SPARES,
    concurrent,
  });
  const workersFor = (language: Language) => (language === 'python' ? python : typescript);
  const version = `faultline ${faultline}, pyodide ${pyodide}`;
  const now = () => performance.now();
  const tabs = broadcastTabs();
  const { timeOrigin: timeOriginMs } = performance;
  const engine = new Engine({ stores: opened, version, workersFor, tell, tabs, now, timeOriginMs });
  const headless = new Headless({ newStores: memoryRunStores, version, workersFor, concurrent, now });
  const sweeps = new Sweeps({ world: headless, rules: SWEEP_RULES, stores: opened, tell, lanes: concurrent + 1 });
  return { engine, sandbox, python, headless, sweeps, tell, tabs };
}

const startCompiler = (): MessagePort => {
  const { port1, port2 } = new MessageChannel();
  new CompilerWorker().postMessage(COMPILE, [port2]);
  return port1;
};

async function open(frame: MessagePort, news: MessagePort, baseUrl: string): Promise<void> {
  parts = connect(frame, news, baseUrl);
  await parts;
}

async function reconnect(frame: MessagePort): Promise<void> {
  const { sandbox } = await connected();
  sandbox.reconnect(frame);
}

async function connected(): Promise<Parts> {
  if (parts === null) throw new FaultlineError('sandbox-unavailable', 'The engine has no sandbox to run flows in.');
  return parts;
}

const importRecord = async (record: unknown): Promise<string> => (await storedRecord(record, await stores)).id;

async function keepSwept(sweep: string, cell: number): Promise<string> {
  const { sweeps, tell, tabs } = await connected();
  const run = await sweeps.keep(sweep, cell);
  tell({ kind: 'runs-changed' });
  tabs.say({ kind: 'runs-changed' });
  return run;
}

/** Ends the rehearsals that are going on; those that come later have one of their own. */
let rehearsals = new AbortController();

const rehearse = async (scenario: Scenario): Promise<RunRecord> => {
  const { signal } = rehearsals;
  return (await connected()).headless.record(scenario, signal);
};

async function stopRehearsals(): Promise<void> {
  rehearsals.abort();
  rehearsals = new AbortController();
}

const engine = async (): Promise<Engine> => (await connected()).engine;

expose({
  connect: (frame, news, baseUrl) => reply(open(frame, news, baseUrl)),
  reconnect: (frame) => reply(reconnect(frame)),
  warm: () => reply(connected().then(({ python }) => python.warm())),
  execute: (order) => reply(engine().then((it) => it.execute(order))),
  continue: (runId, pace) => reply(engine().then((it) => it.continue(runId, pace))),
  cancel: () => reply(engine().then((it) => it.cancel())),
  strike: (fault) => reply(engine().then((it) => it.strike(fault))),
  setPace: (pace) => reply(engine().then((it) => it.setPace(pace))),
  step: () => reply(engine().then((it) => it.step())),
  runs: () => reply(engine().then((it) => it.runs())),
  labelRun: (runId, label) => reply(engine().then((it) => it.labelRun(runId, label))),
  deleteRuns: (runIds) => reply(engine().then((it) => it.deleteRuns(runIds))),
  record: (runId) => reply(engine().then((it) => it.record(runId))),
  importRecord: (record) => reply(importRecord(record)),
  open: (runId) => reply(engine().then((it) => it.open(runId))),
  previews: (hashes) => reply(engine().then((it) => it.previews(hashes))),
  card: (hash) => reply(engine().then((it) => it.card(hash))),
  sweep: (order) => reply(connected().then(({ sweeps }) => sweeps.start(order))),
  rehearse: (scenario) => reply(rehearse(scenario)),
  stopRehearsals: () => reply(stopRehearsals()),
  stopSweep: () => reply(connected().then(({ sweeps }) => sweeps.stop())),
  keepSwept: (sweep, cell) => reply(keepSwept(sweep, cell)),
} satisfies Replying<EngineHost>);
