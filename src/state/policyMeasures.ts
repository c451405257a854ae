import { measuredIn, type Measured } from '../lab/policy/measure';
import { SIMULATED } from '../lab/policy/simulatedRecord';
import type { FlowGraph } from '../model/graph';
import type { Json } from '../model/json';
import type { RunRecord } from '../model/record';
import type { AttemptSample } from '../protocol/policy';

/** What one stored run tells of the steps of its flow. */
export interface MeasuredRun {
  readonly id: string;
  /** As text, to be compared. */
  readonly parameters: string;
  /** By step: the text of its function, without its decorators. */
  readonly bodies: ReadonlyMap<string, string>;
  readonly steps: readonly Measured[];
}

export interface ReadText {
  readonly source: string;
  readonly graph: FlowGraph;
}

/** Null for a run that tells nothing: it was simulated, or stored without what it takes to read its log. */
export function measuredRun(record: RunRecord, graph: FlowGraph | null): MeasuredRun | null {
  const { setup, events, run, scenario } = record;
  if (setup === undefined || graph === null || run.reason === SIMULATED) return null;
  return {
    id: run.id,
    parameters: parametersText(scenario.parameters ?? {}),
    bodies: bodiesOf({ source: scenario.source, graph }),
    steps: measuredIn(setup, events),
  };
}

export const parametersText = (parameters: Readonly<Record<string, Json>>): string =>
  JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));

export const bodiesOf = ({ source, graph }: ReadText): ReadonlyMap<string, string> =>
  new Map(
    graph.steps.map(({ name, source: { nameSpan, span } }) => [name, source.slice(nameSpan.from, span.to).trim()]),
  );

/** What was measured of the flow as it is now. */
export interface Measures {
  readonly samples: ReadonlyMap<string, readonly AttemptSample[]>;
  /** Attempts that tell nothing, by step: something struck them or cut them short. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** Runs that count, and those with other parameters, which do not. */
  readonly runs: number;
  readonly otherRuns: number;
}

/** A run counts while its parameters are the draft's, and a step of it while its text is. */
export function measuresOf(runs: readonly MeasuredRun[], now: ReadText, parameters: string): Measures {
  const bodies = bodiesOf(now);
  const samples = new Map<string, AttemptSample[]>();
  const leftOut = new Map<string, number>();
  const same = runs.filter((run) => run.parameters === parameters);
  for (const run of same) {
    for (const { step, samples: more, leftOut: lost } of run.steps) {
      if (run.bodies.get(step) !== bodies.get(step)) continue;
      samples.set(step, [...(samples.get(step) ?? []), ...more]);
      leftOut.set(step, (leftOut.get(step) ?? 0) + lost);
    }
  }
  const known = [...samples].filter(([, list]) => list.length > 0);
  return { samples: new Map(known), leftOut, runs: same.length, otherRuns: runs.length - same.length };
}
