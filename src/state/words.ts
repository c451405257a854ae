import { secondsOf } from '../model/time';
import type { Instant } from '../model/time';

/** A sentence of ours; what a user could type into code is set apart. */
export type Sentence = readonly (string | { readonly code: string })[];

/** `1.80 s`. */
export const seconds = (us: Instant | number): string => `${secondsOf(us).toFixed(2)} s`;

/** `1.8 s`, for numbers that move. */
export const roughSeconds = (us: number): string => `${secondsOf(us).toFixed(1)} s`;

/** `12`, `1,400`. */
export const amount = (n: number): string => n.toLocaleString('en');

/** `1 task`, `3 tasks`. */
export const count = (n: number, noun: string): string => `${amount(n)} ${noun}${n === 1 ? '' : 's'}`;

export const plain = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.code)).join('');

/** A sentence whose code stands between backticks. */
export const sentenceIn = (text: string): Sentence =>
  text.split('`').map((part, i) => (i % 2 === 0 ? part : { code: part }));

/** `a`, `a and b`, `a, b and c`, `a, b and 4 more`. */
export function listing(names: readonly string[], max = 3): Sentence {
  const shown = names.length > max ? names.slice(0, max - 1) : names;
  const rest = names.length - shown.length;
  const parts: (string | { code: string })[] = shown.map((code) => ({ code }));
  if (rest > 0) parts.push(`${String(rest)} more`);
  return parts.flatMap((part, i) => (i === 0 ? [part] : [i === parts.length - 1 ? ' and ' : ', ', part]));
}
