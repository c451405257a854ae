import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS, type Scenario } from '../../src/model/scenario';
import { READY_SERVICES } from '../../src/model/services';
import type { SweepNews } from '../../src/protocol/sweep';
import type { Headless, HeadlessRun } from '../../src/runtime/live/headless';
import { memoryRunStores } from '../../src/storage/memory';
import { sweepsOf, swept, verdictLines } from '../support/sweeping';
import { typescriptHeadless } from '../support/typescriptHeadless';
import { SCENARIO } from '../support/typescriptRuns';

let world: Headless;
beforeAll(async () => {
  world = await typescriptHeadless();
});

const never = new AbortController().signal;

const example = (name: string, fields: Partial<Scenario> = {}): Scenario => ({
  ...SCENARIO,
  fileName: `${name}.ts`,
  source: readFileSync(`public/flows/${name}.ts`, 'utf8'),
  platform: PLATFORMS.kubernetes,
  maxWorkers: 16,
  ...fields,
});

const whole = async (scenario: Scenario): Promise<HeadlessRun> => {
  const run = await world.run(scenario, never);
  if (!('stored' in run)) throw new TypeError(run.run.message ?? 'no run');
  return run;
};

describe('a swept run', () => {
  test.each(['SomeItemsFail', 'FlakyApi', 'TryUntilGood'])(
    'of %s is the one that the scenario has with its fault from the start',
    async (name) => {
      const scenario = example(name, { seed: 5, services: READY_SERVICES.map(({ service }) => service) });
      const stores = memoryRunStores();
      const sweeps = sweepsOf(world, stores);
      const { plan } = await sweeps.start({ id: 's', scenario, kinds: ['spot-interruption', 'code-bug', 'bad-input'] });
      const some = plan.cells.filter(({ index }) => index % 9 === 0);
      for (const { index, fault } of some) {
        const kept = await stores.runs.get(await sweeps.keep('s', index));
        const straight = await whole({ ...scenario, faults: [fault] });
        expect(kept).toMatchObject({
          outcome: straight.stored.outcome,
          digest: straight.stored.digest,
          scenario: { faults: [fault] },
        });
        expect(await stores.log.read(kept?.id ?? straight.stored.id)).toEqual(straight.events);
      }
    },
  );
});

describe('verdicts on the examples', () => {
  test('PaidTwice pays again when what it paid for is lost', async () => {
    const result = await swept(world, memoryRunStores(), {
      scenario: example('PaidTwice'),
      kinds: ['spot-interruption', 'datastore-unavailable'],
      steps: ['start', 'careless'],
    });
    expect(verdictLines(result)).toEqual([
      'start/0 spot-interruption before: failed',
      'start/0 spot-interruption during: failed',
      'start/0 spot-interruption after: failed',
      'start/0 datastore-unavailable after: failed',
      'careless/0 spot-interruption before: survived',
      'careless/0 spot-interruption during: survived',
      'careless/0 spot-interruption after: repeated',
      'careless/0 datastore-unavailable after: repeated',
      'careless/1 spot-interruption before: survived',
      'careless/1 spot-interruption during: survived',
      'careless/1 spot-interruption after: repeated',
      'careless/1 datastore-unavailable after: repeated',
    ]);
  });

  test('the flow of the notes survives where it retries, and catches where it catches', async () => {
    const result = await swept(world, memoryRunStores(), {
      scenario: example('FailureHandlingFlow', { seed: 11 }),
      kinds: ['eviction', 'code-bug'],
      moments: ['before', 'start'],
    });
    expect(verdictLines(result)).toEqual(
      [
        ['start/0', 'failed'],
        ['apiCall/0', 'survived'],
        ['apiCall/1', 'failed'], // Attempts 2 and 3 have no luck under this seed.
        ['riskyLogic/0', 'caught'],
        ['summarize/0', 'failed'],
        ['end/0', 'failed'],
      ].flatMap(([attempt = '', verdict = '']) => [
        `${attempt} eviction before: ${verdict}`,
        `${attempt} code-bug start: ${verdict}`,
      ]),
    );
  });
});

test('a sweep stops when it is told to, and what was judged stays', async () => {
  const told: SweepNews[] = [];
  const stores = memoryRunStores();
  const sweeps = sweepsOf(world, stores, told);
  const going = sweeps.start({ id: 's', scenario: example('PaidTwice') });
  await expect.poll(() => told.filter(({ kind }) => kind === 'sweep-judged').length).toBeGreaterThan(3);
  sweeps.stop();
  const { facts } = await going;
  expect(facts.filter((one) => one !== null).length).toBe(told.filter(({ kind }) => kind === 'sweep-judged').length);
  expect(facts).toContain(null);
  expect(await stores.runs.list()).toEqual([]);
});

test('a flow that fails by itself is not swept', async () => {
  const source = example('PaidTwice').source.replace('this.order = 1007', "throw new TypeError('no order')");
  await expect(swept(world, memoryRunStores(), { scenario: example('PaidTwice', { source }) })).rejects.toMatchObject({
    code: 'sweep-not-calm',
    message: expect.stringContaining('The run fails under seed 1 with no failure injected') as string,
  });
});
