import { beforeAll, expect, test } from 'vitest';
import { scenarioOf } from '../../src/runtime/scenario';
import { DETERMINED } from '../support/determined';
import { pythonWorkers } from '../support/pythonWorkers';
import { wholeRuns, type WholeRunsOptions } from '../support/wholeRuns';

let workers: Awaited<ReturnType<typeof pythonWorkers>>;

beforeAll(async () => {
  workers = await pythonWorkers();
});

async function resultOf(options: WholeRunsOptions) {
  const runs = await wholeRuns(workers, options);
  const { source, ...fields } = scenarioOf(DETERMINED);
  const { run, tasks } = await runs.execute(source, ['run'], fields);
  runs.end();
  return { digest: run.digest, outcome: run.outcome, stdout: tasks.map(({ stdout }) => stdout) };
}

test('one scenario has one result, however its interpreters boot and however many compute at once', async () => {
  const usual = await resultOf({});
  expect(usual.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await resultOf({ concurrent: 1, spares: 0, timeZone: 'America/St_Johns' })).toEqual(usual);
  expect(await resultOf({ concurrent: 4, spares: 2, boot: 'plain' })).toEqual(usual);
}, 300_000);
