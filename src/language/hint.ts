import type { Decorator } from '../model/flow';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { Problem, QuickFix } from '../model/problem';
import type { Platform } from '../model/scenario';
import { problemAt } from '../graph/problemAt';
import type { Lines } from './lines';
import type { TextRange } from './source';

/** What any hint may look at: one step, and the flow around it. */
export interface StepPlace {
  readonly graph: FlowGraph;
  readonly step: GraphStep;
  /** Where the flow would run; null where that is not known. */
  readonly platform: Platform | null;
}

/** A place that a hint is about, in the file's offsets, and what to say there. */
export interface Remark extends TextRange {
  readonly message: string;
  readonly quickFix?: QuickFix;
}

/** Something that lint lets pass, and where a step's text has it. */
export interface HintOn<Place extends StepPlace> {
  readonly code: string;
  readonly severity: 'info' | 'warning';
  readonly headline: string;
  readonly find: (at: Place) => readonly Remark[];
}

export const remarkAt = ({ from, to }: TextRange, message: string): Remark => ({ from, to, message });

/** What several hints say of one step. */
export const problemsOf = <Place extends StepPlace>(
  hints: readonly HintOn<Place>[],
  at: Place,
  lines: Lines,
): readonly Problem[] =>
  hints.flatMap(({ find, ...words }) =>
    find(at).map(({ from, to, message, quickFix }) => {
      const fix = quickFix ? { fix: quickFix.title, quickFix } : {};
      return problemAt(lines.span(from, to), { ...words, message, ...fix });
    }),
  );

export const decoratorNamed = ({ decorators }: GraphStep, name: string): Decorator | undefined =>
  decorators.find((decorator) => decorator.name === name);

/** A decorator's number as far as it is written out; null for an expression. */
export function numberIn({ attributes }: Decorator, name: string, otherwise: number): number | null {
  const value = attributes[name];
  if (!value) return otherwise;
  return value.kind === 'literal' && typeof value.value === 'number' ? value.value : null;
}

/** How long a `@timeout` is, as far as that is written out. */
export function secondsOf(timeout: Decorator): number | null {
  const [hours, minutes, seconds] = ['hours', 'minutes', 'seconds'].map((unit) => numberIn(timeout, unit, 0));
  if (hours == null || minutes == null || seconds == null) return null;
  return hours * 3600 + minutes * 60 + seconds;
}

/** The artifact that a `@catch` fills. */
export function variableOf(decorator: Decorator | undefined): string | null {
  const written = decorator?.attributes.var;
  return written?.kind === 'literal' && typeof written.value === 'string' ? written.value : null;
}

/**
 * The steps whose artifacts surely reach `step`, nearest first: one chain back to the last join, or to where several
 * ways meet. What a join leaves reaches on, what comes before it does not.
 */
export function stepsBefore({ steps }: FlowGraph, step: GraphStep): readonly GraphStep[] {
  const found: GraphStep[] = [];
  let current = step;
  while (!current.isJoin && current.previous.length === 1) {
    const before = steps.find(({ name }) => name === current.previous[0]);
    if (!before || found.includes(before)) break;
    found.push(before);
    current = before;
  }
  return found;
}

/** Whether a failure may be caught in more than one of the tasks that `step` joins. */
export function catchersInto({ graph, step }: StepPlace): boolean {
  const split = graph.steps.find(({ matchingJoin }) => matchingJoin === step.name);
  if (!step.isJoin || !split) return false;
  const catchers = graph.steps.filter(
    (other) => other.splitParents.at(-1) === split.name && decoratorNamed(other, 'catch') !== undefined,
  );
  if (split.type === 'foreach') return catchers.length > 0;
  const branches = new Set(catchers.map((catcher) => branchOf([catcher, ...stepsBefore(graph, catcher)], split)));
  return branches.size > 1;
}

const branchOf = (chain: readonly GraphStep[], split: GraphStep): string | undefined =>
  chain.find(({ name }) => split.next.includes(name))?.name;
