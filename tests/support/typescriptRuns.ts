import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import type { RunRecord } from '../../src/model/record';
import { PLATFORMS, type Scenario } from '../../src/model/scenario';
import { Engine } from '../../src/runtime/live/engine';
import { TypeScriptRuntime } from '../../src/runtime/live/typescriptRuntime';
import { memoryRunStores } from '../../src/storage/memory';
import { compile } from '../../workers/typescript/compiler/compile';
import { typescriptSpawner } from './typescriptWorkers';

/** Production's workers in Node threads, and its compiler in this one. */
export async function typescriptRuntime(): Promise<TypeScriptRuntime> {
  const spawn = await typescriptSpawner();
  return new TypeScriptRuntime({
    sandbox: { setCode: () => undefined, spawn },
    code: () => Promise.resolve(''),
    compiler: () => ({
      compile: (source, fileName) => Promise.resolve(compile(typescript, source, fileName)),
      check: () => Promise.resolve(null),
    }),
    onnotice: () => undefined,
    spares: 1,
    concurrent: 2,
  });
}

/** The engine as the page has it, with production's workers in Node threads and stores in memory, which are empty. */
export async function typescriptRuns() {
  const runtime = await typescriptRuntime();
  const engine = new Engine({
    stores: memoryRunStores(),
    version: 'tests',
    workersFor: () => runtime,
    tell: () => undefined,
    tabs: { say: () => undefined, listen: () => () => undefined },
    now: () => performance.now(),
    timeOriginMs: performance.timeOrigin,
  });
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
