import { AXES, LIMITS, type AxisName } from '../lab/policy/axes';
import type { Estimate, PointOutcome } from '../lab/policy/outcome';
import { ALL_STEPS, type PolicyPoint } from '../protocol/policy';
import type { FaultKind } from '../model/scenario';
import type { MeasureName } from './PolicyExplorer.svelte';

export const AXIS_LABELS: Readonly<Record<AxisName, string>> = {
  times: 'Retries',
  minutes: 'Minutes between',
  rate: 'Failure rate',
  timeout: 'Timeout',
};

export const AXIS_ORDER = AXES;

/** How far the sliders go: ranges go further. */
export const AXIS_LIMITS: typeof LIMITS = {
  ...LIMITS,
  minutes: { max: 2, step: 0.01 },
  timeout: { max: 60, step: 1 },
};

export const MEASURE_LABELS: Readonly<Record<MeasureName, string>> = {
  success: 'Success',
  median: 'Median time',
  p95: '95 % of times',
  attempts: 'Attempts',
  wasted: 'Wasted slot time',
};

/** Failures whose rate can be swept, and what they are called after “attempts that end by”. */
export const KINDS: readonly (readonly [FaultKind, string])[] = [
  ['code-bug', 'Exception'],
  ['service', 'Service answers 503'],
  ['spot-interruption', 'Spot interruption'],
  ['out-of-memory', 'Out of memory'],
  ['metadata-unavailable', 'Metadata service down'],
  ['datastore-unavailable', 'Artifact store down'],
  ['slow', 'Slow by 10 s'],
];

export const percent = (share: number): string => {
  const value = share * 100;
  if (value > 0 && value < 0.05) return '< 0.1 %';
  if (value < 100 && value > 99.95) return '> 99.9 %';
  return `${value.toFixed(value === 0 || value === 100 ? 0 : 1)} %`;
};

/** Seconds as precise as they are worth reading. */
export const time = (seconds: number): string => {
  if (seconds >= 3600) return `${(seconds / 3600).toFixed(1)} h`;
  if (seconds >= 600) return `${(seconds / 60).toFixed(1)} min`;
  return `${seconds.toFixed(seconds >= 100 ? 0 : seconds >= 10 ? 1 : 2)} s`;
};

const number = (value: number): string => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);

export function axisValue(axis: AxisName, value: number): string {
  if (axis === 'rate') return `${String(Number((value * 100).toFixed(2)))} %`;
  if (axis === 'timeout') return value === 0 ? 'none' : `${String(value)} s`;
  return String(value);
}

/** What a cell of a measure shows; null where there is nothing to show: no run finished. */
export function measured(measure: MeasureName, outcome: PointOutcome): Estimate | null {
  if (measure === 'median') return outcome.median;
  if (measure === 'p95') return outcome.p95;
  return measure === 'wasted' ? outcome.wasted : outcome[measure];
}

/** A cell's number: without its unit, which the map's head says. */
export function cellText(measure: MeasureName, outcome: PointOutcome | null): string {
  if (outcome === null) return '';
  const estimate = measured(measure, outcome);
  if (estimate === null) return 'none';
  const { value } = estimate;
  if (measure === 'success') return value === 1 || value === 0 ? (value * 100).toFixed(0) : (value * 100).toFixed(1);
  return value >= 1000 ? `${(value / 1000).toFixed(1)}k` : number(value);
}

export const CELL_UNITS: Readonly<Record<MeasureName, string>> = {
  success: '% of runs that succeed',
  median: 's until half of the successful runs are done',
  p95: 's until 95 % of the successful runs are done',
  attempts: 'attempts a run',
  wasted: 's of slots held by failed attempts, a run',
};

/** A policy in words: `3 retries, 0.03 minutes apart, no timeout`. */
export function policyWords({ times, minutes, timeout }: PolicyPoint): string {
  const retries = times === 0 ? 'no retries' : `${String(times)} ${times === 1 ? 'retry' : 'retries'}`;
  const apart = times === 0 ? '' : `, ${String(minutes)} min apart`;
  return `${retries}${apart}${timeout > 0 ? `, a timeout of ${String(timeout)} s` : ''}`;
}

export const stepWords = (step: string): string => (step === ALL_STEPS ? 'every step' : step);

/** What a point comes to, read aloud in one go. */
export function outcomeWords(point: PolicyPoint, outcome: PointOutcome | null): string {
  const head = `${policyWords(point)}, ${percent(point.rate)} of attempts fail`;
  if (outcome === null) return `${head}: not simulated yet.`;
  const { success, median, p95, attempts, runs } = outcome;
  const times =
    median === null || p95 === null
      ? 'No run finished.'
      : `Half of them are done after ${time(median.value)}, 95 % after ${time(p95.value)}.`;
  const band = `${percent(success.low)} to ${percent(success.high)}`;
  return `${head}: ${percent(success.value)} of runs succeed (${band}, ${String(runs)} runs). ${times} ${number(attempts.value)} attempts a run.`;
}

/** The option that an axis edits, where it is one of the code. */
export const OPTIONS: Readonly<Partial<Record<AxisName, string>>> = {
  times: '@retry(times)',
  minutes: '@retry(minutes…)',
  timeout: '@timeout(seconds)',
};
