import { describe, expect, test } from 'vitest';
import { costOf, DEFAULT_RANGES, fitting, pointsOf, refusalOf, valuesOf } from '../../../src/lab/policy/axes';
import { aimsOf, runIdAt, scenarioAt, setupAt } from '../../../src/lab/policy/experiment';
import { flowModel, HAND_DEFAULT } from '../../../src/lab/policy/flowModel';
import { measuredIn, summaryOf } from '../../../src/lab/policy/measure';
import { outcomeOf } from '../../../src/lab/policy/outcome';
import { seedThat, simulatedRecord, simulatedRun, SIMULATED } from '../../../src/lab/policy/simulatedRecord';
import { quantile, quantileBand, shareBand } from '../../../src/lab/policy/statistics';
import { tallyOf } from '../../../src/lab/policy/tally';
import { recordedRunOf } from '../../../src/share/recordedRun';
import { experiment, fanGraph, notesGraph, point } from '../../support/experiments';
import { notesRun } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

describe('a model measured from a log', () => {
  const { run, events } = notesRun();
  const measured = new Map(measuredIn(run.setup, events).map((one) => [one.step, one]));

  test('has every attempt that ran user code, with its outcome', () => {
    const failed = measured.get('api_call')?.samples.filter(({ failure }) => failure !== null) ?? [];
    const started = events.filter((event) => event.type === 'attempt-started' && event.step === 'api_call');
    expect(measured.get('api_call')?.samples).toHaveLength(started.length);
    expect(failed.length).toBe(started.length - 1);
    expect(failed[0]?.failure?.exception).toBe('RuntimeError');
  });

  test('takes start-up and nominal duration out of the time of user code', () => {
    expect(summaryOf(measured.get('start')?.samples ?? []).seconds).toEqual([0, 0]);
  });

  test('leaves out what a failure of the plan struck', () => {
    const of = experiment(notesGraph, 'api_call');
    const simulated = simulatedRun(of, point({ rate: 1, times: 2 }), 1);
    const found = measuredIn(simulated.setup, simulated.events).find(({ step }) => step === 'api_call');
    expect(found).toEqual({ step: 'api_call', samples: [], leftOut: 3 });
  });

  test('measured from simulated attempts is the model that they were simulated from', () => {
    const of = experiment(fanGraph, 'join', { start: { width: 6 }, fetch: { seconds: 3, calls: 2 } });
    const { setup, events: log } = simulatedRun(of, point({ rate: 0 }), 1);
    const found = new Map(measuredIn(setup, log).map(({ step, samples }) => [step, samples]));
    expect(found.get('fetch')).toHaveLength(6);
    expect(new Set(found.get('fetch')?.map((sample) => JSON.stringify(sample)))).toHaveLength(1);
    expect(found.get('fetch')?.[0]).toEqual(of.model['fetch']?.[0]);
    expect(found.get('start')).toEqual(of.model['start']);
  });
});

describe('a model without data', () => {
  test('names the steps of which nothing is known', () => {
    const byHand = new Map([['start', HAND_DEFAULT]]);
    const { missing } = flowModel(notesGraph, 'api_call', { measured: new Map(), byHand });
    expect(missing).toEqual(['api_call', 'risky_logic', 'summarize', 'end']);
  });

  test('the failure rate stands in for the failures that attempts had by themselves', () => {
    const sample = { codeUs: 7, failure: { exception: 'E', message: '' }, calls: [], transition: null };
    const measured = new Map(notesGraph.steps.map(({ name }) => [name, [sample]]));
    const { model } = flowModel(notesGraph, 'api_call', { measured, byHand: new Map() });
    expect(model['api_call']).toEqual([{ ...sample, failure: null }]);
    expect(model['summarize']).toEqual([sample]);
  });

  test('attempts that only failed do not tell how wide a foreach is', () => {
    const sample = { codeUs: 7, failure: { exception: 'E', message: '' }, calls: [], transition: null };
    const measured = new Map(fanGraph.steps.map(({ name }) => [name, [sample]]));
    expect(flowModel(fanGraph, '*', { measured, byHand: new Map() }).missing).toEqual(['start']);
  });
});

describe('a sweep', () => {
  test('of 10⁹ cells is refused with its cost and what to narrow', () => {
    const ranges = {
      minutes: { from: 0, to: 1, count: 1000 },
      rate: { from: 0, to: 1, count: 1000 },
      timeout: { from: 0, to: 999, count: 1000 },
    };
    expect(costOf(ranges, 400, 20_000)).toEqual({ cells: 1e9, runs: 4e11, seconds: 2e7 });
    expect(refusalOf(ranges, 400, 20_000)).toBe(
      'This sweep has 1,000,000,000 cells (1,000 of minutes_between_retries × 1,000 of the failure rate × 1,000 of the timeout), ' +
        '400,000,000,000 runs in all, about 231 days here. At most 10,000 cells and 5,000,000 runs are simulated at once. ' +
        'Narrow minutes_between_retries and the failure rate and the timeout, or hold one of them still.',
    );
  });

  test('that one axis makes too large says how many values fit', () => {
    const ranges = { times: DEFAULT_RANGES.times, rate: { from: 0, to: 1, count: 5000 } };
    expect(refusalOf(ranges, 100, null)).toContain('Narrow the failure rate to 2,000 values or fewer.');
    expect(refusalOf({ ...ranges, rate: { from: 0, to: 1, count: 2000 } }, 100, null)).toBeNull();
  });

  test('has the values of its axes, and of the others those of its base', () => {
    expect(valuesOf('times', { from: 0, to: 9, count: 30 })).toEqual([0, 1, 2, 3, 4]);
    expect(valuesOf('rate', DEFAULT_RANGES.rate)).toHaveLength(11);
    const points = pointsOf(point({ timeout: 9 }), {
      times: { from: 1, to: 2, count: 2 },
      rate: { from: 0, to: 1, count: 3 },
    });
    expect(points).toHaveLength(6);
    expect(new Set(points.map(({ timeout }) => timeout))).toEqual(new Set([9]));
    expect(fitting('times', 7.2)).toBe(4);
  });
});

describe('statistics', () => {
  test('a share’s band is Wilson’s', () => {
    // Source: Newcombe 1998, table I: 81 of 263.
    const { low, high } = shareBand(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
    expect(shareBand(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) as number });
  });

  test('a quantile is a value that was seen, and its band holds it', () => {
    const values = Array.from({ length: 200 }, (_, i) => i);
    expect(quantile(values, 0.5)).toBe(99);
    const { low, high } = quantileBand(values, 0.95);
    expect(low).toBeLessThan(189);
    expect(high).toBeGreaterThan(189);
  });

  test('where no run succeeds there is no time to finish', () => {
    const of = experiment(notesGraph, 'api_call');
    const { success, median } = outcomeOf(tallyOf(of, point({ rate: 1 }), 1, 20));
    expect(success.value).toBe(0);
    expect(median).toBeNull();
  });
});

describe('one run of a point', () => {
  const of = { ...experiment(notesGraph, 'api_call') };
  const at = point({ rate: 0.7, times: 1 });

  test('ends as the tally of its seed counted it', () => {
    const ends = Array.from({ length: 30 }, (_, i) => simulatedRun(of, at, 100 + i).isSuccess);
    expect(tallyOf(of, at, 100, 30).succeeded).toBe(ends.filter(Boolean).length);
    const failing = seedThat(false, { experiment: of, point: at, from: 100, count: 30 });
    expect(failing).toBe(100 + ends.indexOf(false));
  });

  test('is a record that can be stored, and says that it was simulated', () => {
    const scenario = { ...of.scenario, source: NOTES_FLOW };
    const experimentOfText = { ...of, scenario };
    const options = { seed: 3, source: NOTES_FLOW, startedAt: '2026-01-01T00:00:00.000Z' };
    const record = simulatedRecord(experimentOfText, at, options);
    expect(record.run.reason).toBe(SIMULATED);
    const read = recordedRunOf(JSON.parse(JSON.stringify(record)));
    expect(read.preamble).toEqual([SIMULATED]);
    expect(read.events).toEqual(simulatedRun(experimentOfText, at, 3).events);
  });

  test('is struck as a real run with its scenario is: by the same failure, drawn by the same seed', () => {
    const scenario = scenarioAt(of, at, 5);
    expect(scenario.faults).toEqual([
      { id: 'lab', step: 'api_call', attempts: 'every', kind: 'code-bug', probability: 0.7 },
    ]);
    expect(aimsOf(scenario).seed).toBe(5);
    const policy = setupAt(of, at, runIdAt(scenario)).steps.find(({ name }) => name === 'api_call')?.policy;
    expect(policy).toEqual({ retryTimes: 1, waitUs: 1_800_000, catch: null, timeoutUs: null });
  });
});
