import type { StepPolicy } from '../model/setup';

/** Metaflow's MAX_ATTEMPTS: no task starts a seventh time. Source: metaflow_config.py. */
export const ATTEMPTS_MAX = 6;
/** Attempts that `@catch` adds for what left no exception. Source: catch_decorator.py, NUM_FALLBACK_RETRIES. */
export const FALLBACK_RETRIES = 3;

/** Whether attempt `attempt` (from 0) runs user code; the others only let `@catch` handle what happened. */
export const runsUserCode = (policy: StepPolicy, attempt: number): boolean => attempt <= policy.retryTimes;

/** The last attempt that Metaflow's scheduler would start for a task of this step. */
export const lastAttempt = (policy: StepPolicy): number =>
  policy.retryTimes + (policy.catch === null ? 0 : FALLBACK_RETRIES);
