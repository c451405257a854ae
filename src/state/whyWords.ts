import type { Reason } from '../engine/why/decision';
import { secondsOf } from '../model/time';
import type { StepPolicy } from '../model/setup';
import type { Spelling } from './spelling';

/** One kind of reason. */
export type Of<K extends Reason['kind']> = Extract<Reason, { readonly kind: K }>;

/** Whom a sentence is about, and how it is spelled. */
export interface Told {
  readonly step: string;
  readonly attempt: number;
  readonly spell: Spelling;
  readonly policy: StepPolicy | null;
  readonly setBy: (step: string) => readonly string[];
}

const NUMERALS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** `three`, `1,400`. */
export const numeral = (n: number): string => NUMERALS[n] ?? n.toLocaleString('en');

/** `one`, `3`, `1,400`: beside a noun. */
export const counted = (n: number): string => (n === 1 ? 'one' : n.toLocaleString('en'));

/** `5 s`: for durations that are rules. */
export const brief = (us: number): string => `${String(secondsOf(us))} s`;
