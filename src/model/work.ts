import type { ForeachFrame } from './events';
import type { TaskId, TaskKey, TaskPlace } from './ids';
import type { Instant } from './time';

/**
 * One item of what ought to be in flight; a function of the run. `key` is unique among the work of a run:
 * the world starts what is newly wanted and gives up what no longer is.
 */
export type Work =
  /** An attempt may start now: the world says `attempt-started`. `taskId` is kept by later attempts of a task. */
  | {
      readonly kind: 'start';
      readonly key: string;
      readonly place: TaskPlace;
      readonly attempt: number;
      readonly at: Instant;
      readonly taskId: TaskId;
      readonly frames: readonly ForeachFrame[];
      readonly fallback: boolean;
    }
  /** An attempt that started at `since`. Past `deadline`, if there is one, it is killed. */
  | {
      readonly kind: 'attempt';
      readonly key: string;
      readonly place: TaskPlace;
      readonly attempt: number;
      readonly since: Instant;
      readonly deadline: Instant | null;
      readonly task: TaskKey;
      readonly fallback: boolean;
    }
  /** The wait before `attempt`: the world says `wait-ended` at `until`. */
  | {
      readonly kind: 'wait';
      readonly key: string;
      readonly place: TaskPlace;
      readonly attempt: number;
      readonly until: Instant;
    };
