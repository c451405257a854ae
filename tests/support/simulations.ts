import type { StepPolicy } from '../../src/model/setup';
import { REGRESSIONS } from '../simulation/regressions';

/** Set by `npm run sim -- --seed N`: one world, whatever a test would try. */
const ONLY = process.env['FAULTLINE_SEED'] ?? '';

/** The worlds that a test tries: what failed once, and so many more. */
export const seeds = (count: number): readonly number[] =>
  ONLY === '' ? [...REGRESSIONS, ...Array.from({ length: count }, (_, i) => i + 1)] : [Number(ONLY)];

/**
 * The last attempt that Metaflow would start for a task, counted here once more, since a law must not ask the engine
 * what it allows. Source: Metaflow, runtime.py, MAX_ATTEMPTS, and catch_decorator.py, NUM_FALLBACK_RETRIES.
 */
export const lastAttemptOf = ({ retryTimes, catch: handler }: StepPolicy): number =>
  Math.min(5, retryTimes + (handler === null ? 0 : 3));
