import type { GraphStep } from '../model/graph';
import { atDefinition, atNext, type Check, type Checked, type Finding } from './finding';
import { traverse, type Traversal } from './traversal';

/** Where a loop closes: the path to there and the step that leads back. */
interface Loop {
  readonly path: readonly string[];
  readonly step: GraphStep;
}

const noLoops: Check = (checked) => {
  const loop = firstLoop(checked);
  if (!loop) return [];
  const message =
    `There is a loop in your flow: ${loop.path.join('->')}. ` + 'Break the loop by fixing self.next() transitions.';
  return [atNext(checked, loop.step, { code: 'loop', message, about: loop.path.at(-1) ?? loop.step.name })];
};

/**
 * The loop that Metaflow meets first: it tries each step as a root, and a root itself is not on its own path. Steps
 * that a search has left without a loop are not searched again.
 */
function firstLoop({ steps, byName }: Checked): Loop | null {
  const clear = new Set<string>();
  const search = (step: GraphStep, path: readonly string[]): Loop | null => {
    for (const target of targetsButItself(step)) {
      if (path.includes(target)) return { path: [...path, target], step };
      const next = byName.get(target);
      const loop = next && !clear.has(target) ? search(next, [...path, target]) : null;
      if (loop) return loop;
    }
    clear.add(step.name);
    return null;
  };
  for (const root of steps) {
    const loop = search(root, []);
    if (loop) return loop;
  }
  return null;
}

const targetsButItself = ({ name, next, type }: GraphStep): readonly string[] =>
  type === 'split-switch' ? next.filter((target) => target !== name) : next;

const allReachable: Check = (checked) => {
  const { start } = checked.graph;
  const reached = traversalOf(checked).standing;
  return checked.steps
    .filter(({ name }) => start !== null && !reached.has(name))
    .map((step) => {
      const { name } = step;
      const message =
        `Step ${name} is unreachable from the entry step ${String(start)}. ` +
        `Add self.next(${name}) in another step or remove ${name}.`;
      return atDefinition(checked, step, { code: 'unreachable', message });
    });
};

const traversalOf = ({ graph, byName }: Checked): Traversal =>
  traverse(new Map([...byName].map(([name, { source }]) => [name, source])), graph.start, graph.end);

/** Every split closed by one join, and every join closing one. Only the first finding: the rest follows from it. */
const splitsAndJoinsBalance: Check = (checked) => {
  const start = checked.byName.get(checked.graph.start ?? '');
  const walk: Walk = { checked, traversal: traversalOf(checked), seen: new Set() };
  const finding = start ? imbalance(walk, start, []) : null;
  return finding ? [finding] : [];
};

interface Walk {
  readonly checked: Checked;
  readonly traversal: Traversal;
  /** Steps with the splits they were met in: another path with the same ones finds nothing new. */
  readonly seen: Set<string>;
}

/** `open` has the branches of each open split, outermost first, as `self.next` names them. */
type OpenSplits = readonly (readonly string[])[];

function imbalance(walk: Walk, step: GraphStep, open: OpenSplits): Finding | null {
  const key = JSON.stringify([step.name, open]);
  if (walk.seen.has(key)) return null;
  walk.seen.add(key);
  const here = imbalanceAt(walk, step, open);
  if (here) return here;
  const inside = openAfter(step, open);
  for (const target of targetsButItself(step)) {
    const next = walk.checked.byName.get(target);
    const finding = next ? imbalance(walk, next, inside) : null;
    if (finding) return finding;
  }
  return null;
}

function openAfter({ type, source }: GraphStep, open: OpenSplits): OpenSplits {
  if (type === 'split' || type === 'foreach') return [...open, source.transition?.targets ?? []];
  return type === 'join' ? open.slice(0, -1) : open;
}

function imbalanceAt(walk: Walk, step: GraphStep, open: OpenSplits): Finding | null {
  const roots = open.at(-1);
  if (step.type === 'end' && roots) return endBeforeJoin(walk.checked, step, roots);
  if (step.type !== 'join') return null;
  if (!roots) {
    const message =
      `Step ${step.name} seems like a join step (it takes an extra input argument) but it is not preceded by a ` +
      'split. Ensure that there is a matching split for every join.';
    return atDefinition(walk.checked, step, { code: 'join-without-split', message });
  }
  return wrongPaths(walk, step, roots) ?? unrelatedSplits(walk, step);
}

function endBeforeJoin(checked: Checked, end: GraphStep, roots: readonly string[]): Finding {
  const message =
    `The terminal step ${end.name} was reached before a split started at step(s) ${roots.join(', ')} were joined. ` +
    `Add a join step before ${end.name}.`;
  return atDefinition(checked, end, { code: 'split-not-joined', message, about: roots.join(' ') });
}

/**
 * A join must be reached from each branch of the innermost split, and from nowhere else. A split that leads straight
 * into the join stands in no branch: at top level Metaflow crashes there, and we say what it would say one level
 * deeper, or, of a foreach, what it has a check for.
 */
function wrongPaths({ checked, traversal }: Walk, join: GraphStep, roots: readonly string[]): Finding | null {
  const branches = join.previous.map((name) => traversal.standing.get(name)?.branches.at(-1));
  const paths = [...new Set(branches.filter((branch) => branch !== undefined))].sort();
  if (paths.length === roots.length && roots.every((root) => paths.includes(root))) return null;
  const empty = join.previous
    .filter((_, index) => branches[index] === undefined)
    .flatMap((name) => checked.byName.get(name) ?? [])
    .find(({ type }) => type === 'foreach');
  if (empty) return emptyForeach(checked, empty, join.name);
  const message =
    `Step ${join.name} seems like a join step (it takes an extra input argument) but an incorrect number of steps ` +
    `(${paths.join(', ')}) lead to it. This join was expecting ${String(roots.length)} incoming paths, ` +
    `starting from split step(s) ${roots.join(', ')}.`;
  return atDefinition(checked, join, { code: 'join-paths', message });
}

/** A foreach whose only child is the join. */
export function emptyForeach(checked: Checked, foreach: GraphStep, join: string): Finding {
  const message =
    `Step ${foreach.name} is a foreach split that has no children: it is followed immediately by a join step, ` +
    `${join}. Add at least one step between the split and the join.`;
  return atDefinition(checked, foreach, { code: 'empty-foreach', message, about: join });
}

function unrelatedSplits({ checked, traversal }: Walk, join: GraphStep): Finding | null {
  const lineages = new Set(join.previous.map((name) => JSON.stringify(traversal.standing.get(name)?.parents ?? [])));
  if (lineages.size <= 1) return null;
  const message = `Step ${join.name} joins steps from unrelated splits. Ensure that there is a matching join for every split.`;
  return atDefinition(checked, join, { code: 'unrelated-splits', message });
}

/** Checks that walk the whole graph for loops. */
export const LOOP_CHECKS: readonly Check[] = [noLoops];

/** Checks of a graph without loops: all reachable, splits joined. */
export const BALANCE_CHECKS: readonly Check[] = [allReachable, splitsAndJoinsBalance];
