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
import type { SandboxWorker } from '../../src/runtime/live/sandbox';

/** A worker of production's own bundle in a Node thread, and the way to end it. */
export interface PythonWorker {
  readonly host: Remote<PythonHost>;
  end(): Promise<unknown>;
}

export interface SpawnOptions {
  readonly boot?: 'snapshot' | 'plain';
  /** Of the host: a worker must not let it through. */
  readonly timeZone?: string;
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

  function spawn(from: Uint8Array | null, timeZone = 'Asia/Tokyo'): SandboxWorker {
    const worker = new Worker(new URL('./nodeWorker.mjs', import.meta.url), {
      workerData: { code },
      env: { TZ: timeZone },
    });
    const failed = new Promise<string>((resolve) => {
      worker.on('error', (error) => {
        console.error(error);
        resolve(String(error));
      });
    });
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ boot: { ...files, snapshot: from }, port: port2 }, [port2 as never]);
    const kill = async () => {
      port1.close();
      await worker.terminate();
    };
    return { port: port1, failed, kill };
  }

  function start(from: Uint8Array | null): PythonWorker {
    const { port, kill } = spawn(from);
    return { host: wrap<PythonHost>(port), end: kill };
  }

  async function takeSnapshot(): Promise<Uint8Array> {
    const first = start(null);
    const taken = await first.host.makeSnapshot();
    await first.end();
    return taken;
  }

  return {
    fromFiles: () => start(null),
    async fromSnapshot(): Promise<PythonWorker> {
      snapshot ??= await takeSnapshot();
      return start(snapshot);
    },
    /** What a pool spawns from. Without a snapshot every worker boots plainly. */
    async spawner({ boot = 'snapshot', timeZone }: SpawnOptions = {}): Promise<() => SandboxWorker> {
      const taken = boot === 'plain' ? null : (snapshot ??= await takeSnapshot());
      return () => spawn(taken, timeZone);
    },
  };
}
