import type { Flow, FlowStep } from '../model/flow';
import type { FlowGraph, GraphStep, StepType } from '../model/graph';
import { goldenOrder } from './goldenOrder';
import { isJoinStep, targetsOf, traverse, type StepsByName, type Traversal } from './traversal';

/**
 * The graph of a flow. Total: whatever the flow, it can be drawn; only one that passes `lint` may run.
 * `next` is as written, so it may name steps that do not exist. `previous` is sorted, leaves out a step's own
 * repetition, and steps that cannot be reached count only among themselves.
 * Source: Metaflow, graph.py, FlowGraph.
 */
export function graphOf(flow: Flow): FlowGraph {
  const steps: StepsByName = new Map(flow.steps.map((step) => [step.name, step]));
  const start = markedOrNamed(steps, 'start');
  const end = markedOrNamed(steps, 'end');
  const traversal = traverse(steps, start, end);
  const place: Place = {
    steps,
    start,
    end,
    traversal,
    joins: joinsOf(traversal),
    previous: previousOf(steps, traversal),
  };
  const reached = goldenOrder(steps, traversal).flatMap((name) => steps.get(name) ?? []);
  const unreached = [...steps.values()].filter(({ name }) => !traversal.standing.has(name));
  return { flow, start, end, steps: [...reached, ...unreached].map((step, order) => graphStep(step, order, place)) };
}

/** The one step marked so, else the one named so, else the only one; null where none or several are. */
function markedOrNamed(steps: StepsByName, which: 'start' | 'end'): string | null {
  const [only] = steps.keys();
  if (only !== undefined && steps.size === 1) return only;
  const marked = [...steps.values()].filter((step) => step.marked[which]);
  if (marked.length === 0) return steps.has(which) ? which : null;
  return marked.length === 1 ? (marked[0]?.name ?? null) : null;
}

interface Place {
  readonly steps: StepsByName;
  readonly start: string | null;
  readonly end: string | null;
  readonly traversal: Traversal;
  readonly joins: ReadonlyMap<string, string>;
  readonly previous: ReadonlyMap<string, readonly string[]>;
}

function graphStep(source: FlowStep, order: number, place: Place): GraphStep {
  const { name, line, decorators, transition } = source;
  const type = typeOf(source, place);
  const { parents = [] } = place.traversal.standing.get(name) ?? {};
  const next = targetsOf(source);
  return {
    name,
    type,
    order,
    line,
    next,
    previous: place.previous.get(name) ?? [],
    decorators,
    foreachVariable: transition?.kind === 'foreach' ? transition.variable : null,
    condition: transition?.kind === 'switch' ? transition.condition : null,
    cases: transition?.kind === 'switch' ? transition.cases : [],
    isJoin: type === 'join',
    repeats: type === 'split-switch' && next.includes(name),
    splitParents: parents,
    matchingJoin: place.joins.get(name) ?? null,
    isInsideForeach: parents.some((parent) => isForeach(place.steps.get(parent))),
    source,
  };
}

function typeOf(step: FlowStep, { start, end }: Place): StepType {
  if (step.name === end) return 'end';
  switch (step.transition?.kind) {
    case 'split':
      return 'split';
    case 'foreach':
    case 'parallel':
      return 'foreach';
    case 'switch':
      return 'split-switch';
    default:
      if (isJoinStep(step)) return 'join';
      return step.name === start ? 'start' : 'linear';
  }
}

const isForeach = (step: FlowStep | undefined): boolean =>
  step?.transition?.kind === 'foreach' || step?.transition?.kind === 'parallel';

/** The join of each split; where several joins claim one, the last in order. */
function joinsOf({ sorted, standing }: Traversal): ReadonlyMap<string, string> {
  const joins = new Map<string, string>();
  for (const name of sorted) {
    const closes = standing.get(name)?.closes ?? null;
    if (closes !== null) joins.set(closes, name);
  }
  return joins;
}

function previousOf(steps: StepsByName, { standing }: Traversal): ReadonlyMap<string, readonly string[]> {
  const previous = new Map<string, string[]>([...steps.keys()].map((name) => [name, []]));
  for (const step of steps.values()) {
    for (const target of targetsOf(step)) {
      const counts = standing.has(step.name) || !standing.has(target);
      if (counts && target !== step.name) previous.get(target)?.push(step.name);
    }
  }
  for (const names of previous.values()) names.sort(byCodePoint);
  return previous;
}

/** Python's order of names, which are ASCII nearly always. */
export const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
