import type { ArtifactContent } from '../../src/model/artifact';
import type { EventFact, RunEvent } from '../../src/model/events';
import { asContentHash, asRunId } from '../../src/model/ids';
import type { ContentHash } from '../../src/model/ids';
import { PLATFORMS } from '../../src/model/scenario';
import type { Scenario } from '../../src/model/scenario';
import { instantOf } from '../../src/model/time';
import type { NewRun } from '../../src/runtime/ports';
import type { Draft } from '../../src/storage/schema';

/** A hash that reads like what it stands for: `hashOf('a')` is 64 times `a`. */
export const hashOf = (letter: string): ContentHash => asContentHash(letter.repeat(64));

export const artifact = (letter: string, sizeBytes = 3): ArtifactContent => ({
  hash: hashOf(letter),
  bytes: new Uint8Array(sizeBytes).fill(letter.charCodeAt(0)),
  preview: `preview of ${letter}`,
});

export const scenarioOf = (source: string): Scenario => ({
  language: 'python',
  fileName: 'flow.py',
  source,
  parameters: {},
  seed: 1,
  faults: [],
  services: [],
  platform: PLATFORMS.kubernetes,
  maxWorkers: 16,
  command: ['run'],
  files: {},
  user: 'tester',
});

/** A run as the driver makes it. `parameter` names an artifact that it refers to before any event. */
export function newRun(id: string, { flowName = 'TestFlow', parameter = '' } = {}): NewRun {
  const parameters = parameter ? [refTo(parameter)] : [];
  return {
    id: asRunId(id),
    flowName,
    scenario: scenarioOf(`class ${flowName}: pass`),
    setup: {
      runId: asRunId(id),
      flowName,
      originRunId: null,
      start: 'start',
      end: 'end',
      steps: [],
      platform: PLATFORMS.kubernetes,
      maxWorkers: 16,
      maxNumSplits: 100,
      parameters,
      clones: [],
      cloneProblems: [],
      tags: [],
      withDecorators: [],
      configs: {},
      maxLogBytes: 1000,
    },
    outcome: null,
    startedAt: '2026-11-22T12:00:00.000Z',
    digest: null,
    originRunId: null,
    command: ['run'],
    irreproducible: null,
    engine: 'faultline 0, pyodide 0',
    preamble: [],
    tags: [],
  };
}

const refTo = (letter: string) => ({ name: letter, hash: hashOf(letter), sizeBytes: 3, type: 'str' });

/** Events from `seq` on, a virtual second apart, that say one line each. */
export const lines = (seq: number, count: number): RunEvent[] =>
  Array.from({ length: count }, (_, index) =>
    eventAt(seq + index, { type: 'output', stream: 'stdout', by: 'code', lines: [`line ${String(seq + index)}`] }),
  );

/** The event `seq` that leaves the artifacts and cards of these letters. */
export const succeeded = (seq: number, artifacts: readonly string[], cards: readonly string[] = []): RunEvent =>
  eventAt(seq, {
    type: 'attempt-succeeded',
    artifacts: artifacts.map(refTo),
    transition: null,
    caught: null,
    cards: cards.map((letter) => ({ id: null, type: 'default', hash: hashOf(letter) })),
  });

const eventAt = (seq: number, fact: EventFact): RunEvent => ({
  seq,
  at: instantOf(seq * 1e6),
  step: 'start',
  foreach: [],
  round: 0,
  attempt: 0,
  n: 1,
  ...fact,
});

export const draftOf = (id: string, source: string): Draft => ({
  id,
  scenario: scenarioOf(source),
  pace: 2,
  origin: null,
  revision: 0,
  updatedAt: 0,
});
