/** An interval that holds the true value in 95 of 100 cases. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution: 95 % lie within so many standard deviations. */
const Z = 1.959964;

/** Where a share lies of which `hits` of `trials` were seen. Source: Wilson 1927, the score interval. */
export function shareBand(hits: number, trials: number): Band {
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const weight = 1 + Z ** 2 / trials;
  const centre = (share + Z ** 2 / (2 * trials)) / weight;
  const spread = (Z / weight) * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  // At its ends the interval reaches them exactly; rounding would leave it a hair short.
  return {
    low: hits === 0 ? 0 : Math.max(0, centre - spread),
    high: hits === trials ? 1 : Math.min(1, centre + spread),
  };
}

/** Where a mean lies, from the sum and the sum of squares of `count` values. */
export function meanBand({ sum, squares }: { readonly sum: number; readonly squares: number }, count: number): Band {
  const mean = sum / count;
  if (count < 2) return { low: mean, high: mean };
  const variance = Math.max(0, (squares - count * mean ** 2) / (count - 1));
  const spread = Z * Math.sqrt(variance / count);
  return { low: mean - spread, high: mean + spread };
}

/** The smallest value that is no less than a share of them all; `sorted` rises and is not empty. */
export const quantile = (sorted: ArrayLike<number>, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN;

/** Where a quantile lies, whatever the distribution: between order statistics, whose ranks are binomial. */
export function quantileBand(sorted: ArrayLike<number>, share: number): Band {
  const { length } = sorted;
  const spread = Z * Math.sqrt(length * share * (1 - share));
  const at = (rank: number): number => sorted[Math.min(length - 1, Math.max(0, Math.round(rank)))] ?? NaN;
  return { low: at(length * share - spread - 1), high: at(length * share + spread) };
}
