import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import type { RunRecord } from '../../src/model/record';
import { PLATFORMS, type Scenario } from '../../src/model/scenario';
import { Engine } from '../../src/runtime/live/engine';
import { TypeScriptRuntime } from '../../src/runtime/live/typescriptRuntime';
import type { RunStores } from '../../src/runtime/ports';
import { memoryRunStores } from '../../src/storage/memory';
import { compile } from '../../workers/typescript/compiler/compile';
import { typescriptSpawner } from './typescriptWorkers';

export interface TypeScriptWorkersOptions {
  readonly spares?: number;
  readonly concurrent?: number;
  /** Of the host: a worker must not let it through. */
  readonly timeZone?: string;
}

export interface TypeScriptRunsOptions extends TypeScriptWorkersOptions {
  /** Empty at first, if they are not given. */
  readonly stores?: RunStores;
}

/** Production's workers in Node threads, and its compiler in this one. */
export async function typescriptRuntime({
  spares = 1,
  concurrent = 2,
  timeZone,
}: TypeScriptWorkersOptions = {}): Promise<TypeScriptRuntime> {
  return new TypeScriptRuntime({
    sandbox: { setCode: () => undefined, spawn: await typescriptSpawner(timeZone) },
    code: () => Promise.resolve({ code: '' }),
    compiler: () => ({
      compile: (source, fileName) => Promise.resolve(compile(typescript, source, fileName)),
      check: () => Promise.resolve(null),
    }),
    onnotice: () => undefined,
    spares,
    concurrent,
  });
}

/** The engine as the page has it, with production's workers in Node threads and stores in memory. */
export async function typescriptEngine(options: TypeScriptRunsOptions = {}): Promise<Engine> {
  const { stores = memoryRunStores(), ...workers } = options;
  const runtime = await typescriptRuntime(workers);
  return new Engine({
    stores,
    version: 'tests',
    workersFor: () => runtime,
    tell: () => undefined,
    tabs: { say: () => undefined, listen: () => () => undefined },
    now: () => performance.now(),
    timeOriginMs: performance.timeOrigin,
  });
}

/** Runs commands, one after the other, on the same stores. */
export async function typescriptRuns() {
  const engine = await typescriptEngine();
  return (source: string, command: readonly string[], fields: Partial<Scenario> = {}): Promise<RunRecord> =>
    engine.execute({ scenario: { ...SCENARIO, source, command, ...fields }, pace: 'instant' });
}

export const SCENARIO: Scenario = {
  language: 'typescript',
  fileName: 'flow.ts',
  source: '',
  parameters: {},
  seed: 1,
  faults: [],
  services: [],
  platform: PLATFORMS.local,
  maxWorkers: 1,
  command: ['run'],
  files: {},
  user: 'tester',
};
