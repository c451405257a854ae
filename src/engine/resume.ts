import type { FlowGraph } from '../model/graph';
import type { Run, Task } from '../model/run';
import type { CloneSource } from '../model/setup';
import { comparePlaces } from './plans';

/** What a resumed run takes over from its origin, and what Metaflow prints of tasks that it cannot take. */
export interface Clones {
  readonly clones: readonly CloneSource[];
  readonly problems: readonly string[];
}

/**
 * The finished tasks of `origin` that a resume on `graph` clones, in the goldens' order: all that succeeded or
 * were caught, but for the step to run again (`rerun`, or null) and everything after it. A task of a step that is
 * gone cannot be cloned.
 * Source: Metaflow, runtime.py, NativeRuntime.clone_original_run; clone_util.py.
 */
export function clonesOf(origin: Run, graph: FlowGraph, rerun: string | null): Clones {
  const again = rerun === null ? new Set<string>() : stepsFrom(graph, rerun);
  const orders = new Map(graph.steps.map(({ name, order }) => [name, order]));
  const finished = [...origin.tasks.values()].filter(
    ({ state, place }) => state.status === 'completed' && state.by !== 'exit' && !again.has(place.step),
  );
  const known = finished.filter(({ place }) => orders.has(place.step));
  known.sort((a, b) => comparePlaces((step) => orders.get(step) ?? orders.size, a.place, b.place));
  return {
    clones: known.map(cloneOf),
    problems: finished
      .filter(({ place }) => !orders.has(place.step))
      .map((task) => cloneProblem(origin, task))
      .sort(),
  };
}

/** `step` and all that follows it. */
function stepsFrom(graph: FlowGraph, step: string): Set<string> {
  const reached = new Set<string>();
  const open = [step];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...(graph.steps.find((candidate) => candidate.name === name)?.next ?? []));
  }
  return reached;
}

function cloneOf({ place, id, frames, artifacts, transition, caught }: Task): CloneSource {
  return { place, originTaskId: id ?? ('' as NonNullable<Task['id']>), frames, artifacts, transition, caught };
}

function cloneProblem({ setup }: Run, { place, id }: Task): string {
  const { flowName, runId } = setup;
  const path = `${flowName}/${runId}/${place.step}/${id ?? ''}`;
  return `Cloning ${path} failed with error: Flow ${flowName} has no attribute '${place.step}'`;
}
