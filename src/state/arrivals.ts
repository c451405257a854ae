import type { FlowGraph, GraphStep } from '../model/graph';
import { taskKeyOf } from '../model/ids';
import type { Run } from '../model/run';

/** How many inputs a join that has not started has got, of how many. Null before the first one. */
export function arrivalsOf(
  join: GraphStep,
  graph: FlowGraph,
  run: Run,
): { readonly got: number; readonly of: number } | null {
  const keys = run.arrivals.get(taskKeyOf({ step: join.name, foreach: [], round: 0 }));
  const first = keys?.first();
  if (keys === undefined || first === undefined) return null;
  const opens = graph.steps.find(({ matchingJoin }) => matchingJoin === join.name);
  const frames = run.tasks.get(first)?.frames ?? [];
  const of =
    opens?.type === 'foreach' ? (frames.at(-1)?.numSplits ?? keys.size) : (opens?.next.length ?? join.previous.length);
  return { got: keys.size, of };
}
