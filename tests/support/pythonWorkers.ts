import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import { build } from 'vite';
import type { PythonHost } from '../../src/protocol/flowHost';
import type { PythonBoot } from '../../src/protocol/frame';

/** A worker of production's own bundle in a Node thread, and the way to end it. */
export interface PythonWorker {
  readonly host: Remote<PythonHost>;
  end(): Promise<unknown>;
}

const folder = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
const file = (name: string) => readFile(path.join(folder, name));

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
        input: path.resolve('workers/python/worker.ts'),
        external: [/^node:/, 'ws'],
        output: { format: 'iife', codeSplitting: false },
      },
    },
  });
  const [chunk] = [result].flat().flatMap((output) => ('output' in output ? output.output : []));
  if (chunk?.type !== 'chunk') throw new Error('the worker did not bundle');
  return chunk.code;
}

async function assets(): Promise<Omit<PythonBoot, 'snapshot'>> {
  const [wasm, stdlib, lock] = await Promise.all([
    file('pyodide.asm.wasm'),
    file('python_stdlib.zip'),
    file('pyodide-lock.json'),
  ]);
  return {
    module: await WebAssembly.compile(new Uint8Array(wasm)),
    stdlib: new Uint8Array(stdlib),
    lock: lock.toString(),
    scriptUrl: pathToFileURL(path.join(folder, 'pyodide.asm.mjs')).href,
  };
}

/** Starts workers, all but the first from a snapshot of the first. */
export async function pythonWorkers() {
  const [code, files] = await Promise.all([bundle(), assets()]);
  let snapshot: Uint8Array | null = null;

  function start(from: Uint8Array | null): PythonWorker {
    const worker = new Worker(new URL('./nodeWorker.mjs', import.meta.url), {
      workerData: { code },
      env: { TZ: 'Asia/Tokyo' },
    });
    worker.on('error', (error) => console.error(error));
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ boot: { ...files, snapshot: from }, port: port2 }, [port2 as never]);
    return { host: wrap<PythonHost>(port1), end: () => (port1.close(), worker.terminate()) };
  }

  return {
    fromFiles: () => start(null),
    async fromSnapshot(): Promise<PythonWorker> {
      if (!snapshot) {
        const first = start(null);
        snapshot = await first.host.makeSnapshot();
        await first.end();
      }
      return start(snapshot);
    },
  };
}
