import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import { build } from 'vite';
import { readTypeScript } from '../../src/language/typescript/read';
import type { FlowHost, FlowSource } from '../../src/protocol/flowHost';
import type { SandboxWorker } from '../../src/runtime/live/sandbox';
import { compile } from '../../workers/typescript/compiler/compile';

/** A worker of production's own bundle in a Node thread, and the way to end it. */
export interface TypeScriptWorker {
  readonly host: Remote<FlowHost>;
  end(): Promise<unknown>;
}

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

/** Starts workers as the sandbox does. */
export async function typescriptSpawner(): Promise<() => SandboxWorker> {
  script ??= bundle();
  const code = await script;
  return () => {
    const worker = new Worker(new URL('./nodeWorker.mjs', import.meta.url), {
      workerData: { code },
      env: { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' },
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

/** Starts a worker that has run nothing. */
export async function typescriptWorker(): Promise<TypeScriptWorker> {
  const { port, kill } = (await typescriptSpawner())();
  return { host: wrap<FlowHost>(port), end: kill };
}

/** A source as workers get it: compiled by the compiler of the page, read by its reader. */
export function compiledSource(source: string, fields: Partial<FlowSource> = {}): FlowSource {
  const fileName = fields.fileName ?? 'flow.ts';
  const outcome = compile(typescript, source, fileName);
  if (!outcome.ok) throw new Error(`${outcome.refusal.headline}: ${outcome.refusal.message}`);
  const { flow } = readTypeScript(source, fileName);
  return {
    source,
    fileName,
    files: {},
    user: 'tester',
    withDecorators: [],
    configs: {},
    seed: [7],
    compiled: { ...outcome.compiled, flow },
    ...fields,
  };
}
