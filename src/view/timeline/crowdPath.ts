import type { CrowdPoint } from '../../state/lanes';
import type { TimeWindow } from '../../state/timeWindow';

/** More steps than these no screen could tell apart. */
const STEPS_MAX = 1200;

/** A staircase under the points of a window, in a box of 1000 by 1; `heightOf` gives shares of its height. */
export function crowdPath(
  points: readonly CrowdPoint[],
  { from, to }: TimeWindow,
  heightOf: (point: CrowdPoint) => number,
): string {
  const width = to - from;
  const fine = width / STEPS_MAX;
  const before = points.findLast(({ at }) => at <= from);
  const steps = before === undefined ? [] : [`H0V${y(heightOf(before))}`];
  let drawn = from - fine;
  for (const [i, point] of points.entries()) {
    if (point.at <= from || point.at > to) continue;
    // The last of those that fall together tells of all of them.
    if ((points[i + 1]?.at ?? Infinity) - drawn < fine) continue;
    drawn = point.at;
    steps.push(`H${(((point.at - from) / width) * 1000).toFixed(2)}V${y(heightOf(point))}`);
  }
  const first = points[0];
  if (first === undefined || steps.length === 0) return '';
  const last = points.at(-1)?.at ?? to;
  const end = Math.max(0, Math.min(1000, ((Math.max(last, from) - from) / width) * 1000));
  const start = Math.max(0, ((first.at - from) / width) * 1000);
  return `M${start.toFixed(2)} 1${steps.join('')}H${Math.max(start, end).toFixed(2)}V1z`;
}

const y = (share: number): string => (1 - share).toFixed(4);
