/** Attempts through the pool, beside bare workers that load the same snapshot and run the same source. */
import bareCode from 'sandbox:../tests/bench/page/bareWorker';
import pythonCode from 'sandbox:python/worker';
import { folder } from 'virtual:pyodide';
import { asTaskId } from '../../../src/model/ids';
import { NO_STRIKES } from '../../../src/model/strikes';
import { ZERO } from '../../../src/model/time';
import type { AttemptOrder, PythonHost } from '../../../src/protocol/flowHost';
import { runAttempt } from '../../../src/runtime/live/attempts';
import { attemptSeed } from '../../../src/runtime/live/chance';
import { Lease } from '../../../src/runtime/live/lease';
import { Pool } from '../../../src/runtime/live/pool';
import { fetchPythonAssets } from '../../../src/runtime/live/pythonAssets';
import { Sandbox } from '../../../src/runtime/live/sandbox';
import { openSandboxFrame } from '../../../src/runtime/live/sandboxFrame';
import { TRIVIAL_FLOW } from './trivialFlow';

declare global {
  interface Window {
    /** Milliseconds of each attempt, one after the other. */
    measure(what: 'attempts' | 'bare', count: number, spares: number): Promise<number[]>;
  }
}

const sandbox = await startSandbox();
window.measure = (what, count, spares) => (what === 'bare' ? bare(count) : attempts(count, spares));

document.body.dataset['ready'] = '';

async function startSandbox(): Promise<Sandbox> {
  const started = new Sandbox(await openSandboxFrame());
  started.setCode('python', { code: pythonCode });
  const site = new URL('../../../', location.href);
  await started.setPython(await fetchPythonAssets(new URL(folder, site).href, () => undefined));
  const maker = new Lease<PythonHost>(started.spawn('python', false));
  started.setSnapshot(await maker.host.makeSnapshot());
  maker.end('the snapshot is made');
  return started;
}

async function attempts(count: number, spares: number): Promise<number[]> {
  const pool = new Pool({ spawn: () => sandbox.spawn('python', true), spares, concurrent: 1 });
  await pool.warm();
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    const lease = await pool.take();
    const outcome = await runAttempt(lease, order(i), () => undefined);
    if (!('end' in outcome) || outcome.end.kind !== 'succeeded') throw new TypeError(JSON.stringify(outcome));
    pool.giveBack(lease, 'measured');
    times.push(performance.now() - begun);
  }
  pool.drain();
  return times;
}

const order = (i: number): AttemptOrder => ({
  source: TRIVIAL_FLOW,
  fileName: 'flow.py',
  files: {},
  user: 'bench',
  withDecorators: [],
  configs: {},
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

async function bare(count: number): Promise<number[]> {
  const source = TRIVIAL_FLOW.replace('__name__ == "__main__"', 'False') + '\n6 * 7\n';
  const times: number[] = [];
  sandbox.setCode('python', { code: bareCode });
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    const worker = sandbox.spawn('python', true);
    await new Promise<void>((resolve) => {
      worker.port.onmessage = () => {
        resolve();
      };
      worker.port.postMessage(source);
    });
    void worker.kill();
    times.push(performance.now() - begun);
  }
  sandbox.setCode('python', { code: pythonCode });
  return times;
}
