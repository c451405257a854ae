import type { FlowGraph } from '../model/graph';
import type { Picture } from './picture';
import type { TaskKey } from '../model/ids';
import type { Look } from './look';
import type { StepLook } from './stepDisplay';

/** A status beside the `def` of a step. */
export interface CodeMark {
  readonly line: number;
  readonly glyph: Look;
  readonly status: string;
}

/** One mark a step, once something has run. */
export function marksOf(
  graph: FlowGraph | null,
  looks: readonly StepLook[],
  picture: Picture | null,
): readonly CodeMark[] {
  if (graph === null || picture === null) return [];
  const byStep = new Map(looks.map((look) => [look.step, look]));
  return graph.steps.flatMap(({ name, source }) => {
    const shown = byStep.get(name);
    return shown === undefined ? [] : [{ line: source.line, glyph: shown.look, status: `${name}: ${shown.word}` }];
  });
}

/** The lines of each step that has an attempt in flight, from its `def` on. */
export const runningLines = (
  graph: FlowGraph | null,
  looks: readonly StepLook[],
): readonly { readonly from: number; readonly to: number }[] =>
  (graph?.steps ?? [])
    .filter(({ name }) => looks.some(({ step, look }) => step === name && (look === 'running' || look === 'starting')))
    .map(({ source }) => ({ from: source.line, to: source.span.endLine }));

/** The lines of the selected step. */
export function bandOf(
  graph: FlowGraph | null,
  step: string | null,
): { readonly from: number; readonly to: number } | null {
  const span = graph?.steps.find(({ name }) => name === step)?.source.span;
  return span === undefined ? null : { from: span.line, to: span.endLine };
}

/** What of a run is looked at. Null: all of it; of an attempt, the newest. */
export interface Looked {
  readonly step: string | null;
  readonly task: TaskKey | null;
  readonly attempt: number | null;
}

/**
 * The line of the user's own file that raised the failure which is looked at: of the chosen attempt, or of a newest
 * attempt that failed and has not been made good since.
 */
export function failingLineOf(picture: Picture | null, looked: Looked): { readonly line: number } | null {
  const tasks = [...(picture?.histories.values() ?? [])].filter(({ key, place }) =>
    looked.task === null ? looked.step === null || place.step === looked.step : key === looked.task,
  );
  const failures = tasks.flatMap(({ attempts }) => {
    const span = looked.attempt === null ? attempts.at(-1) : attempts.find(({ attempt }) => attempt === looked.attempt);
    return span?.ending?.kind === 'failed' ? [{ at: span.endedAt ?? 0, failure: span.ending.failure }] : [];
  });
  const newest = failures.toSorted((a, b) => a.at - b.at).at(-1);
  const frame = newest?.failure.traceback?.findLast(({ own }) => own);
  return frame === undefined ? null : { line: frame.line };
}
