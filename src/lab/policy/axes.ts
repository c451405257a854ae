import type { PolicyPoint } from '../../protocol/policy';

export type AxisName = keyof PolicyPoint;

/** Values of an axis: `count` of them, evenly from `from` to `to`, both included. */
export interface AxisRange {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Axes that a sweep goes along. Of the others it holds a point's values. */
export type Ranges = Readonly<Partial<Record<AxisName, AxisRange>>>;

export const AXES: readonly AxisName[] = ['times', 'minutes', 'rate', 'timeout'];

/** What a value can be. Metaflow takes no more than 4 retries, and whole seconds for a timeout. */
export const LIMITS: Readonly<Record<AxisName, { readonly max: number; readonly step: number }>> = {
  times: { max: 4, step: 1 },
  minutes: { max: 60, step: 0.01 },
  rate: { max: 1, step: 0.01 },
  timeout: { max: 3600, step: 1 },
};

export const DEFAULT_RANGES: Readonly<Record<AxisName, AxisRange>> = {
  times: { from: 0, to: 4, count: 5 },
  minutes: { from: 0, to: 0.1, count: 6 },
  rate: { from: 0, to: 1, count: 11 },
  timeout: { from: 0, to: 10, count: 11 },
};

/** The nearest value that an axis can have. */
export function fitting(axis: AxisName, value: number): number {
  const { max, step } = LIMITS[axis];
  const bounded = Math.min(max, Math.max(0, Number.isFinite(value) ? value : 0));
  return Number((Math.round(bounded / step) * step).toFixed(2));
}

/** The values of a range, rising, each once: those that an axis cannot have give way to their neighbours. */
export function valuesOf(axis: AxisName, { from, to, count }: AxisRange): readonly number[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const at = (i: number): number => (count < 2 ? low : low + ((high - low) * i) / (count - 1));
  return [...new Set(Array.from({ length: Math.max(1, count) }, (_, i) => precise(axis, at(i))))].sort((a, b) => a - b);
}

/** Between the steps of a slider there are values too, but for those that are counted. */
function precise(axis: AxisName, value: number): number {
  const bounded = Math.min(LIMITS[axis].max, Math.max(0, value));
  return axis === 'times' || axis === 'timeout' ? Math.round(bounded) : Number(bounded.toPrecision(6));
}

/** One sweep: no more cells, and no more runs in all. */
const CELLS_MAX = 10_000;
const RUNS_MAX = 5_000_000;

export interface SweepCost {
  readonly cells: number;
  readonly runs: number;
  /** Real seconds, as fast as runs went so far; null while none has. */
  readonly seconds: number | null;
}

export function costOf(ranges: Ranges, runsPerCell: number, runsPerSecond: number | null): SweepCost {
  const cells = AXES.reduce((product, axis) => product * Math.max(1, ranges[axis]?.count ?? 1), 1);
  const runs = cells * runsPerCell;
  return { cells, runs, seconds: runsPerSecond === null || runsPerSecond === 0 ? null : runs / runsPerSecond };
}

/** Why a sweep is not begun: what it would cost, and what to narrow. Null: it may begin. */
export function refusalOf(ranges: Ranges, runsPerCell: number, runsPerSecond: number | null): string | null {
  const { cells, runs, seconds } = costOf(ranges, runsPerCell, runsPerSecond);
  if (cells <= CELLS_MAX && runs <= RUNS_MAX) return null;
  const swept = AXES.flatMap((axis) => (ranges[axis] === undefined ? [] : [{ axis, count: ranges[axis].count }]));
  const size = swept.map(({ axis, count }) => `${grouped(count)} of ${AXIS_WORDS[axis]}`).join(' × ');
  const time = seconds === null ? '' : `, about ${durationWords(seconds)} here`;
  const widest = swept.reduce((most, one) => (one.count > most.count ? one : most));
  const fits = Math.floor(Math.min(CELLS_MAX, RUNS_MAX / runsPerCell) / (cells / widest.count));
  const advice =
    fits >= 1
      ? `Narrow ${AXIS_WORDS[widest.axis]} to ${grouped(fits)} values or fewer`
      : `Narrow ${swept.map(({ axis }) => AXIS_WORDS[axis]).join(' and ')}, or hold one of them still`;
  const fewer = runs > RUNS_MAX && cells <= CELLS_MAX ? ', or simulate fewer runs a cell' : '';
  return (
    `This sweep has ${grouped(cells)} cells (${size}), ${grouped(runs)} runs in all${time}. ` +
    `At most ${grouped(CELLS_MAX)} cells and ${grouped(RUNS_MAX)} runs are simulated at once. ${advice}${fewer}.`
  );
}

export const AXIS_WORDS: Readonly<Record<AxisName, string>> = {
  times: 'times',
  minutes: 'minutes_between_retries',
  rate: 'the failure rate',
  timeout: 'the timeout',
};

const grouped = (count: number): string => Math.round(count).toLocaleString('en-US');

function durationWords(seconds: number): string {
  const [unit, length] = DURATIONS.find(([, length]) => seconds >= length) ?? ['second', 1];
  const count = Math.max(1, Math.round(seconds / length));
  return `${grouped(count)} ${unit}${count === 1 ? '' : 's'}`;
}

const DURATIONS = [
  ['year', 31_557_600],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A point's name among others: points with equal values have the same. */
export const pointKey = (point: PolicyPoint): string => AXES.map((axis) => point[axis]).join();

/** The points of a sweep, the last axis running fastest. The sweep was not refused. */
export function pointsOf(base: PolicyPoint, ranges: Ranges): readonly PolicyPoint[] {
  return AXES.reduce<readonly PolicyPoint[]>(
    (points, axis) => {
      const range = ranges[axis];
      if (range === undefined) return points;
      const values = valuesOf(axis, range);
      return points.flatMap((point) => values.map((value) => ({ ...point, [axis]: value })));
    },
    [base],
  );
}
