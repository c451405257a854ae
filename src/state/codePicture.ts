import type { FlowGraph } from '../model/graph';
import type { Picture } from './picture';
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

/** The lines of the selected step. */
export function bandOf(
  graph: FlowGraph | null,
  step: string | null,
): { readonly from: number; readonly to: number } | null {
  const span = graph?.steps.find(({ name }) => name === step)?.source.span;
  return span === undefined ? null : { from: span.line, to: span.endLine };
}

/** The line of the user's own file in which the newest failure of the selected step, or of any, was raised. */
export function failingLineOf(picture: Picture | null, step: string | null): { readonly line: number } | null {
  const tasks = [...(picture?.histories.values() ?? [])].filter(({ place }) => step === null || place.step === step);
  const failures = tasks.flatMap(({ attempts }) => attempts).filter(({ ending }) => ending?.kind === 'failed');
  const newest = failures.toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0)).at(-1)?.ending;
  const frame = newest?.kind === 'failed' ? newest.failure.traceback?.findLast(({ own }) => own) : undefined;
  return frame === undefined ? null : { line: frame.line };
}
