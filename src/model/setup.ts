import type { ArtifactRef, CaughtException } from './artifact';
import type { ForeachFrame, TakenTransition } from './events';
import type { StepType } from './graph';
import type { RunId, TaskId, TaskPlace } from './ids';
import type { Json } from './json';
import type { Platform } from './scenario';

/** A parameter's value on its way into the run: text from a command line, or a value from the Run panel. */
export type GivenValue = { readonly text: string } | { readonly value: Json };

/** `@catch` on a step. */
export interface CatchPolicy {
  readonly variable: string | null;
}

/** How a step treats failure. Source: Metaflow, retry_decorator.py, catch_decorator.py, timeout_decorator.py. */
export interface StepPolicy {
  /** User code runs at most `retryTimes + 1` times. */
  readonly retryTimes: number;
  /** Virtual µs between two attempts; 0 where the platform does not wait. */
  readonly waitUs: number;
  readonly catch: CatchPolicy | null;
  /** Virtual µs that user code may take; null without `@timeout`. */
  readonly timeoutUs: number | null;
}

/** The functions that `@exit_hook` names, in the order in which they are called. */
export interface ExitHooks {
  readonly onSuccess: readonly string[];
  readonly onError: readonly string[];
}

/** `--branch` and `--production`, which a flow with `@project` takes. */
export interface ProjectOptions {
  readonly branch: string | null;
  readonly production: boolean;
}

/** One step as the engine needs it. */
export interface StepPlan {
  readonly name: string;
  readonly type: StepType;
  /** Place in the goldens' order, from 0. */
  readonly order: number;
  readonly next: readonly string[];
  readonly previous: readonly string[];
  readonly isJoin: boolean;
  readonly repeats: boolean;
  readonly splitParents: readonly string[];
  readonly policy: StepPolicy;
}

/** A finished task of the origin run that a resumed run takes over. */
export interface CloneSource {
  readonly place: TaskPlace;
  readonly originTaskId: TaskId;
  readonly frames: readonly ForeachFrame[];
  readonly artifacts: readonly ArtifactRef[];
  readonly transition: TakenTransition | null;
  readonly caught: CaughtException | null;
}

/**
 * Everything the engine needs to know of a run before its first event: a pure function of the scenario, the
 * loaded flow and the origin run. Stored beside the log, so that the log folds on any later day.
 */
export interface RunSetup {
  readonly runId: RunId;
  readonly flowName: string;
  readonly originRunId: RunId | null;
  readonly start: string;
  readonly end: string;
  /** In the goldens' order. */
  readonly steps: readonly StepPlan[];
  readonly platform: Platform;
  readonly maxWorkers: number;
  readonly maxNumSplits: number;
  /** Values of Parameters, saved once in `_parameters`. */
  readonly parameters: readonly ArtifactRef[];
  /** In the goldens' order. Empty but for a resume. */
  readonly clones: readonly CloneSource[];
  /** Lines that Metaflow prints of origin tasks that could not be cloned. */
  readonly cloneProblems: readonly string[];
  readonly tags: readonly string[];
  /** `--with` specifications, as given. */
  readonly withDecorators: readonly string[];
  /** `--config NAME PATH` and `--config-value NAME JSON`, by name. */
  readonly configs: Readonly<Record<string, { readonly path: string } | { readonly json: string }>>;
  readonly maxLogBytes: number;
  /** `--namespace`: what the client API sees in steps. Missing: what the user's own runs have. */
  readonly namespace?: string;
  /** Missing where neither was given. */
  readonly project?: ProjectOptions;
  /** What is called when the run has ended; missing in a flow without `@exit_hook`. */
  readonly exitHooks?: ExitHooks;
}
