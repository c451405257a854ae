import type { StepPolicy } from '../model/setup';
import type { Fault } from '../model/scenario';
import type { AttemptSpan, TaskHistory } from './history';
import { failureLook } from './look';
import type { Look } from './look';

/** One attempt in the foot of a node. */
export interface Pip {
  readonly attempt: number;
  readonly look: Look;
}

/** Attempts that are possible are drawn up to here; Metaflow itself stops at six. */
const PIPS_MAX = 8;

/**
 * One pip per attempt that the step's policy allows, attempts of `@catch` alone once they happened. `isWaiting`:
 * the next attempt has a wait before it.
 */
export function pipsOf(
  policy: StepPolicy,
  task: TaskHistory | null,
  isWaiting: boolean,
  faults: readonly Fault[],
): readonly Pip[] {
  if (task?.cloned) return [{ attempt: 0, look: 'cloned' }];
  const past = (task?.attempts ?? []).map((span) => ({ attempt: span.attempt, look: spanLook(span, faults) }));
  const isOver =
    task?.attempts.at(-1)?.ending?.kind === 'succeeded' || task?.attempts.at(-1)?.ending?.kind === 'caught';
  if (isOver) return past;
  const total = Math.min(PIPS_MAX, Math.max(policy.retryTimes + 1, past.length + (isWaiting ? 1 : 0)));
  const open = Array.from({ length: Math.max(0, total - past.length) }, (_, i) => ({
    attempt: past.length + i,
    look: i === 0 && isWaiting ? ('waiting' as const) : ('pending' as const),
  }));
  return [...past, ...open];
}

/** How many attempts may still begin. */
export const attemptsLeft = (pips: readonly Pip[]): number =>
  pips.filter(({ look }) => look === 'pending' || look === 'waiting').length;

export function spanLook(span: AttemptSpan, faults: readonly Fault[]): Look {
  if (span.ending === null) return 'running';
  if (span.ending.kind === 'failed') return failureLook(span.ending.failure, span.ending.isLast, faults);
  return span.ending.kind;
}
