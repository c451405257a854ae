import type { Failure } from '../model/failure';
import type { StepPolicy } from '../model/setup';
import { later, type Instant } from '../model/time';
import { ATTEMPTS_MAX, lastAttempt } from './policy';

/** Exit code with which a task asks Metaflow not to be retried; Metaflow then forgets it. Source: metaflow_config.py. */
export const EXIT_DISALLOW_RETRY = 202;

/** What becomes of a task whose attempt failed. */
export type Aftermath =
  | { readonly kind: 'retry'; readonly attempt: number; readonly until: Instant }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'failed' }
  /** The process said that all is well, and left nothing. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'too-many-attempts' };

/**
 * Decides what follows the failure of `attempt` (from 0) at `at`.
 *
 * The scheduler sees a failed process and nothing else: it starts the next attempt while any is left, be it a
 * retry of user code or the fallback of `@catch`. An exception in the last user attempt of a caught step does not
 * come here: `@catch` made that attempt succeed.
 * Source: Metaflow, runtime.py, NativeRuntime._poll_workers and _retry_worker.
 */
export function afterFailure(policy: StepPolicy, attempt: number, failure: Failure, at: Instant): Aftermath {
  if (failure.exitCode === EXIT_DISALLOW_RETRY) return { kind: 'dropped' };
  if (failure.exitCode === 0) return { kind: 'lost' };
  if (!failure.retry || attempt >= lastAttempt(policy)) return { kind: 'failed' };
  if (attempt + 1 >= ATTEMPTS_MAX) return { kind: 'too-many-attempts' };
  return { kind: 'retry', attempt: attempt + 1, until: later(at, policy.waitUs) };
}
