import type { FlowGraph } from '../model/graph';

/** A flow's text and its graph. */
export interface ReadText {
  readonly source: string;
  readonly graph: FlowGraph;
}

/** A step that reads otherwise than it did. `line` is the first that differs, in the text as it is now. */
export interface ChangedStep {
  readonly step: string;
  readonly line: number;
  readonly isAdded: boolean;
}

/** The steps whose own text, decorators included, differs from what it was. What stands between steps is left out. */
export function changedSteps(then: ReadText, now: ReadText): readonly ChangedStep[] {
  const before = new Map(then.graph.steps.map(({ name, source: { span } }) => [name, linesIn(then.source, span)]));
  return now.graph.steps.flatMap(({ name, source: { span } }): readonly ChangedStep[] => {
    const [known, lines] = [before.get(name), linesIn(now.source, span)];
    if (known === undefined) return [{ step: name, line: span.line, isAdded: true }];
    const length = Math.max(known.length, lines.length);
    const at = Array.from({ length }).findIndex((_, i) => known[i] !== lines[i]);
    return at < 0
      ? []
      : [{ step: name, line: span.line + Math.min(at, Math.max(0, lines.length - 1)), isAdded: false }];
  });
}

const linesIn = (source: string, { from, to }: { readonly from: number; readonly to: number }): readonly string[] =>
  source
    .slice(from, to)
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
