import { policyOf } from '../engine/policyOf';
import type { Decorator } from '../model/flow';
import type { GraphStep } from '../model/graph';
import type { Platform } from '../model/scenario';
import { briefly } from './chips';
import { count } from './words';

/** One value of a decorator, as it can be turned. */
export interface Knob {
  /** Metaflow's name of the option, whatever the language. */
  readonly option: string;
  /** In words. */
  readonly label: string;
  /** Null where the code has an expression, which a run works out. */
  readonly value: number | null;
  /** The expression; null for a number. */
  readonly code: string | null;
  /** What a slider stops at, ascending. Between them a field takes any number. */
  readonly stops: readonly number[];
  readonly whole: boolean;
  readonly max: number | null;
}

/** `@retry` or `@timeout` of a step: what can be turned, and what comes of it. */
export interface DecoratorKnobs {
  readonly step: string;
  /** Metaflow's name. */
  readonly decorator: string;
  /** As it is said: `@retry of api_call`. */
  readonly title: string;
  /** Where the decorator begins; both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly knobs: readonly Knob[];
  readonly schedule: Schedule;
}

/** What the values come to, drawn. */
export interface Schedule {
  /** How many attempts run user code. */
  readonly attempts: number;
  /** `1.8 s` between two of them; null where none is waited for. */
  readonly wait: string | null;
  /** `30 s` for each of them; null without a limit. */
  readonly limit: string | null;
  readonly words: string;
}

/** Metaflow refuses more. Source: retry_decorator.py, MAX_ATTEMPTS. */
const RETRY_TIMES_MAX = 4;
const MINUTES = [0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];
const SIXTY = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60];

interface OptionFacts {
  readonly option: string;
  readonly label: string;
  readonly otherwise: number;
  readonly stops: readonly number[];
  readonly whole: boolean;
  readonly max: number | null;
}

const RETRY: readonly OptionFacts[] = [
  { option: 'times', label: 'times', otherwise: 3, stops: [0, 1, 2, 3, 4], whole: true, max: RETRY_TIMES_MAX },
  {
    option: 'minutes_between_retries',
    label: 'minutes between',
    otherwise: 2,
    stops: MINUTES,
    whole: false,
    max: null,
  },
];
const timeOption = (option: string): OptionFacts => ({
  option,
  label: option,
  otherwise: 0,
  stops: SIXTY,
  whole: true,
  max: null,
});
const TIMEOUT = ['hours', 'minutes', 'seconds'].map(timeOption);

/** What can be turned above a step's decorators, in the order of the text. */
export function knobsOf(step: GraphStep, platform: Platform): readonly DecoratorKnobs[] {
  return step.decorators
    .filter(({ name }) => name === 'retry' || name === 'timeout')
    .map((decorator) => ({
      step: step.name,
      decorator: decorator.name,
      title: `@${decorator.name} of ${step.name}`,
      line: decorator.span.line,
      column: decorator.span.column,
      knobs: factsOf(decorator).map((facts) => knobOf(decorator, facts)),
      schedule: decorator.name === 'retry' ? retrySchedule(step, platform) : timeoutSchedule(step, platform),
    }))
    .toSorted((a, b) => a.line - b.line);
}

/** A time limit has the parts that are written, seconds where none is. */
function factsOf({ name, attributes }: Decorator): readonly OptionFacts[] {
  if (name === 'retry') return RETRY;
  const written = TIMEOUT.filter(({ option }) => attributes[option] !== undefined);
  return written.length > 0 ? written : [timeOption('seconds')];
}

function knobOf({ attributes }: Decorator, { option, otherwise, ...facts }: OptionFacts): Knob {
  const written = attributes[option];
  const value = written === undefined ? otherwise : written.kind === 'literal' ? Number(written.value) : Number.NaN;
  const isNumber = Number.isFinite(value) && value >= 0;
  const code = written?.kind === 'code' ? written.text : null;
  return { ...facts, option, value: isNumber ? value : null, code };
}

function retrySchedule(step: GraphStep, platform: Platform): Schedule {
  const { retryTimes, waitUs, timeoutUs } = policyOf(step, platform);
  const times = Math.min(retryTimes, RETRY_TIMES_MAX);
  const limit = timeoutUs === null ? null : briefly(timeoutUs);
  const schedule = { attempts: times + 1, wait: waitUs > 0 && times > 0 ? briefly(waitUs) : null, limit };
  if (times === 0) return { ...schedule, words: 'one attempt, no retry' };
  if (!platform.waits) return { ...schedule, words: `${platform.name} does not wait` };
  return { ...schedule, words: waitUs === 0 ? 'at once, without waiting' : `waits ${briefly(waitUs * times)} at most` };
}

function timeoutSchedule(step: GraphStep, platform: Platform): Schedule {
  const { retryTimes, timeoutUs } = policyOf(step, platform);
  const attempts = Math.min(retryTimes, RETRY_TIMES_MAX) + 1;
  if (timeoutUs === null || timeoutUs === 0)
    return { attempts, wait: null, limit: null, words: 'refused: it needs a duration' };
  const all = attempts > 1 ? `, ${briefly(timeoutUs * attempts)} in ${count(attempts, 'attempt')}` : '';
  return {
    attempts,
    wait: null,
    limit: briefly(timeoutUs),
    words: `each attempt may take ${briefly(timeoutUs)}${all}`,
  };
}

/** The slider's place of a value: that of the nearest stop. */
export function stopOf({ stops, value }: Knob): number {
  if (value === null) return 0;
  const distances = stops.map((stop) => Math.abs(stop - value));
  return distances.indexOf(Math.min(...distances));
}

/** What was typed into a knob's field, as its decorator takes it; null for what it does not take. */
export function typedValue({ whole, max }: Knob, text: string): number | null {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) return null;
  if (max !== null && value > max) return null;
  return whole && !Number.isInteger(value) ? null : value;
}
