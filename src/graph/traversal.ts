import type { FlowStep } from '../model/flow';

/** What a step stands in, on the last of the paths that lead to it from the start. */
export interface Standing {
  /** Open splits and foreaches, outermost first; of a join, without the one it closes. */
  readonly parents: readonly string[];
  /** The branch taken at each of them: the step right after the split. */
  readonly branches: readonly string[];
  /** What a join closes; null for other steps, and for a join that follows no split. */
  readonly closes: string | null;
}

/** A walk over all steps that can be reached, each once. */
export interface Traversal {
  /** Metaflow's `sorted_nodes`, as `show` lists them: a branch to its end before the next; loops cut where they close. */
  readonly sorted: readonly string[];
  readonly standing: ReadonlyMap<string, Standing>;
}

/** Steps by name, and where each goes: only to steps that exist. */
export type StepsByName = ReadonlyMap<string, FlowStep>;

/** Where a step goes, each target once and as written: also to itself, also to steps that do not exist. */
export const targetsOf = (step: FlowStep): readonly string[] => [...new Set(step.transition?.targets ?? [])];

/** A split or foreach opens branches that a join must close; a switch does not. */
export const opensBranches = ({ transition }: FlowStep): boolean =>
  transition?.kind === 'split' || transition?.kind === 'foreach' || transition?.kind === 'parallel';

/** A step that takes `inputs` and goes on to one other. */
export const isJoinStep = ({ transition, argumentCount }: FlowStep): boolean =>
  argumentCount > 1 && (transition === null || transition.kind === 'linear' || transition.kind === 'invalid');

/**
 * Walks from `start` depth first, last branch first, and lists steps as it leaves them; read backwards, that is the
 * order of Metaflow's `sorted_nodes`, which walks all paths and moves a step to the end each time it meets it. So the
 * standing found here is the one of its last visit there; a target named twice is met twice. Source: Metaflow, graph.py,
 * FlowGraph._traverse_graph.
 */
export function traverse(steps: StepsByName, start: string | null, end: string | null): Traversal {
  const left: string[] = [];
  const standing = new Map<string, Standing>();
  const visit = (name: string, parents: readonly string[], branches: readonly string[]): void => {
    const step = steps.get(name);
    if (!step || standing.has(name)) return;
    const isJoin = name !== end && isJoinStep(step) && parents.length > 0;
    const here: Standing = isJoin
      ? { parents: parents.slice(0, -1), branches: branches.slice(0, -1), closes: parents.at(-1) ?? null }
      : { parents, branches, closes: null };
    standing.set(name, here);
    const opens = name !== end && opensBranches(step);
    for (const target of (step.transition?.targets ?? []).toReversed()) {
      visit(target, opens ? [...here.parents, name] : here.parents, opens ? [...here.branches, target] : here.branches);
    }
    left.push(name);
  };
  if (start !== null) visit(start, [], []);
  return { sorted: left.toReversed(), standing };
}
