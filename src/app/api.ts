import { graphSummary } from '../graph/summary';
import type { CheckResult, RunRecord, RunSummary, ScenarioInput } from '../model/record';
import type { Pace } from '../model/scenario';
import { scenarioOf } from '../runtime/scenario';
import type { Page } from '../state/Page.svelte';
import type { EngineClient } from './engineClient';

/** What the page offers to programs as `window.faultline`: teachers' pages, tests, tools. Version 1. */
export interface FaultlineApi {
  readonly version: 1;
  ready(options?: { python?: boolean }): Promise<void>;
  open(scenario: ScenarioInput): Promise<void>;
  check(): Promise<CheckResult>;
  execute(command: string[], options?: { pace?: Pace }): Promise<RunRecord>;
  continue(runId: string, options?: { pace?: Pace }): Promise<RunRecord>;
  runs(): Promise<RunSummary[]>;
  record(runId: string): Promise<RunRecord>;
  importRecord(record: unknown): Promise<string>;
  share(options?: { runId?: string }): Promise<string>;
}

export function apiOf(page: Page, engine: EngineClient): FaultlineApi {
  /** What the Run button of a link does. */
  let command: readonly string[] = ['run'];
  return {
    version: 1,
    ready: async ({ python = false } = {}) => {
      await engine.connected;
      if (python) await engine.warm();
    },
    open: (scenario) => {
      const { command: own, ...draft } = scenarioOf(scenario);
      command = own;
      page.draft.replace({ ...draft, pace: page.draft.pace });
      return Promise.resolve();
    },
    check: () => Promise.resolve(checkOf(page)),
    execute: (words, { pace = 'instant' } = {}) => {
      const scenario = scenarioOf({ ...page.draft.scenario(words) });
      command = scenario.command;
      return engine.execute({ scenario, pace });
    },
    continue: (runId, { pace = 'instant' } = {}) => engine.continue(runId, pace),
    runs: async () => [...(await engine.runs())],
    record: (runId) => engine.record(runId),
    importRecord: async (record) => {
      const id = await engine.importRecord(record);
      await page.runs.refresh();
      page.openRun(id);
      return id;
    },
    share: async ({ runId } = {}) => {
      const { links } = page.ports;
      if (runId === undefined) return links.write({ scenario: page.draft.scenario(command) });
      const record = await engine.record(runId);
      return links.write({ scenario: scenarioOf(record.scenario), record });
    },
  };
}

function checkOf({ draft }: Page): CheckResult {
  const { problemsNow: problems, graph } = draft;
  const ok = !problems.some(({ severity }) => severity === 'error');
  return { ok, problems, graph: graph === null || draft.isGraphStale ? null : graphSummary(graph) };
}
