import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { SandboxWorker } from '../../src/runtime/live/sandbox';

let script: Promise<string> | null = null;

/** The worker's script, as the page bundles it. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: path.resolve('workers/typescript/worker.ts'),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  });
  const [chunk] = [result].flat().flatMap((output) => ('output' in output ? output.output : []));
  if (chunk?.type !== 'chunk') throw new Error('the worker did not bundle');
  return chunk.code;
}

/** Starts workers as the sandbox does. The host's time zone and language must not reach them. */
export async function typescriptSpawner(timeZone = 'Asia/Tokyo'): Promise<() => SandboxWorker> {
  script ??= bundle();
  const code = await script;
  return () => {
    const worker = new Worker(new URL('./nodeWorker.mjs', import.meta.url), {
      workerData: { code },
      env: { TZ: timeZone, LANG: 'de_DE.UTF-8' },
    });
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ boot: null, port: port2 }, [port2 as never]);
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
