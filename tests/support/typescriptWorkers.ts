import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { WorkerCode } from '../../src/protocol/frame';
import type { SandboxWorker } from '../../src/runtime/live/sandbox';
import { scriptBuild, scriptsOf } from '../../workers/build/sandboxBundle';

const WORKER = { entry: 'typescript/worker', hasExtras: true };

let scripts: Promise<WorkerCode> | null = null;

/** The worker's scripts, as the page bundles them. */
async function bundle(): Promise<WorkerCode> {
  const output = await build({ configFile: false, logLevel: 'error', ...scriptBuild(process.cwd(), WORKER, false) });
  const { code, extras } = scriptsOf(WORKER, [output].flat());
  return { code, ...(extras !== null && { extras }) };
}

/** Starts workers as the sandbox does. The host's time zone and language must not reach them. */
export async function typescriptSpawner(
  timeZone = 'Asia/Tokyo',
): Promise<(kind: 'typescript', snapshot: false, flow: string | null) => SandboxWorker> {
  scripts ??= bundle();
  const { code, extras } = await scripts;
  return (_kind, _snapshot, flow) => {
    const worker = new Worker(new URL('./nodeWorker.mjs', import.meta.url), {
      workerData: { code: `${flow ?? ''}${code}`, extras },
      env: { TZ: timeZone, LANG: 'de_DE.UTF-8' },
    });
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ boot: 'blob:extras', port: port2 }, [port2 as never]);
    return {
      port: port1,
      failed: new Promise((resolve) => worker.once('error', (error) => resolve(String(error)))),
      kill: async () => {
        port1.close();
        await worker.terminate();
      },
    };
  };
}
