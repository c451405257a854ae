/**
 * One line of the bench: what was measured, beside the floor that nothing of its kind could beat.
 * @typedef {object} Row
 * @property {string} name
 * @property {number} median
 * @property {number} p95
 * @property {string} unit
 * @property {number | null} floor The same work without us, in the same unit and run.
 * @property {number | null} ratio Median to floor.
 * @property {number | null} budget Of the ratio where there is a floor, of the median elsewhere. Null: only reported.
 * @property {boolean} ok
 */

/**
 * @param {{ name: string, unit: string, samples: number[], floorSamples?: number[], budget?: number }} measured
 * @returns {Row}
 */
export function row({ name, unit, samples, floorSamples, budget = Infinity }) {
  const median = quantile(samples, 0.5);
  const floor = floorSamples === undefined ? null : quantile(floorSamples, 0.5);
  const ratio = floor === null ? null : median / floor;
  return {
    name,
    median,
    p95: quantile(samples, 0.95),
    unit,
    floor,
    ratio,
    budget: Number.isFinite(budget) ? budget : null,
    ok: (ratio ?? median) <= budget,
  };
}

/**
 * The smallest sample that is no less than a share of them all.
 * @param {number[]} samples
 * @param {number} share
 */
function quantile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('a row needs samples');
  return value;
}
