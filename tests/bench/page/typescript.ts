/** Attempts of a TypeScript flow through the pool, beside bare sandboxed workers that answer one call. */
import { wrap } from 'comlink';
import bareCode from 'sandbox:../tests/bench/page/bareAnswer';
import lockedCode from 'sandbox:../tests/bench/page/lockedAnswer';
import code, { extras } from 'sandbox:typescript/worker?extras';
import { asTaskId } from '../../../src/model/ids';
import { NO_STRIKES } from '../../../src/model/strikes';
import { ZERO } from '../../../src/model/time';
import type { FlowCompiler } from '../../../src/protocol/compiler';
import type { AttemptOrder, FlowSource } from '../../../src/protocol/flowHost';
import { runAttempt } from '../../../src/runtime/live/attempts';
import { attemptSeed } from '../../../src/runtime/live/chance';
import { Sandbox } from '../../../src/runtime/live/sandbox';
import { openSandboxFrame } from '../../../src/runtime/live/sandboxFrame';
import { TypeScriptRuntime } from '../../../src/runtime/live/typescriptRuntime';
import CompilerWorker from '../../../workers/typescript/compiler/worker?worker';
import { COMPILE } from '../../../workers/typescript/compiler/words';
import { TRIVIAL_TYPESCRIPT_FLOW } from './trivialFlow';

declare global {
  interface Window {
    /** Milliseconds of each attempt, one after the other. */
    attempts(count: number, spares: number): Promise<number[]>;
    /** Milliseconds of each bare worker, one after the other; also of those that only lock their realm. */
    bare(count: number, kind?: 'locked'): Promise<number[]>;
    /** Milliseconds of that many bare workers, as many at a time as a run has. */
    bareTogether(count: number): Promise<number>;
  }
}

/** As in workers/engine.ts. */
const CONCURRENT = Math.max(2, Math.min(8, navigator.hardwareConcurrency));

const sandbox = new Sandbox(await openSandboxFrame());

function runtimeWith(spares: number): TypeScriptRuntime {
  return new TypeScriptRuntime({
    sandbox,
    code: () => Promise.resolve({ code, extras }),
    compiler: startCompiler,
    onnotice: () => undefined,
    spares,
    concurrent: 1,
  });
}

function startCompiler() {
  const { port1, port2 } = new MessageChannel();
  new CompilerWorker().postMessage(COMPILE, [port2]);
  return wrap<FlowCompiler>(port1);
}

const runtimes = new Map([0, 2].map((spares) => [spares, runtimeWith(spares)]));

window.attempts = async (count, spares) => {
  const runtime = runtimes.get(spares);
  if (runtime === undefined) throw new TypeError('there is no such pool');
  sandbox.setCode('typescript', { code, extras });
  const prepared = await runtime.prepare(SOURCE);
  if (!prepared.ok) throw new TypeError(prepared.refusal.message);
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    const lease = await runtime.take(prepared.source);
    const outcome = await runAttempt(lease, orderOf(prepared.source, i), () => undefined);
    if (!('end' in outcome) || outcome.end.kind !== 'succeeded') throw new TypeError(JSON.stringify(outcome));
    runtime.giveBack(lease, 'measured');
    times.push(performance.now() - begun);
  }
  return times;
};

const SOURCE: FlowSource = {
  source: TRIVIAL_TYPESCRIPT_FLOW,
  fileName: 'flow.ts',
  files: {},
  user: 'bench',
  withDecorators: [],
  configs: {},
  seed: [1],
};

const orderOf = (source: FlowSource, i: number): AttemptOrder => ({
  ...source,
  seed: attemptSeed(1, { step: 'work', foreach: [], round: 0 }, i),
  flowName: 'Trivial',
  runId: '1',
  originRunId: null,
  taskId: asTaskId('2'),
  step: 'work',
  attempt: 0,
  retryTimes: 0,
  fallback: false,
  frames: [],
  round: null,
  inputs: [{ step: 'start', taskId: '1', frames: [], artifacts: [] }],
  parameters: [],
  strikes: NO_STRIKES,
  services: [],
  servicesSeed: [],
  successors: ['end'],
  tags: [],
  codeStartsAt: ZERO,
  maxLogBytes: 10_000_000,
  client: null,
  blobs: new Map(),
});

window.bare = async (count, kind) => {
  sandbox.setCode('typescript', { code: kind === 'locked' ? lockedCode : bareCode });
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    await bareAnswer();
    times.push(performance.now() - begun);
  }
  return times;
};

window.bareTogether = async (count) => {
  sandbox.setCode('typescript', { code: bareCode });
  const begun = performance.now();
  let left = count;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await bareAnswer();
  };
  await Promise.all(Array.from({ length: CONCURRENT }, lane));
  return performance.now() - begun;
};

async function bareAnswer(): Promise<void> {
  const worker = sandbox.spawn('typescript', false);
  await wrap<{ answer(): number }>(worker.port).answer();
  void worker.kill();
}

document.body.dataset['ready'] = '';
