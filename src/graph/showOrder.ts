import type { FlowGraph } from '../model/graph';
import { traverse } from './traversal';

/** Steps as `show` lists them: Metaflow's `sorted_nodes`, which follows a branch to its end before the next. */
export function showOrder({ flow, start, end }: FlowGraph): readonly string[] {
  return traverse(new Map(flow.steps.map((step) => [step.name, step])), start, end).sorted;
}
