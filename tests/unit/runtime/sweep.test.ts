import { describe, expect, test } from 'vitest';
import { SWEEP_RULES } from '../../../src/lab/sweepRules';
import { setupOf } from '../../../src/engine/setup';
import { graphOf } from '../../../src/graph/graphOf';
import type { RunEvent } from '../../../src/model/events';
import { asRunId } from '../../../src/model/ids';
import { PLATFORMS, type Fault } from '../../../src/model/scenario';
import type { SweepNews, SweepOrder, SingleFault } from '../../../src/protocol/sweep';
import type { HeadlessRun } from '../../../src/runtime/live/headless';
import { sweep, type SweepWorld } from '../../../src/runtime/live/sweep';
import { CELLS_MAX, sizeRefusal, timeWords } from '../../../src/runtime/live/sweepSize';
import { decorator, flowOf, linear, randomBehaviour, step } from '../../support/randomRun';
import { simulate } from '../../support/simulate';
import { newRun, scenarioOf } from '../../support/storedRuns';

const retried = { decorators: [decorator('retry', { times: 1, minutes_between_retries: 0 })] };
const steps = [step('start', linear('work'), retried), step('work', linear('end'), retried), step('end', null)];
const setup = setupOf(graphOf(flowOf(steps)), {
  ...{ runId: asRunId('1'), platform: PLATFORMS.kubernetes, maxWorkers: 16, maxNumSplits: 100, tags: [] },
  ...{ withDecorators: [], configs: {}, parameters: [], origin: null, maxLogBytes: 1000 },
});

const runOf = (events: readonly RunEvent[]): HeadlessRun => {
  const outcome = events.at(-1)?.type === 'run-succeeded' ? 'succeeded' : 'failed';
  const stored = { ...newRun('1'), setup, outcome, number: 1, duration: events.at(-1)?.at ?? setup.platform.startup };
  return { stored: stored as HeadlessRun['stored'], events, contents: new Map(), cards: new Map() };
};

const runUnder = async (faults: readonly Fault[], stored: readonly RunEvent[] = []): Promise<HeadlessRun> => {
  const aims = { faults, platform: setup.platform, seed: 0 };
  return runOf((await simulate(setup, randomBehaviour(1, { failure: 0 }), 1, stored, { aims })).log);
};

/** Simulated runs instead of real ones. */
const simulated = (own: Partial<SweepWorld> = {}): SweepWorld => ({
  run: () => runUnder([]),
  branch: (before, fromSeq, faults) => runUnder(faults, before.events.slice(0, fromSeq)),
  attempts: 0,
  now: () => 0,
  ...own,
});

async function swept(order: Partial<SweepOrder>, world = simulated(), signal = new AbortController().signal) {
  const told: SweepNews[] = [];
  const result = await sweep(
    { id: 's', scenario: scenarioOf('class F: pass'), ...order },
    {
      ...{ world, rules: SWEEP_RULES, lanes: 2, signal },
      tell: (news) => told.push(news),
      oncalm: () => undefined,
      onrun: () => undefined,
    },
  );
  return { ...result, told };
}

describe('a sweep', () => {
  test('judges every single fault, under every seed, and tells of each', async () => {
    const { plan, facts, told } = await swept({ kinds: ['eviction', 'metadata-unavailable'], seeds: [1, 2] });
    expect(plan.calm.map(({ seed, attempts }) => [seed, attempts])).toEqual([
      [1, 3],
      [2, 3],
    ]);
    expect(plan.cells.map(({ index }) => index)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(facts.every((one) => one?.isStruck)).toBe(true);
    expect(
      plan.cells.filter(({ index }) => facts[index]?.outcome === 'failed').every(({ step }) => step === 'end'),
    ).toBe(true);
    expect(told.map(({ kind }) => kind).slice(0, 3)).toEqual(['sweep-calming', 'sweep-calming', 'sweep-planned']);
    expect(told.filter(({ kind }) => kind === 'sweep-judged')).toHaveLength(24);
  });

  test('leaves out the plan, and what the platform would do unasked', async () => {
    const given = scenarioOf('');
    const platform = { ...given.platform, failures: [{ kind: 'eviction' as const, probability: 1 }] };
    const seen: unknown[] = [];
    const world = simulated({
      run: (scenario) => {
        seen.push(scenario.faults, scenario.platform.failures);
        return runUnder([]);
      },
    });
    const faults: Fault[] = [{ kind: 'code-bug', step: 'work' }];
    await swept({ scenario: { ...given, faults, platform }, kinds: ['eviction'] }, world);
    expect(seen).toEqual([[], undefined]);
  });

  test('goes no further once it is stopped', async () => {
    const stop = new AbortController();
    let begun = 0;
    const world = simulated({
      branch: (before, fromSeq, faults) => {
        begun += 1;
        if (begun === 5) stop.abort();
        return runUnder(faults, before.events.slice(0, fromSeq));
      },
    });
    const { facts } = await swept({}, world, stop.signal);
    expect(facts.filter((one) => one !== null).length).toBeLessThan(5);
    expect(begun).toBeLessThan(8);
  });

  test('ends with the breakdown of one of its runs', async () => {
    const world = simulated({ branch: () => Promise.reject(new RangeError('no worker')) });
    await expect(swept({}, world)).rejects.toThrow('no worker');
  });

  test('is refused where the flow fails by itself, with what Metaflow says', async () => {
    const bug: Fault = { kind: 'code-bug', step: 'end' };
    const world = simulated({ run: () => runUnder([bug]) });
    await expect(swept({}, world)).rejects.toMatchObject({ code: 'sweep-not-calm' });
    await expect(swept({}, world)).rejects.toThrow(
      /^Step failure: Step end .* failed\. The run fails under seed 1 with no/,
    );
  });

  test('is refused where nothing is left to strike', async () => {
    await expect(swept({ kinds: ['network-blip'] })).rejects.toMatchObject({ code: 'sweep-empty' });
  });

  test('is refused before anything runs where its seeds alone are too many', async () => {
    const world = simulated({ run: () => Promise.reject(new RangeError('it ran')) });
    const seeds = Array.from({ length: CELLS_MAX + 1 }, (_, i) => i);
    await expect(swept({ seeds }, world)).rejects.toThrow(/^This sweep would be at least 5,001 runs \(5,001 seeds\)/);
  });

  test('is refused after one calm run where seeds and failures together are too many', async () => {
    let calm = 0;
    const world = simulated({
      run: () => {
        calm += 1;
        return runUnder([]);
      },
      now: () => calm * 300,
    });
    const seeds = Array.from({ length: 1000 }, (_, i) => i);
    await expect(swept({ seeds, kinds: ['eviction'] }, world)).rejects.toThrow(
      'This sweep would be 9,000 runs (9 single failures under each of 1,000 seeds), about 30 min of computing here. ' +
        'At most 5,000 go at once. Sweep fewer seeds: 555 fit.',
    );
    expect(calm).toBe(1);
  });
});

describe('the size of a sweep', () => {
  const faults = (n: number, kind: SingleFault['kind'], name: string): SingleFault[] =>
    Array.from({ length: n }, () => ({
      ...{ step: name, foreach: [], attempt: 0, kind, moment: 'before' },
      fault: { kind, step: name },
    }));

  test('names what there is most of, to be left out', () => {
    const all = [...faults(4000, 'bad-input', 'work'), ...faults(3000, 'eviction', 'start')];
    expect(sizeRefusal({ seeds: 1, faults: all, msPerSeed: 7_200_000 }).message).toBe(
      'This sweep would be 7,000 runs (7,000 single failures), about 2 h of computing here. At most 5,000 go at once. ' +
        'Leave out what there is most of: bad input is 4,000 of them, step work 4,000. Choose fewer kinds, steps or moments.',
    );
  });

  test.each([
    [0.2, '1 s'],
    [42, '42 s'],
    [600, '10 min'],
    [36_000, '10 h'],
    [864_000_000, '10,000 days'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(timeWords(seconds)).toBe(words);
  });
});
