/** A whole sweep of real TypeScript runs, and as many attempts of the same steps back to back through the bare pool. */
import { wrap } from 'comlink';
import code, { extras } from 'sandbox:typescript/worker?extras';
import { SWEEP_RULES } from '../../../src/lab/sweepRules';
import { asTaskId } from '../../../src/model/ids';
import { PLATFORMS, type Scenario } from '../../../src/model/scenario';
import { NO_STRIKES } from '../../../src/model/strikes';
import { ZERO } from '../../../src/model/time';
import type { FlowCompiler } from '../../../src/protocol/compiler';
import type { AttemptOrder } from '../../../src/protocol/flowHost';
import { runAttempt } from '../../../src/runtime/live/attempts';
import { attemptSeed } from '../../../src/runtime/live/chance';
import { Headless } from '../../../src/runtime/live/headless';
import { flowSourceOf, preparedSource } from '../../../src/runtime/live/loading';
import { Pool } from '../../../src/runtime/live/pool';
import { Sandbox } from '../../../src/runtime/live/sandbox';
import { openSandboxFrame } from '../../../src/runtime/live/sandboxFrame';
import { Sweeps } from '../../../src/runtime/live/sweeps';
import { TypeScriptRuntime } from '../../../src/runtime/live/typescriptRuntime';
import { memoryRunStores } from '../../../src/storage/memory';
import CompilerWorker from '../../../workers/typescript/compiler/worker?worker';
import { COMPILE } from '../../../workers/typescript/compiler/words';

declare global {
  interface Window {
    /** A sweep: its milliseconds, and how many runs and attempts they were for. */
    sweep(): Promise<{ ms: number; runs: number; attempts: number }>;
    /** Milliseconds of so many attempts, `concurrent` at once. */
    bareAttempts(count: number, concurrent: number): Promise<number>;
  }
}

const STEPS = ['start', 'load', 'train', 'report', 'end'];
/** Seeds of a sweep: with five steps and ten failures for each attempt, 200 runs. */
const SEEDS = [1, 2, 3, 4];
const CONCURRENT = Math.max(2, Math.min(8, navigator.hardwareConcurrency));
const SPARES = 2;

const method = (name: string, i: number): string =>
  `  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step() ${name}() {
    this.x = ${String(i)}
    console.log(this.x)
${i + 1 < STEPS.length ? `    this.next(this.${STEPS[i + 1] ?? ''})\n` : ''}  }`;

const scenario: Scenario = {
  language: 'typescript',
  fileName: 'flow.ts',
  source: `import { FlowSpec, retry, step } from 'faultline'
export default class Chain extends FlowSpec {
  declare x: number
${STEPS.map(method).join('\n')}
}
`,
  parameters: {},
  seed: 1,
  faults: [],
  services: [],
  platform: PLATFORMS.kubernetes,
  maxWorkers: 16,
  command: ['run'],
  files: {},
  user: 'bench',
};

const sandbox = new Sandbox(await openSandboxFrame());

const runtime = new TypeScriptRuntime({
  sandbox,
  code: () => Promise.resolve({ code, extras }),
  compiler: () => wrap<FlowCompiler>(startCompiler()),
  onnotice: () => undefined,
  spares: SPARES,
  concurrent: CONCURRENT,
});
await runtime.warm();

function startCompiler(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  new CompilerWorker().postMessage(COMPILE, [port2]);
  return port1;
}

const headless = new Headless({
  newStores: memoryRunStores,
  version: 'bench',
  workersFor: () => runtime,
  concurrent: CONCURRENT,
  now: () => performance.now(),
});

window.sweep = async () => {
  const sweeps = new Sweeps({
    ...{ world: headless, rules: SWEEP_RULES, stores: memoryRunStores(), lanes: CONCURRENT + 1 },
    tell: () => undefined,
  });
  const { facts, attempts, ms } = await sweeps.start({
    ...{ id: 'bench', scenario, seeds: SEEDS },
    kinds: ['spot-interruption', 'eviction', 'out-of-memory', 'code-bug'],
  });
  if (facts.some((one) => one?.outcome !== 'succeeded')) throw new TypeError('a retry makes good every one of these');
  return { ms, runs: facts.length, attempts };
};

const prepared = await preparedSource(runtime, flowSourceOf(scenario));
if (!prepared.ok) throw new TypeError(prepared.refusal.message);
const { source } = prepared;

const order = (i: number): AttemptOrder => ({
  ...source,
  seed: attemptSeed(1, { step: 'train', foreach: [], round: 0 }, i),
  flowName: 'Chain',
  runId: '1',
  originRunId: null,
  taskId: asTaskId('2'),
  step: 'train',
  attempt: 0,
  retryTimes: 1,
  fallback: false,
  frames: [],
  round: null,
  inputs: [{ step: 'load', taskId: '1', frames: [], artifacts: [] }],
  parameters: [],
  strikes: NO_STRIKES,
  services: [],
  servicesSeed: [],
  successors: ['report'],
  tags: [],
  codeStartsAt: ZERO,
  maxLogBytes: 10_000_000,
  client: null,
  blobs: new Map(),
});

window.bareAttempts = async (count, concurrent) => {
  const pool = new Pool({ spawn: () => sandbox.spawn('typescript', false), spares: SPARES, concurrent });
  await pool.warm();
  const begun = performance.now();
  const left = Array.from({ length: count }, (_, i) => i).values();
  const lane = async (): Promise<void> => {
    for (const i of left) {
      const lease = await pool.take();
      const outcome = await runAttempt(lease, order(i), () => undefined);
      if (!('end' in outcome) || outcome.end.kind !== 'succeeded') throw new TypeError(JSON.stringify(outcome));
      pool.giveBack(lease, 'measured');
    }
  };
  await Promise.all(Array.from({ length: concurrent }, lane));
  const ms = performance.now() - begun;
  pool.drain();
  return ms;
};

document.body.dataset['ready'] = '';
