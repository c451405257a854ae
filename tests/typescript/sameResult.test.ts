import { expect, test } from 'vitest';
import { scenarioOf } from '../../src/runtime/scenario';
import { memoryRunStores } from '../../src/storage/memory';
import { Crash, crashingAfter } from '../support/crashes';
import { DETERMINED_TYPESCRIPT } from '../support/determined';
import { typescriptEngine, type TypeScriptRunsOptions } from '../support/typescriptRuns';

const ORDER = { scenario: scenarioOf(DETERMINED_TYPESCRIPT), pace: 'instant' } as const;
/** Of a log of about 150 events. A prime, so that crashes fall between, before and within what is stored at once. */
const CRASH_EVERY = 11;

async function recordOf(options: TypeScriptRunsOptions) {
  const { run, tasks, events } = await (await typescriptEngine(options)).execute(ORDER);
  return { digest: run.digest, message: run.message, neverStruck: run.neverStruck, tasks, events };
}

test('one scenario has one result, whatever the time zone and however many compute at once', async () => {
  const usual = await recordOf({});
  expect(usual).toMatchObject({ message: 'Step end (task-id 7) failed.', neverStruck: undefined });
  expect(await recordOf({ concurrent: 1, spares: 0, timeZone: 'America/St_Johns' })).toEqual(usual);
  expect(await recordOf({ concurrent: 4, spares: 2, timeZone: 'UTC' })).toEqual(usual);
});

test('a run that is interrupted after any of its events comes to the same end', async () => {
  const { digest, events } = await recordOf({});
  const crashes = Array.from({ length: Math.ceil(events.length / CRASH_EVERY) }, (_, i) => 1 + i * CRASH_EVERY);
  for (const crash of crashes) {
    const stores = memoryRunStores();
    const doomed = await typescriptEngine({ stores: crashingAfter(crash, stores) });
    await expect(doomed.execute(ORDER)).rejects.toThrow(Crash);
    const [stored] = await stores.runs.list();
    const { run } = await (await typescriptEngine({ stores })).continue(stored?.id ?? '', 'instant');
    expect([crash, run.digest, run.reproducible]).toEqual([crash, digest, true]);
  }
});
