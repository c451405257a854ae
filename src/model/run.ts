import type { List as ImmutableList, Map as ImmutableMap } from 'immutable';
import type { ArtifactRef, CaughtException } from './artifact';
import type { ForeachFrame, TakenTransition } from './events';
import type { Failure } from './failure';
import type { TaskId, TaskKey, TaskPlace } from './ids';
import type { RunSetup } from './setup';
import type { Instant } from './time';

/**
 * One task's life. `attempt` counts from 0; `completed`, `failed` and `dropped` are final.
 * `ready`: the wait is over, or the task was never started; it lacks a slot. `waiting`: until `until`, then
 * `attempt` may start. Completed by `exit`: through `sys.exit(0)`, which the scheduler alone takes for success.
 */
export type TaskState =
  | { readonly status: 'ready'; readonly attempt: number; readonly since: Instant }
  | { readonly status: 'running'; readonly attempt: number; readonly since: Instant; readonly fallback: boolean }
  | { readonly status: 'waiting'; readonly attempt: number; readonly since: Instant; readonly until: Instant }
  | { readonly status: 'completed'; readonly by: 'attempt' | 'catch' | 'clone' | 'exit'; readonly at: Instant }
  | { readonly status: 'failed'; readonly failure: Failure; readonly at: Instant }
  /** Left through exit code 202: Metaflow forgets the task and goes on. */
  | { readonly status: 'dropped'; readonly at: Instant };

/** One execution of a step. `id` is null until the first attempt starts. */
export interface Task {
  readonly key: TaskKey;
  readonly place: TaskPlace;
  readonly id: TaskId | null;
  readonly frames: readonly ForeachFrame[];
  /** The tasks whose artifacts it reads: one, or a join's, in the order of `inputs` where that is defined. */
  readonly inputs: readonly TaskKey[];
  readonly state: TaskState;
  /** Of the last attempt that saved any; empty before. */
  readonly artifacts: readonly ArtifactRef[];
  readonly transition: TakenTransition | null;
  readonly caught: CaughtException | null;
}

/** Why a run will not succeed: what Metaflow prints at its end. `since` starts the five seconds of grace. */
export interface RunFailure {
  readonly since: Instant;
  readonly headline: string;
  readonly message: string;
}

export type RunPhase = 'created' | 'running' | 'failing' | 'succeeded' | 'failed' | 'cancelled';

/** A run as far as its log goes. Made only by `engine/run.ts`; never mutated. */
export interface Run {
  readonly setup: RunSetup;
  readonly phase: RunPhase;
  /** The instant of the last event. */
  readonly now: Instant;
  /** Number of events folded, and so the next `seq`. */
  readonly length: number;
  readonly tasks: ImmutableMap<TaskKey, Task>;
  /** First queued, first served: tasks that were never started. */
  readonly queue: ImmutableList<TaskKey>;
  /** Tasks whose wait is over; they hold a worker already and go before the queue. */
  readonly retries: readonly TaskKey[];
  /** Tasks with an attempt in flight, and those that wait for their next one. */
  readonly running: readonly TaskKey[];
  readonly waiting: readonly TaskKey[];
  /** Inputs that a join has got so far, by join and the task it would be. */
  readonly arrivals: ImmutableMap<TaskKey, ImmutableList<TaskKey>>;
  /** How many tasks have an id. */
  readonly started: number;
  readonly failure: RunFailure | null;
}
