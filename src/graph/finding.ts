import type { FlowStep, Span } from '../model/flow';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { Problem } from '../model/problem';
import { byCodePoint } from './graphOf';
import { problemAt, problemOfFlow } from './problemAt';

/** What a check found: the problem, and what a quick fix needs to know of it. */
export interface Finding {
  readonly problem: Problem;
  /** The step it is about. */
  readonly step: string | null;
  /** The name that is wrong or missing, where it is another: an unknown target, an attribute. */
  readonly about: string | null;
}

/** A graph as Metaflow's checks go over it: steps in the order of their names. */
export interface Checked {
  readonly graph: FlowGraph;
  readonly fileName: string;
  readonly steps: readonly GraphStep[];
  readonly byName: ReadonlyMap<string, GraphStep>;
}

/** One of Metaflow's checks: all that it can say, what Metaflow would say first. */
export type Check = (checked: Checked) => readonly Finding[];

export function checkedOf(graph: FlowGraph, fileName: string): Checked {
  const steps = graph.steps.toSorted((a, b) => byCodePoint(a.name, b.name));
  return { graph, fileName, steps, byName: new Map(steps.map((step) => [step.name, step])) };
}

interface Words {
  readonly code: string;
  readonly message: string;
  readonly about?: string;
}

const HEADLINE = 'Validity checker found an issue';

/** A finding that Metaflow shows at the step's `def`. */
export const atDefinition = (checked: Checked, { source }: GraphStep, words: Words): Finding =>
  found(checked, words, { step: source, span: source.nameSpan, line: source.line });

/** A finding that Metaflow shows at the step's `self.next`; where there is none, on line 0. */
export function atNext(checked: Checked, { source }: GraphStep, words: Words): Finding {
  const span = source.transition?.span;
  return found(checked, words, { step: source, span: span ?? source.nameSpan, line: span?.line ?? 0 });
}

/** A finding for which Metaflow names no line. */
export const nowhere = ({ code, message, about }: Words): Finding => ({
  problem: problemOfFlow({ code, severity: 'error', headline: HEADLINE, message }),
  step: null,
  about: about ?? null,
});

interface Place {
  readonly step: FlowStep;
  readonly span: Span;
  readonly line: number;
}

function found({ fileName }: Checked, { code, message, about }: Words, { step, span, line }: Place): Finding {
  const headline = `${HEADLINE} in file ${fileName} on line ${String(line)}`;
  return {
    problem: problemAt(span, { code, severity: 'error', headline, message }),
    step: step.name,
    about: about ?? null,
  };
}
