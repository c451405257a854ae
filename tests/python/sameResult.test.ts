import { beforeAll, expect, test } from 'vitest';
import { scenarioOf } from '../../src/runtime/scenario';
import { memoryRunStores } from '../../src/storage/memory';
import { Crash, crashingAfter } from '../support/crashes';
import { DETERMINED } from '../support/determined';
import { pythonWorkers } from '../support/pythonWorkers';
import { wholeRuns, type WholeRunsOptions } from '../support/wholeRuns';

/** On a machine that is busy with other things, too. */
const RUNS_MS_MAX = 1_200_000;

let workers: Awaited<ReturnType<typeof pythonWorkers>>;

beforeAll(async () => {
  workers = await pythonWorkers();
});

async function resultOf(options: WholeRunsOptions) {
  const runs = await wholeRuns(workers, options);
  const { source, ...fields } = scenarioOf(DETERMINED);
  const { run, tasks, events } = await runs.execute(source, ['run'], fields);
  runs.end();
  return { digest: run.digest, length: events.length, outcome: run.outcome, stdout: tasks.map(({ stdout }) => stdout) };
}

test(
  'one scenario has one result, however its interpreters boot and however many compute at once',
  async () => {
    const usual = await resultOf({});
    expect(usual.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await resultOf({ concurrent: 1, spares: 0, timeZone: 'America/St_Johns' })).toEqual(usual);
    expect(await resultOf({ concurrent: 4, spares: 2, boot: 'plain' })).toEqual(usual);
  },
  RUNS_MS_MAX,
);

/** Shares of the log: at its start and end, before, between and within what is stored at once. */
const CRASHES = [0, 0.1, 0.3, 0.55, 0.8, 0.99];

test(
  'a run that is interrupted after any of its events comes to the same end',
  async () => {
    const { digest, length } = await resultOf({});
    const { source, ...fields } = scenarioOf(DETERMINED);
    for (const crash of CRASHES.map((share) => Math.max(1, Math.floor(share * length)))) {
      const stores = memoryRunStores();
      const doomed = await wholeRuns(workers, { stores: crashingAfter(crash, stores) });
      await expect(doomed.execute(source, ['run'], fields)).rejects.toThrow(Crash);
      const next = await wholeRuns(workers, { stores });
      const [stored] = await stores.runs.list();
      const { run } = await next.continue(stored?.id ?? '');
      expect([crash, run.digest, run.reproducible]).toEqual([crash, digest, true]);
      for (const runs of [doomed, next]) runs.end();
    }
  },
  RUNS_MS_MAX,
);
