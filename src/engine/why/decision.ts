import type { Failure } from '../../model/failure';
import type { RunId, TaskId, TaskKey, TaskPlace } from '../../model/ids';
import type { FaultKind } from '../../model/scenario';
import type { Instant } from '../../model/time';

/** The rules that decide what becomes of a run. Each has a page in the help. */
export const RULES = [
  'retry',
  'platform',
  'catch',
  'fallback',
  'timeout',
  'plan',
  'services',
  'watchdog',
  'failing',
  'resume',
  'join',
  'foreach',
  'switch',
  'slots',
  'exit-codes',
  'exit-hooks',
] as const;
export type Rule = (typeof RULES)[number];

/** What ended a user attempt that did not succeed, for the sentences that go on from it. */
export interface Ended {
  readonly failure: Failure;
  /** How many times user code may run: `retryTimes + 1`. */
  readonly allowed: number;
}

/** What a rule decided, with the values that it decided by. Durations are virtual µs. */
export type Reason =
  /** A fault ended the attempt. `intoCodeUs` counts from the end of start-up, null for an attempt that never got there. */
  | {
      readonly kind: 'struck-down';
      readonly fault: FaultKind;
      readonly byPlatform: boolean;
      readonly intoCodeUs: number | null;
    }
  | { readonly kind: 'timed-out'; readonly limitUs: number }
  | { readonly kind: 'watched'; readonly underTimeout: boolean }
  | ({ readonly kind: 'retries'; readonly left: number } & Ended)
  | { readonly kind: 'waits'; readonly waitUs: number; readonly honoured: boolean; readonly platform: string }
  /** No user attempt is left: an attempt that runs no user code lets `@catch` act. `left` counts such attempts. */
  | ({ readonly kind: 'falls-back'; readonly left: number } & Ended)
  | ({ readonly kind: 'used-up'; readonly caughtToo: boolean } & Ended)
  | ({ readonly kind: 'refused' } & Ended)
  | { readonly kind: 'too-many'; readonly max: number }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'left-early' }
  | {
      readonly kind: 'caught';
      readonly exception: string;
      readonly variable: string | null;
      readonly allowed: number;
      readonly fallback: boolean;
      /** Names of the artifacts that were saved. */
      readonly saved: readonly string[];
    }
  | { readonly kind: 'nothing-caught'; readonly variable: string; readonly tasks: number }
  /** `waiting` and `inFlight` are tasks other than the one that failed; `queued` were never started. */
  | {
      readonly kind: 'run-fails';
      readonly message: string;
      readonly inFlight: readonly TaskKey[];
      readonly waiting: readonly TaskKey[];
      readonly graceUs: number;
    }
  | { readonly kind: 'outlived'; readonly graceUs: number; readonly next: readonly string[] }
  | { readonly kind: 'not-retried'; readonly retryTimes: number }
  | { readonly kind: 'grace-over'; readonly graceUs: number }
  | { readonly kind: 'never-started'; readonly queued: number; readonly steps: readonly string[] }
  | { readonly kind: 'end-missed'; readonly end: string }
  | {
      readonly kind: 'cloned';
      readonly originRunId: RunId;
      readonly originTaskId: TaskId;
      readonly tasks: number;
      /** How many of them were caught there: that counts as finished. */
      readonly caught: number;
    }
  | { readonly kind: 'not-cloned'; readonly originRunId: RunId; readonly steps: readonly string[] }
  | { readonly kind: 'join-waits'; readonly join: string; readonly expected: number }
  | { readonly kind: 'join-starts'; readonly join: string; readonly expected: number; readonly waitedUs: number }
  | { readonly kind: 'fans-out'; readonly target: string; readonly variable: string; readonly numSplits: number }
  | { readonly kind: 'switched'; readonly taken: string; readonly others: readonly string[] }
  | {
      readonly kind: 'queued';
      readonly limit: 'slots' | 'max-workers';
      readonly max: number;
      readonly platform: string;
      readonly tasks: number;
      readonly longestUs: number;
    }
  /** A fault acted, and the attempt went on. */
  | { readonly kind: 'struck'; readonly fault: FaultKind }
  | {
      readonly kind: 'service-failed';
      readonly service: string;
      readonly answer: number | 'timeout' | 'connection';
      readonly calls: number;
      readonly planned: boolean;
    }
  | {
      readonly kind: 'never-struck';
      readonly fault: FaultKind;
      readonly aim: string;
      readonly because: 'step' | 'attempt' | 'moment';
    }
  | { readonly kind: 'hook'; readonly hook: string; readonly error: string | null; readonly failed: boolean };

/** One decision of a run: `seq` and `at` of the event that it was made at. `place` is null for the run as a whole. */
export interface Decision {
  readonly seq: number;
  readonly at: Instant;
  readonly place: TaskPlace | null;
  readonly attempt: number | null;
  readonly rule: Rule;
  readonly reason: Reason;
}

/** A decision before it has a place in the log. */
export type Verdict = readonly [rule: Rule, reason: Reason];
