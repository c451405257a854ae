import { Headless } from '../../src/runtime/live/headless';
import { memoryRunStores } from '../../src/storage/memory';
import { typescriptRuntime } from './typescriptRuns';

/** Runs out of sight, with production's workers in Node threads. */
export async function typescriptHeadless(): Promise<Headless> {
  const runtime = await typescriptRuntime();
  return new Headless({
    newStores: memoryRunStores,
    version: 'tests',
    workersFor: () => runtime,
    concurrent: 2,
    now: () => performance.now(),
  });
}
