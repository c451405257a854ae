import type { ArtifactRef, CaughtException } from './artifact';
import type { Failure } from './failure';
import type { ContentHash, RunId, TaskId } from './ids';
import type { Json } from './json';
import type { Instant } from './time';

/** One level of a foreach that a task stands in. `value` is the short text that Metaflow keeps of the item. */
export interface ForeachFrame {
  /** The step that fans out. */
  readonly step: string;
  readonly variable: string;
  readonly index: number;
  readonly numSplits: number;
  readonly value: string;
}

/** What `self.next(…)` recorded when a task ran: the steps to go to, and the foreach it opened. */
export interface TakenTransition {
  readonly targets: readonly string[];
  readonly foreach: {
    readonly variable: string;
    readonly values: readonly string[];
    readonly numSplits: number;
  } | null;
}

/** A card that an attempt left. Its HTML is stored apart, by hash. */
export interface CardRef {
  readonly id: string | null;
  readonly type: string;
  readonly hash: ContentHash;
}

/**
 * What every event carries. Events are facts, in the order of `seq` (from 0, no gaps) and of `at`.
 * Task events name their task by `step`, `foreach` (indices, outermost first) and `round`; run events have
 * `step: null`. `n` counts what the attempt said, from 1; it is 0 for the attempt's start and the wait before it.
 */
export interface EventPlace {
  readonly seq: number;
  readonly at: Instant;
  readonly step: string | null;
  readonly foreach: readonly number[];
  readonly round: number;
  readonly attempt: number;
  readonly n: number;
}

/** Who wrote a line: user code, or Metaflow in the task's name. A traceback's lines stay out of the digest. */
export type OutputAuthor = 'code' | 'catch' | 'timeout' | 'metaflow' | 'traceback';

/** What happened, without its place. */
export type EventFact =
  | {
      readonly type: 'run-started';
      readonly runId: RunId;
      readonly flowName: string;
      readonly originRunId: RunId | null;
      readonly parameters: readonly ArtifactRef[];
    }
  | {
      readonly type: 'task-cloned';
      readonly taskId: TaskId;
      readonly originTaskId: TaskId;
      readonly frames: readonly ForeachFrame[];
      readonly artifacts: readonly ArtifactRef[];
      readonly transition: TakenTransition | null;
      readonly caught: CaughtException | null;
    }
  | {
      readonly type: 'attempt-started';
      readonly taskId: TaskId;
      readonly frames: readonly ForeachFrame[];
      /** The attempt does not run user code: `@catch` handles what left no exception. */
      readonly fallback: boolean;
    }
  /** Lines said at one instant, in order, without their line ends. */
  | {
      readonly type: 'output';
      readonly stream: 'stdout' | 'stderr';
      readonly by: OutputAuthor;
      readonly lines: readonly string[];
    }
  | { readonly type: 'metadata-set'; readonly key: string; readonly value: Json }
  /** User code called a simulated service. `answer` is what it gets after `tookUs`, unless the attempt ends before. */
  | {
      readonly type: 'service-called';
      readonly service: string;
      /** `GET https://api.example.com/items`. */
      readonly request: string;
      readonly answer: number | 'timeout' | 'connection';
      readonly tookUs: number;
      /** The id of the injected fault that changed the answer. */
      readonly fault?: string;
    }
  /** An injected fault acted, and the attempt goes on: it was slowed down, its input altered, an exception raised. */
  | { readonly type: 'fault-struck'; readonly fault: string }
  /** `current.card.refresh()`: how a card of the attempt looks from now on. */
  | { readonly type: 'card-refreshed'; readonly card: CardRef }
  | {
      readonly type: 'attempt-succeeded';
      readonly artifacts: readonly ArtifactRef[];
      readonly transition: TakenTransition | null;
      /** What `@catch` handled in this attempt. */
      readonly caught: CaughtException | null;
      readonly cards: readonly CardRef[];
      /** It left by `sys.exit(0)`: Metaflow's scheduler takes that for success, its metadata and `resume` do not. */
      readonly exited?: true;
    }
  /** `artifacts` are those set before the failure; null where none could be saved. */
  | { readonly type: 'attempt-failed'; readonly failure: Failure; readonly artifacts: readonly ArtifactRef[] | null }
  /** The wait before `attempt` is over: it may start. */
  | { readonly type: 'wait-ended' }
  /**
   * A function that `@exit_hook` names was called, just before the run's last event; `n` counts them from 0. `error` is
   * what Metaflow says of one that failed: a hook cannot fail a run.
   */
  | {
      readonly type: 'exit-hook-called';
      readonly hook: string;
      readonly error: string | null;
      readonly stdout: readonly string[];
      readonly stderr: readonly string[];
    }
  | { readonly type: 'run-succeeded' }
  | { readonly type: 'run-failed'; readonly headline: string; readonly message: string }
  | { readonly type: 'run-cancelled' };

export type RunEvent = EventPlace & EventFact;
export type EventType = RunEvent['type'];
export type EventOf<T extends EventType> = Extract<RunEvent, { readonly type: T }>;
