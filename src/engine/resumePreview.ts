import type { FlowGraph } from '../model/graph';
import { taskKeyOf, type TaskKey, type TaskPlace } from '../model/ids';
import type { Run, Task } from '../model/run';
import { ZERO } from '../model/time';
import { comparePlaces } from './plans';
import { clonesOf } from './resume';
import { apply, openingFacts, startRun } from './run';
import { setupOf } from './setup';

/** Why a task is cloned, runs again or runs for the first time. */
export type FateReason =
  | 'finished'
  | 'caught'
  /** It failed for good, its last attempt by this cause. */
  | 'failed'
  /** The run ended while it ran, waited or queued with attempts behind it. */
  | 'unfinished'
  /** It left by `sys.exit(0)`, or by exit code 202. */
  | 'left'
  /** Its step was named, or comes after the one that was. */
  | 'named'
  | 'after-named'
  /** No attempt of it was ever started. */
  | 'never-ran';

/** What a resume does with a task of the origin run. */
export interface TaskFate {
  readonly key: TaskKey;
  readonly place: TaskPlace;
  readonly fate: 'cloned' | 'again' | 'new';
  readonly reason: FateReason;
}

/** What a resume would do, before it does. */
export interface ResumePreview {
  /** Of the tasks that the origin run knew and whose step still exists, in the goldens' order. */
  readonly tasks: readonly TaskFate[];
  /** Steps that the origin run did not come to, in the goldens' order. */
  readonly newSteps: readonly string[];
  /** Tasks that start first. */
  readonly first: readonly TaskKey[];
  /** What Metaflow prints of tasks that cannot be cloned. */
  readonly problems: readonly string[];
  /** Why the run would fail before anything runs: a cloned step leads elsewhere now. Null where it would not. */
  readonly failure: string | null;
}

/**
 * What `resume` of `origin` on `graph` would clone, run again and run anew; `rerun` is the step that the command names,
 * or null. What starts first, and whether anything can, is worked out by the rules that a run follows.
 *
 * `graph` must have passed lint.
 */
export function previewResume(origin: Run, graph: FlowGraph, rerun: string | null): ResumePreview {
  const { clones, problems } = clonesOf(origin, graph, rerun);
  const cloned = new Set(clones.map(({ place }) => taskKeyOf(place)));
  const orders = new Map(graph.steps.map(({ name, order }) => [name, order]));
  const known = [...origin.tasks.values()].filter(({ place }) => orders.has(place.step));
  known.sort((a, b) => comparePlaces((step) => orders.get(step) ?? orders.size, a.place, b.place));
  const begun = new Set(known.map(({ place }) => place.step));
  const opened = opening(origin, graph, { runId: origin.setup.runId, clones, problems });
  return {
    tasks: known.map((task) => fateOf(task, cloned.has(task.key), rerun)),
    newSteps: graph.steps.map(({ name }) => name).filter((name) => !begun.has(name)),
    first: opened.failure === null ? opened.queue.toArray() : [],
    problems,
    failure: opened.failure?.message ?? null,
  };
}

/** The resumed run as it stands before its first attempt. */
function opening({ setup }: Run, graph: FlowGraph, origin: NonNullable<Parameters<typeof setupOf>[1]['origin']>): Run {
  const resumed = setupOf(graph, { ...setup, origin });
  return openingFacts(resumed).reduce(
    (run, [place, fact], seq) =>
      apply(run, {
        ...(place ?? { step: null, foreach: [], round: 0 }),
        ...fact,
        seq,
        at: ZERO,
        attempt: 0,
        n: 0,
      }),
    startRun(resumed),
  );
}

function fateOf({ key, place, id, state }: Task, isCloned: boolean, rerun: string | null): TaskFate {
  if (isCloned) {
    const isCaught = state.status === 'completed' && state.by === 'catch';
    return { key, place, fate: 'cloned', reason: isCaught ? 'caught' : 'finished' };
  }
  if (id === null) return { key, place, fate: 'new', reason: 'never-ran' };
  return { key, place, fate: 'again', reason: reasonOf(state, place.step, rerun) };
}

function reasonOf(state: Task['state'], step: string, rerun: string | null): FateReason {
  switch (state.status) {
    case 'failed':
      return 'failed';
    case 'dropped':
      return 'left';
    case 'completed':
      if (state.by === 'exit') return 'left';
      return step === rerun ? 'named' : 'after-named';
    default:
      return 'unfinished';
  }
}
