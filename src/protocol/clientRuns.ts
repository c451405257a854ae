/** The stored runs that a flow reads through Metaflow's client API, as plain data. Instants are of each run's own clock. */
import type { ArtifactRef } from '../model/artifact';
import type { TracebackFrame } from '../model/failure';
import type { ForeachFrame } from '../model/events';
import type { ContentHash } from '../model/ids';
import type { Json } from '../model/json';
import type { Instant } from '../model/time';

export interface ClientRuns {
  /** Newest first. */
  readonly runs: readonly ClientRun[];
  /** Artifacts whose bytes are left out of the order, because those of all runs are too many. */
  readonly withheld: readonly ContentHash[];
}

export interface ClientRun {
  readonly flowName: string;
  readonly id: string;
  readonly user: string;
  readonly tags: readonly string[];
  /** The `id` of the run that it resumed. */
  readonly originRunId: string | null;
  readonly start: string;
  readonly end: string;
  /** The flow's steps in the goldens' order, also those that have no task. */
  readonly steps: readonly ClientStep[];
  /** What `_parameters` holds; null before it is saved. */
  readonly parameters: readonly ArtifactRef[] | null;
  /** In the order in which they were launched. */
  readonly tasks: readonly ClientTask[];
}

export interface ClientStep {
  readonly name: string;
  readonly next: readonly string[];
  readonly isForeach: boolean;
  readonly isJoin: boolean;
}

export interface ClientTask {
  readonly step: string;
  readonly id: string;
  /** `step` of a frame is the one that fans out; {@link executionPath} names the one that it fans out to. */
  readonly frames: readonly ForeachFrame[];
  /** `work:3`, one for each frame: Metaflow's metadata `foreach-execution-path`. */
  readonly executionPath: readonly string[];
  readonly originTaskId: string | null;
  readonly attempts: readonly ClientAttempt[];
}

export interface ClientAttempt {
  readonly attempt: number;
  readonly started: Instant;
  /** Null while it goes on. */
  readonly ended: Instant | null;
  /** Metaflow's `_task_ok`: null where the code left otherwise than by returning or raising an exception. */
  readonly taskOk: boolean | null;
  /** Metaflow's `_success`: false where `@catch` handled the end. */
  readonly success: boolean;
  /** Whether Metaflow recorded an `attempt_ok`: the process lived until its artifacts were to be saved. */
  readonly hasStatus: boolean;
  readonly exception: ClientException | null;
  /** Null where none were saved. */
  readonly artifacts: readonly ArtifactRef[] | null;
  readonly stdout: readonly ClientLine[];
  readonly stderr: readonly ClientLine[];
  readonly metadata: readonly ClientMetadata[];
}

/** An uncaught exception. `name` is its class without the module. */
export interface ClientException {
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly TracebackFrame[];
}

export type ClientLine = readonly [at: Instant, line: string];

/** What `self.set_metadata` recorded. */
export interface ClientMetadata {
  readonly at: Instant;
  readonly key: string;
  readonly value: Json;
}
