import { secondsOf } from '../../model/time';
import type { LoadTally, Tally } from '../../protocol/policy';
import { meanBand, quantile, quantileBand, shareBand, type Band } from './statistics';

/** A number and where the true one lies. */
export interface Estimate extends Band {
  readonly value: number;
}

/** What a point comes to. Times are virtual seconds; null where no run succeeded, so that none finished. */
export interface PointOutcome {
  readonly runs: number;
  readonly success: Estimate;
  readonly median: Estimate | null;
  readonly p95: Estimate | null;
  /** Of the experiment's step, a run. */
  readonly attempts: Estimate;
  /** Seconds for which slots were held, a run; of these by attempts that failed. */
  readonly held: Estimate;
  readonly wasted: Estimate;
}

/** Of at least one run. */
export function outcomeOf({ runs, succeeded, finishedUs, attempts, heldUs, wastedUs }: Tally): PointOutcome {
  const sorted = Float64Array.from(finishedUs).sort();
  const mean = (moments: Tally['attempts'], scale: number): Estimate => {
    const { low, high } = meanBand(moments, runs);
    return { value: moments.sum / runs / scale, low: low / scale, high: high / scale };
  };
  const at = (share: number): Estimate | null => {
    if (sorted.length === 0) return null;
    const { low, high } = quantileBand(sorted, share);
    return { value: secondsOf(quantile(sorted, share)), low: secondsOf(low), high: secondsOf(high) };
  };
  return {
    runs,
    success: { value: succeeded / runs, ...shareBand(succeeded, runs) },
    median: at(0.5),
    p95: at(0.95),
    attempts: mean(attempts, 1),
    held: mean(heldUs, 1e6),
    wasted: mean(wastedUs, 1e6),
  };
}

/** A load over time: so many a second from `from` on, for `seconds`. Times are virtual seconds. */
export interface LoadOverTime {
  readonly seconds: number;
  readonly perSecond: readonly number[];
  /** Of single runs: the fullest second, in the middle one and in all but 5 %. */
  readonly peak: { readonly median: number; readonly p95: number };
}

export function loadOf({ stretchUs, counts, peaks }: LoadTally, runs: number): LoadOverTime {
  const sorted = [...peaks].sort((a, b) => a - b);
  const seconds = secondsOf(stretchUs);
  const peak = { median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
  return { seconds, perSecond: counts.map((count) => count / runs / seconds), peak };
}
