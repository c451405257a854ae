import type { FlowGraph, GraphStep } from '../model/graph';
import type { Task } from '../model/run';
import type { TasksByStep } from './tasksByStep';

/**
 * Steps that a run will not reach because a switch went elsewhere: all that lead to them are finished or not taken
 * themselves, and none of them chose it.
 */
export function stepsNotTaken(graph: FlowGraph, tasks: TasksByStep): ReadonlySet<string> {
  const notTaken = new Set<string>();
  for (const step of graph.steps) {
    if (step.name !== graph.start && !tasks.has(step.name) && isAvoided(step, tasks, notTaken)) notTaken.add(step.name);
  }
  return notTaken;
}

function isAvoided(step: GraphStep, tasks: TasksByStep, notTaken: ReadonlySet<string>): boolean {
  const previous = step.previous.filter((name) => name !== step.name);
  return (
    previous.length > 0 &&
    previous.every((name) => notTaken.has(name) || wentElsewhere(tasks.get(name) ?? [], step.name))
  );
}

function wentElsewhere(tasks: readonly Task[], step: string): boolean {
  return (
    tasks.length > 0 &&
    tasks.every(
      ({ state, transition }) =>
        state.status === 'completed' && transition !== null && !transition.targets.includes(step),
    )
  );
}
