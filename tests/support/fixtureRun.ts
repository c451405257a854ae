import { setupOf } from '../../src/engine/setup';
import { graphOf } from '../../src/graph/graphOf';
import { readPython } from '../../src/language/python/read';
import { assert } from '../../src/model/assert';
import type { EventFact, RunEvent } from '../../src/model/events';
import type { Failure } from '../../src/model/failure';
import type { FlowGraph } from '../../src/model/graph';
import { asContentHash, asRunId, asTaskId } from '../../src/model/ids';
import type { RunOutcome } from '../../src/model/record';
import { DEFAULT_MAX_WORKERS, DEFAULT_USER, PLATFORMS } from '../../src/model/scenario';
import type { Platform, Scenario } from '../../src/model/scenario';
import { instantOf } from '../../src/model/time';
import type { StoredRun } from '../../src/protocol/engine';
import { NOTES_FLOW } from './notesFlow';

export const graphFrom = (source: string): FlowGraph => {
  const { flow } = readPython(source, 'flow.py');
  assert(flow !== null, 'the fixture has a flow');
  return graphOf(flow);
};

export const scenarioFrom = (source: string, platform: Platform = PLATFORMS.kubernetes): Scenario => ({
  language: 'python',
  fileName: 'FailureHandlingFlow.py',
  source,
  parameters: {},
  seed: 7,
  faults: [],
  services: [],
  platform,
  maxWorkers: DEFAULT_MAX_WORKERS,
  command: ['run'],
  files: {},
  user: DEFAULT_USER,
});

/** A fact of a log, short: at which second, of which task, in which attempt. */
export interface Said {
  readonly at: number;
  readonly step?: string;
  readonly foreach?: readonly number[];
  readonly round?: number;
  readonly attempt?: number;
  readonly fact: EventFact;
}

/** A log with its places filled in, in the given order. */
export function logOf(said: readonly Said[]): readonly RunEvent[] {
  return said.map(({ at, step, foreach, round, attempt, fact }, seq) => {
    const place = { step: step ?? null, foreach: foreach ?? [], round: round ?? 0, attempt: attempt ?? 0 };
    return { seq, at: instantOf(at * 1e6), ...place, n: seq, ...fact };
  });
}

/** A stored run of a flow's text. */
export function storedRun(source: string, outcome: RunOutcome | null = null, id = '4242000000000001'): StoredRun {
  const graph = graphFrom(source);
  const runId = asRunId(id);
  const setup = setupOf(graph, {
    runId,
    platform: PLATFORMS.kubernetes,
    maxWorkers: DEFAULT_MAX_WORKERS,
    maxNumSplits: 100,
    maxLogBytes: 1e6,
    tags: [],
    withDecorators: [],
    configs: {},
    parameters: [],
    origin: null,
  });
  return {
    id: runId,
    number: 3,
    flowName: graph.flow.name,
    scenario: scenarioFrom(source),
    setup,
    outcome,
    startedAt: '2026-01-05T09:30:00Z',
    duration: instantOf(0),
    digest: null,
    originRunId: null,
    command: ['run'],
    engine: 'faultline 0, pyodide 0',
    irreproducible: null,
    preamble: [],
    tags: [],
  };
}

export const started = (taskId: number, fallback = false): EventFact => ({
  type: 'attempt-started',
  taskId: asTaskId(String(taskId)),
  frames: [],
  fallback,
});

export const succeeded = (next: string | null, cardHash?: string): EventFact => ({
  type: 'attempt-succeeded',
  artifacts: [],
  transition: next === null ? null : { targets: [next], foreach: null },
  caught: null,
  cards: cardHash === undefined ? [] : [{ id: null, type: 'default', hash: asContentHash(cardHash) }],
});

export const failed = (exception: string, failure: Partial<Failure> = {}): EventFact => ({
  type: 'attempt-failed',
  failure: {
    cause: 'user',
    exception,
    message: '💥 API request failed! Retrying...',
    exitCode: 1,
    retry: true,
    ...failure,
  },
  artifacts: [],
});

const printed = (line: string): EventFact => ({ type: 'output', stream: 'stdout', by: 'code', lines: [line] });

const opened = (run: StoredRun): EventFact => ({
  type: 'run-started',
  runId: run.id,
  flowName: run.flowName,
  originRunId: null,
  parameters: [],
});

/** The notes' flow: `api_call` fails twice and waits 1.8 s each time, then all goes well. */
export function notesRun(outcome: RunOutcome | null = null): {
  readonly run: StoredRun;
  readonly events: readonly RunEvent[];
} {
  const run = storedRun(NOTES_FLOW, outcome);
  const step = (name: string, at: number, taskId: number, next: string | null, attempt = 0): readonly Said[] => [
    { at, step: name, attempt, fact: started(taskId) },
    { at: at + 3, step: name, attempt, fact: succeeded(next, name === 'summarize' ? 'c'.repeat(64) : undefined) },
  ];
  const failing = (at: number, attempt: number): readonly Said[] => [
    { at, step: 'api_call', attempt, fact: started(2) },
    { at: at + 2, step: 'api_call', attempt, fact: printed('🔄 Simulating API call...') },
    { at: at + 3, step: 'api_call', attempt, fact: failed('RuntimeError') },
    { at: at + 4.8, step: 'api_call', attempt, fact: { type: 'wait-ended' } },
  ];
  const events = logOf([
    { at: 0, fact: opened(run) },
    ...step('start', 0, 1, 'api_call'),
    ...failing(3, 0),
    ...failing(7.8, 1),
    ...step('api_call', 12.6, 2, 'risky_logic', 2),
    ...step('risky_logic', 15.6, 3, 'summarize'),
    ...step('summarize', 18.6, 4, 'end'),
    ...step('end', 21.6, 5, null),
    { at: 24.6, fact: { type: 'run-succeeded' } },
  ]);
  return { run, events };
}

/** The part of a log that has happened by a second. */
export const until = (events: readonly RunEvent[], second: number): readonly RunEvent[] =>
  events.filter(({ at }) => at <= second * 1e6);
