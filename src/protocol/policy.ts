/** What crosses between the page and the workers that simulate its flow for the policy explorer. */
import type { EventOf, TakenTransition } from '../model/events';
import type { FlowGraph } from '../model/graph';
import type { Fault, Scenario } from '../model/scenario';

/** A call of a service, as an attempt made it: virtual µs after its user code began, and what came of it. */
export type SampledCall = Pick<EventOf<'service-called'>, 'service' | 'request' | 'answer' | 'tookUs' | 'fault'> & {
  readonly afterUs: number;
};

/** What one attempt of a step did, when nothing was aimed at it: measured in a real run, or set by hand. */
export interface AttemptSample {
  /** Virtual µs of its user code, from its start to its end. */
  readonly codeUs: number;
  /** The exception that it ended with; null where it succeeded. */
  readonly failure: { readonly exception: string; readonly message: string } | null;
  readonly calls: readonly SampledCall[];
  /** Where it went on; null where it failed, and for the end. */
  readonly transition: TakenTransition | null;
}

/** Samples by step. A simulated attempt does what one of them did, drawn by the run's seed. Never empty lists. */
export type FlowModel = Readonly<Record<string, readonly AttemptSample[]>>;

/** Every step of a flow: where a policy, or a failure, is everywhere. */
export const ALL_STEPS = '*';

/** What is simulated, but for the point that varies and the seed. */
export interface Experiment {
  readonly scenario: Scenario;
  readonly graph: FlowGraph;
  readonly model: FlowModel;
  /** The step that the point's policy and failure are for, or {@link ALL_STEPS}. */
  readonly step: string;
  /** What strikes its attempts, with the point's `rate` for its probability. */
  readonly failure: Pick<Fault, 'kind' | 'moment' | 'seconds'>;
}

/** One policy, and how often attempts fail under it. */
export interface PolicyPoint {
  /** `@retry(times=…)`. */
  readonly times: number;
  /** `@retry(minutes_between_retries=…)`. */
  readonly minutes: number;
  /** Of attempts, 0..1. */
  readonly rate: number;
  /** `@timeout(seconds=…)`; 0 without. */
  readonly timeout: number;
}

/** Count, sum and sum of squares of what was measured once a run. */
export interface Moments {
  readonly sum: number;
  readonly squares: number;
}

/** How often the watched services were called, or attempts began, in each stretch of time, over all runs. */
export interface LoadTally {
  /** Virtual µs of one stretch. */
  readonly stretchUs: number;
  readonly counts: readonly number[];
  /** The fullest stretch of one second, run by run. */
  readonly peaks: readonly number[];
}

/** What some runs of one point came to. Tallies of disjoint seeds add up. */
export interface Tally {
  readonly runs: number;
  readonly succeeded: number;
  /** Virtual µs that each run took which succeeded. */
  readonly finishedUs: readonly number[];
  /** Attempts of the experiment's step, once a run. */
  readonly attempts: Moments;
  /** Virtual µs for which slots were held, by all attempts of a run, and of these by attempts that failed. */
  readonly heldUs: Moments;
  readonly wastedUs: Moments;
  readonly load: LoadTally;
}

/** What a worker of the policy explorer answers to over comlink. */
export interface PolicyHost {
  /** From now on, points are of this experiment. */
  prepare(experiment: Experiment): Promise<void>;
  /** Simulates `count` runs of a point, the first with `firstSeed`, the next with the seeds that follow. */
  tally(point: PolicyPoint, firstSeed: number, count: number): Promise<Tally>;
}
