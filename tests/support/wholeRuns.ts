import { PLATFORMS, type Scenario } from '../../src/model/scenario';
import type { RunRecord } from '../../src/model/record';
import { Engine } from '../../src/runtime/live/engine';
import { Pool } from '../../src/runtime/live/pool';
import type { RunStores } from '../../src/runtime/ports';
import { memoryRunStores } from '../../src/storage/memory';
import type { pythonWorkers, SpawnOptions } from './pythonWorkers';

/** Commands given one after the other in one place, which is empty at first. */
export interface WholeRuns {
  /** `command` is what stands after the file name: `run --alpha 3`. */
  execute(source: string, command: readonly string[], fields?: Partial<Scenario>): Promise<RunRecord>;
  /** Goes on with a run that was interrupted. */
  continue(run: string): Promise<RunRecord>;
  end(): void;
}

export interface WholeRunsOptions extends SpawnOptions {
  /** Empty at first, if they are not given. */
  readonly stores?: RunStores;
  readonly spares?: number;
  readonly concurrent?: number;
}

/** The engine as the page has it, with production's Python workers in Node threads and stores in memory. */
export async function wholeRuns(
  workers: Awaited<ReturnType<typeof pythonWorkers>>,
  { stores = memoryRunStores(), spares = 1, concurrent = 2, ...spawning }: WholeRunsOptions = {},
): Promise<WholeRuns> {
  const pool = new Pool({ spawn: await workers.spawner(spawning), spares, concurrent });
  const engine = new Engine({
    stores,
    version: 'tests',
    workersFor: () => pool,
    tell: () => undefined,
    tabs: { say: () => undefined, listen: () => () => undefined },
    now: () => performance.now(),
    timeOriginMs: performance.timeOrigin,
  });
  return {
    execute: (source, command, fields = {}) =>
      engine.execute({ scenario: { ...SCENARIO, source, command, ...fields }, pace: 'instant' }),
    continue: (run) => engine.continue(run, 'instant'),
    end: () => {
      pool.drain();
    },
  };
}

const SCENARIO: Scenario = {
  language: 'python',
  fileName: 'flow.py',
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
