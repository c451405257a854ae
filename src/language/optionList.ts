import type { TextRange } from './source';

/** A value that an option can be given. Numbers are finite. */
export type OptionValue = string | number | boolean;

/** One option as a decorator's text has it. */
interface WrittenOption {
  readonly name: string;
  /** Name and value. */
  readonly range: TextRange;
  /** Null where the name alone is the value: `{ times }`. */
  readonly value: TextRange | null;
}

/** Where the options of one decorator stand in its own text. */
export interface OptionList {
  /** In the order of the text. */
  readonly options: readonly WrittenOption[];
  /** Where the first option goes while there is none, and what goes around it. */
  readonly empty: { readonly range: TextRange; readonly before: string; readonly after: string };
  /** What goes when the last option does. */
  readonly whole: TextRange;
}

/** An option to write: `item` is all of it in the flow's language, `value` what stands for its value. */
export interface NewOption {
  readonly name: string;
  readonly item: string;
  readonly value: string;
}

const replaced = (text: string, { from, to }: TextRange, put: string): string =>
  text.slice(0, from) + put + text.slice(to);

/** A decorator's text with an option that it has, or with another one behind those it has. */
export function withOption(text: string, { options, empty }: OptionList, { name, item, value }: NewOption): string {
  const found = options.findLast((option) => option.name === name);
  if (found) return found.value ? replaced(text, found.value, value) : replaced(text, found.range, item);
  const last = options.at(-1);
  if (!last) return replaced(text, empty.range, `${empty.before}${item}${empty.after}`);
  return withItemBehind(text, last.range, item);
}

/** Behind an option on a line of its own, and the comment there, another line; else in the same. */
function withItemBehind(text: string, last: TextRange, item: string): string {
  const line = ownLineOf(text, last);
  const rest = text.slice(last.to);
  if (line === null) return `${text.slice(0, last.to)}, ${item}${rest}`;
  const [tail = '', comma = '', comment = ''] = /^(,?)([ \t]*(?:#.*|\/\/.*)?)/.exec(rest) ?? [];
  return `${text.slice(0, last.to)},${comment}${line}${item}${comma}${rest.slice(tail.length)}`;
}

/** A decorator's text without an option; as it is where it has no such. */
export function withoutOption(text: string, { options, whole }: OptionList, name: string): string {
  const index = options.findLastIndex((option) => option.name === name);
  const [before, option, after] = [options[index - 1], options[index], options[index + 1]];
  if (!option) return text;
  if (options.length === 1) return replaced(text, whole, '');
  const { range } = option;
  // A line of its own goes with the comment on it.
  const line = ownLineOf(text, range) === null ? null : /^,?[ \t]*(?:#.*|\/\/.*)?(?=\r?\n)/.exec(text.slice(range.to));
  if (line) return replaced(text, { from: text.lastIndexOf('\n', range.from), to: range.to + line[0].length }, '');
  if (after) return replaced(text, { from: range.from, to: after.range.from }, '');
  return replaced(text, { from: before?.range.to ?? range.from, to: range.to }, '');
}

/** The line end and the blanks before what begins a line below the first; null for what stands further in. */
function ownLineOf(text: string, { from }: TextRange): string | null {
  const [blanks = null] = /\r?\n[ \t]*$/.exec(text.slice(0, from)) ?? [];
  return blanks;
}
