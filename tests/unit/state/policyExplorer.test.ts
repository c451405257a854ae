import { flushSync } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import type { RunRecord, RunSummary } from '../../../src/model/record';
import { DEFAULT_PACE } from '../../../src/model/scenario';
import { Page } from '../../../src/state/Page.svelte';
import { mapCells } from '../../../src/state/policyMap';
import { Theme } from '../../../src/state/Theme.svelte';
import { fixturePorts } from '../../support/fixturePorts';
import { scenarioFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';
import { notesRecord } from '../../support/notesRecord';

vi.setConfig({ testTimeout: 60_000 });

function labOf(source = NOTES_FLOW) {
  const { command: _, ...content } = scenarioFrom(source);
  const imported: RunRecord[] = [];
  const ports = fixturePorts();
  const own = {
    ...ports,
    openRun: () => new Promise<never>(() => undefined),
    links: {
      ...ports.links,
      importRecord: (record: unknown) => {
        imported.push(record as RunRecord);
        return Promise.resolve('stored');
      },
    },
  };
  const page = new Page(own, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
  return { page, explorer: page.lab.policy, imported };
}

/** Simulates until nothing is left to do. */
async function settled({ explorer }: ReturnType<typeof labOf>): Promise<void> {
  explorer.simulateEach(20);
  flushSync();
  explorer.simulate(explorer.order);
  await vi.waitFor(() => expect(explorer.progress.done).toBe(explorer.progress.all), { timeout: 50_000 });
}

describe('the policy explorer', () => {
  test('begins with the step that the code retries, at the code’s policy', () => {
    const { explorer } = labOf();
    expect(explorer.step).toBe('api_call');
    expect(explorer.point).toMatchObject({ times: 3, minutes: 0.03, timeout: 0 });
  });

  test('names the steps of which nothing is known, and simulates nothing', () => {
    const { explorer } = labOf();
    expect(explorer.missing).toEqual(['start', 'api_call', 'risky_logic', 'summarize', 'end']);
    expect(explorer.order).toBeNull();
  });

  test('a slider edits the decorator, and the decorator moves the slider', () => {
    const { page, explorer } = labOf();
    explorer.set('times', 2);
    expect(page.draft.source).toContain('@retry(times=2, minutes_between_retries=0.03)');
    page.draft.edit(page.draft.source.replace('times=2', 'times=4'));
    expect(explorer.point.times).toBe(4);
    explorer.set('timeout', 5);
    expect(page.draft.source).toContain('@timeout(seconds=5)');
    explorer.set('timeout', 0);
    expect(page.draft.source).not.toContain('@timeout');
  });

  test('the map, the curves and the closed form come of simulated runs', async () => {
    const lab = labOf();
    lab.explorer.fillByHand();
    await settled(lab);
    const { map, exact, chosenOutcome, curve, exactCurve } = lab.explorer;
    expect(map.flat()).toHaveLength(55);
    expect(map.flat().every(({ outcome }) => outcome?.runs === 20)).toBe(true);
    expect(exact?.success).toBeCloseTo(1 - 0.5 ** 4, 12);
    expect(chosenOutcome?.success.value).toBeGreaterThan(0.7);
    expect(curve.at(0)?.outcome?.success.value).toBe(1);
    expect(curve.at(-1)?.outcome?.success.value).toBe(0);
    expect(exactCurve.at(-1)?.success).toBe(0);
    expect(
      mapCells(lab.explorer)
        .flat()
        .filter(({ marked }) => marked),
    ).toHaveLength(1);
  });

  test('a point of the map opens as a run, and goes into the code with the failure in the plan', async () => {
    const lab = labOf();
    const { page, explorer, imported } = lab;
    explorer.fillByHand();
    await settled(lab);
    explorer.choose({ times: 1, minutes: 0.03, rate: 0.8, timeout: 0 });
    await explorer.openRun('failed');
    expect(imported[0]?.run.outcome).toBe('failed');
    expect(imported[0]?.scenario.source).toContain('times=1');
    expect(page.draft.source).toContain('times=3');
    explorer.runForReal();
    expect(page.draft.source).toContain('times=1');
    expect(page.draft.content.faults).toEqual([
      { id: 'lab', step: 'api_call', attempts: 'every', kind: 'code-bug', probability: 0.8 },
    ]);
    explorer.runForReal();
    expect(page.draft.content.faults).toHaveLength(1);
  });

  test('a sweep that is too large is refused, and the point of the code is simulated all the same', async () => {
    const lab = labOf();
    lab.explorer.fillByHand();
    lab.explorer.setRange('rate', { count: 1_000_000_000 });
    await settled(lab);
    expect(lab.explorer.refusal).toContain('This sweep has 5,000,000,000 cells');
    expect(lab.explorer.map).toEqual([]);
    expect(lab.explorer.chosenOutcome?.runs).toBe(20);
  });
});

describe('a stored run', () => {
  test('is a model of the flow, while its parameters are the draft’s', async () => {
    const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
    const record = await notesRecord();
    const ports = fixturePorts();
    const summary = { id: record.run.id, number: 1, flowName: record.run.flowName, outcome: 'succeeded' } as RunSummary;
    const own = {
      ...ports,
      runs: { ...ports.runs, list: () => Promise.resolve([summary]) },
      links: { ...ports.links, record: () => Promise.resolve(record) },
    };
    const draft = { ...content, parameters: record.scenario.parameters ?? {}, pace: DEFAULT_PACE };
    const page = new Page(own, draft, new Theme(ports.settings, () => false));
    const explorer = page.lab.policy;
    await page.runs.refresh();
    await explorer.readRuns();
    expect(explorer.missing).toEqual([]);
    expect(explorer.stepModels.find(({ step }) => step === 'api_call')?.measured?.failed).toBeGreaterThan(0);
    page.draft.setValue('simulate_code_bug', true);
    expect(explorer.missing).toHaveLength(5);
    expect(explorer.measures).toMatchObject({ runs: 0, otherRuns: 1 });
  });
});
