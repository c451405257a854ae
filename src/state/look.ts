import type { Failure } from '../model/failure';
import type { Fault } from '../model/scenario';

/** What a task, an attempt or a step looks like: one glyph, one hue and one word each. */
export type Look =
  | 'pending'
  | 'starting'
  | 'running'
  | 'waiting'
  | 'retried'
  | 'failed'
  | 'caught'
  | 'timed-out'
  | 'killed'
  | 'evicted'
  | 'cloned'
  | 'not-taken'
  | 'succeeded';

/** A family of tokens: `--run`, `--run-ink`, `--run-soft`; `idle` is the inks. */
export type Hue = 'idle' | 'run' | 'wait' | 'fail' | 'caught' | 'clone' | 'ok';

export const HUES: Readonly<Record<Look, Hue>> = {
  pending: 'idle',
  starting: 'run',
  running: 'run',
  waiting: 'wait',
  retried: 'fail',
  failed: 'fail',
  caught: 'caught',
  'timed-out': 'fail',
  killed: 'fail',
  evicted: 'fail',
  cloned: 'clone',
  'not-taken': 'idle',
  succeeded: 'ok',
};

export const WORDS: Readonly<Record<Look, string>> = {
  pending: 'Pending',
  starting: 'Starting',
  running: 'Running',
  waiting: 'Waiting for retry',
  retried: 'Failed',
  failed: 'Failed',
  caught: 'Caught',
  'timed-out': 'Timed out',
  killed: 'Killed',
  evicted: 'Evicted',
  cloned: 'Cloned',
  'not-taken': 'Not taken',
  succeeded: 'Succeeded',
};

/** Said where the word does not fit. */
export const SHORT_WORDS: Readonly<Partial<Record<Look, string>>> = { waiting: 'Waiting' };

/** How a failed attempt looks. `isLast`: nothing follows it. */
export function failureLook(failure: Failure, isLast: boolean, faults: readonly Fault[]): Look {
  if (failure.cause === 'timeout') return 'timed-out';
  if (failure.cause === 'killed') return faultOf(failure, faults)?.kind === 'eviction' ? 'evicted' : 'killed';
  if (failure.cause === 'watchdog') return 'killed';
  return isLast ? 'failed' : 'retried';
}

/** What to say after the word: the class of an exception, or what killed it. */
export function failureDetail(failure: Failure, faults: readonly Fault[]): string {
  const kind = faultOf(failure, faults)?.kind;
  if (kind === 'spot-interruption') return 'spot';
  if (kind !== undefined && failure.cause !== 'user') return kind.replaceAll('-', ' ');
  if (failure.cause === 'watchdog') return 'by the watchdog';
  if (failure.cause === 'killed') return 'by Metaflow';
  return failure.exception ?? `exit code ${String(failure.exitCode)}`;
}

const faultOf = ({ fault }: Failure, faults: readonly Fault[]): Fault | undefined =>
  fault === undefined ? undefined : faults.find(({ id }) => id === fault);
