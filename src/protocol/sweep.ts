/** A resilience sweep: every single fault of a flow, each in a run of its own, held against the run without any. */
import type { RunOutcome } from '../model/record';
import type { Fault, FaultKind, Scenario } from '../model/scenario';

/** Where in an attempt a fault strikes. `start`: as user code begins. */
export type SweepMoment = 'before' | 'start' | 'during' | 'after';

/** What is asked for. What is left out of `steps`, `kinds`, `moments` means all of them; an empty list means none. */
export interface SweepOrder {
  /** Chosen by whoever asks: news and kept runs go by it. */
  readonly id: string;
  /** Its command runs a flow. Its failure plan counts for nothing here, nor do failures that its platform has unasked. */
  readonly scenario: Scenario;
  /** The scenario's own seed, if it does not say. Each has a calm run of its own, and all faults under it. */
  readonly seeds?: readonly number[];
  readonly steps?: readonly string[];
  readonly kinds?: readonly FaultKind[];
  readonly moments?: readonly SweepMoment[];
}

/** A fault, by where and when it strikes. */
export interface SingleFault {
  readonly step: string;
  readonly foreach: readonly number[];
  readonly attempt: number;
  readonly kind: FaultKind;
  readonly moment: SweepMoment;
  readonly fault: Fault;
}

/** One fault, in one run. `index` counts from 0 without gaps: seed by seed, each in the order of the calm run's tasks. */
export interface SweepCell extends SingleFault {
  readonly index: number;
  readonly seed: number;
}

/** An attempt that had acted on the world outside, and whose task then ran its code again. */
export interface RepeatedWork {
  /** `pay[2]`, as task keys are written. */
  readonly task: string;
  readonly attempt: number;
  /** The request that was answered and may not be sent twice, or null: user code had run to its end. */
  readonly request: string | null;
}

/** What came of a run, as far as verdicts depend on it. */
export interface SweepFacts {
  readonly outcome: RunOutcome;
  /** Why it failed, as Metaflow says it; null where it did not. */
  readonly message: string | null;
  /** Whether the fault acted at all. */
  readonly isStruck: boolean;
  /** Tasks of which `@catch` handled the failure, by their keys; those that the calm run has, too, are left out. */
  readonly caught: readonly string[];
  /** Artifacts of the last step that are not as in the calm run, by name; those that `@catch` sets are left out. */
  readonly differing: readonly string[];
  /** What the calm run repeats, too, is left out. */
  readonly repeated: readonly RepeatedWork[];
  /** The most retries, after its first attempt, that one task came to. Fallback attempts of `@catch` are none. */
  readonly retries: number;
  /** Virtual seconds. */
  readonly duration: number;
  /** Why no other run of the scenario need go the same way; null where each does. */
  readonly irreproducible: string | null;
}

/** A run without faults, to which the others of its seed are held. */
export interface CalmRun {
  readonly seed: number;
  readonly flowName: string;
  readonly attempts: number;
  readonly duration: number;
  /** What it repeats by itself. */
  readonly repeated: readonly RepeatedWork[];
}

export interface SweepPlan {
  readonly calm: readonly CalmRun[];
  readonly cells: readonly SweepCell[];
}

export interface SweepResult {
  readonly plan: SweepPlan;
  /** By the cells' index; null where the sweep was stopped before. */
  readonly facts: readonly (SweepFacts | null)[];
  /** Attempts that were executed: what a run has in common with its calm one is taken from there. */
  readonly attempts: number;
  /** Of the wall, from the first calm run to the last verdict. */
  readonly ms: number;
}

/** How far a sweep has come, on the way to its result. */
export type SweepNews =
  /** A calm run is about to begin: `done` of `of` are over. */
  | { readonly kind: 'sweep-calming'; readonly sweep: string; readonly done: number; readonly of: number }
  | { readonly kind: 'sweep-planned'; readonly sweep: string; readonly plan: SweepPlan }
  | { readonly kind: 'sweep-judged'; readonly sweep: string; readonly cell: number; readonly facts: SweepFacts };
