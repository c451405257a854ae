import type { SweepFacts } from '../protocol/sweep';

/**
 * What a single fault does to a flow, the worst that applies. `untouched`: it found nothing to strike, and counts for
 * nothing. `wrong`: the run succeeds, and the last step's artifacts are not the calm run's.
 */
export type Verdict = 'failed' | 'wrong' | 'repeated' | 'caught' | 'survived' | 'untouched';

/** From the worst to the best. */
export const VERDICTS: readonly Verdict[] = ['failed', 'wrong', 'repeated', 'caught', 'survived', 'untouched'];

/** Artifacts in `ignored` may differ: what a flow keeps of times, say. */
export function verdictOf(facts: SweepFacts, ignored: ReadonlySet<string> = new Set()): Verdict {
  if (!facts.isStruck) return 'untouched';
  if (facts.outcome !== 'succeeded') return 'failed';
  // What `@catch` did without is not wrong: the flow says so itself.
  if (facts.caught.length === 0 && facts.differing.some((name) => !ignored.has(name))) return 'wrong';
  if (facts.repeated.length > 0) return 'repeated';
  return facts.caught.length > 0 ? 'caught' : 'survived';
}

/** The worst of some; null for none. */
export const worstOf = (verdicts: readonly Verdict[]): Verdict | null =>
  VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? null;

/** How many of each, and the score: the share, 0..1, of the faults that struck which the flow survives or catches. */
export interface Score {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Faults that struck. */
  readonly of: number;
  /** Null where none did. */
  readonly share: number | null;
}

export function scoreOf(verdicts: readonly Verdict[]): Score {
  const counts = { failed: 0, wrong: 0, repeated: 0, caught: 0, survived: 0, untouched: 0 };
  for (const verdict of verdicts) counts[verdict] += 1;
  const of = verdicts.length - counts.untouched;
  return { counts, of, share: of === 0 ? null : (counts.survived + counts.caught) / of };
}

/** What a flow has to stand: every fault that strikes ends in one of `allowed`, with at most so many retries of a task. */
export interface Demand {
  readonly allowed: readonly Verdict[];
  readonly retriesMax?: number;
}

/** The first cells, by their index, that do not meet the demand; those that were not judged do not meet it either. */
export function breaches(facts: readonly (SweepFacts | null)[], { allowed, retriesMax }: Demand): readonly number[] {
  return facts.flatMap((one, cell) => {
    if (one === null) return [cell];
    const verdict = verdictOf(one);
    const isMet = verdict === 'untouched' || allowed.includes(verdict);
    return isMet && one.retries <= (retriesMax ?? Infinity) ? [] : [cell];
  });
}
