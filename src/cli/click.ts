import { convert, type OptionType } from './convert';

/** One option of a command, as click would declare it. Names come with their dashes. */
export interface OptionSpec {
  /** The key of the parsed value. */
  readonly key: string;
  readonly names: readonly string[];
  /** `--no-x` of `--x/--no-x`. Makes the option a flag. */
  readonly offNames?: readonly string[];
  /** Words it takes: 0 for a flag, 2 for `--config NAME PATH`. */
  readonly words: 0 | 1 | 2;
  readonly type: OptionType;
  /** May be given several times. */
  readonly multiple?: boolean;
  readonly required?: boolean;
  /** As the command line would give it; checked like a given value. */
  readonly default?: string;
  /** For `--help`. `shownDefault` is what stands in `[default: …]`. */
  readonly help: string;
  readonly shownDefault?: string;
  readonly hidden?: boolean;
}

/** A positional argument. `many` takes all the words that are left. */
export interface ArgumentSpec {
  readonly key: string;
  readonly metavar: string;
  readonly required: boolean;
  readonly many?: boolean;
}

export interface CommandSpec {
  readonly options: readonly OptionSpec[];
  readonly arguments: readonly ArgumentSpec[];
  /** Of a command with subcommands: what follows its first argument belongs to them. */
  readonly isGroup?: boolean;
}

/** The texts given for each option (in order), the flags, the arguments. Nothing stands for what was not given. */
export interface ParsedWords {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlyMap<string, boolean>;
  readonly arguments: ReadonlyMap<string, readonly string[]>;
  /** Of a group: the words after its own options. */
  readonly rest: readonly string[];
}

/** `usage`: click prints two lines of usage before the error. */
export interface WordsFault {
  readonly message: string;
  readonly usage: boolean;
}

export type WordsOutcome =
  | { readonly kind: 'parsed'; readonly words: ParsedWords }
  | { readonly kind: 'help' }
  | { readonly kind: 'fault'; readonly fault: WordsFault };

const fault = (message: string, usage = true): WordsOutcome => ({ kind: 'fault', fault: { message, usage } });

interface Reading {
  readonly words: string[];
  readonly values: Map<string, string[]>;
  readonly flags: Map<string, boolean>;
  readonly positional: string[];
  /** Keys in the order in which they were first given: click checks them in that order. */
  readonly given: Set<string>;
  help: boolean;
}

/**
 * Reads the words of one command as click 7 does: options and arguments may be mixed, an option takes the word
 * after it whatever it looks like, `--` ends the options. Values are checked, not converted.
 * Source: click 7, parser.py and core.py, in their order of complaints.
 */
export function parseWords(spec: CommandSpec, words: readonly string[]): WordsOutcome {
  const reading: Reading = {
    words: [...words],
    values: new Map(),
    flags: new Map(),
    positional: [],
    given: new Set(),
    help: false,
  };
  const misread = read(spec, reading);
  if (misread !== null) return misread;
  if (reading.help) return { kind: 'help' };
  const [args, extra] = spec.isGroup === true ? [new Map(), []] : placed(spec.arguments, reading.positional);
  return checked(spec, reading, args) ?? unexpected(extra) ?? parsed(reading, args);
}

const parsed = ({ values, flags, positional }: Reading, args: Map<string, string[]>): WordsOutcome => ({
  kind: 'parsed',
  words: { values, flags, arguments: args, rest: positional },
});

function read(spec: CommandSpec, reading: Reading): WordsOutcome | null {
  for (let word = reading.words.shift(); word !== undefined; word = reading.words.shift()) {
    if (word === '--') break;
    const isOption = word.startsWith('-') && word.length > 1;
    const misread = isOption ? readOption(spec, reading, word) : null;
    if (misread !== null) return misread;
    if (isOption) continue;
    reading.positional.push(word);
    if (spec.isGroup === true) break;
  }
  reading.positional.push(...reading.words);
  return null;
}

function readOption(spec: CommandSpec, reading: Reading, word: string): WordsOutcome | null {
  const [name, attached] = splitAtEquals(word);
  if (name === '--help') {
    reading.help = true;
    return attached === null ? null : fault('--help option does not take a value', false);
  }
  const option = spec.options.find(({ names, offNames }) => names.includes(name) || offNames?.includes(name) === true);
  if (option === undefined) return fault(noSuchOption(spec, word, name));
  reading.given.add(option.key);
  if (option.words === 0) return readFlag(reading, option, name, attached);
  const given = attached === null ? [] : [attached];
  const values = [...given, ...reading.words.splice(0, option.words - given.length)];
  if (values.length < option.words) {
    return fault(`${name} option requires ${option.words === 1 ? 'an argument' : '2 arguments'}`, false);
  }
  const known = option.multiple === true ? (reading.values.get(option.key) ?? []) : [];
  reading.values.set(option.key, [...known, ...values]);
  return null;
}

function readFlag(reading: Reading, option: OptionSpec, name: string, attached: string | null): WordsOutcome | null {
  if (attached !== null) return fault(`${name} option does not take a value`, false);
  reading.flags.set(option.key, option.names.includes(name));
  return null;
}

function splitAtEquals(word: string): [name: string, attached: string | null] {
  const at = word.indexOf('=');
  return at === -1 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
}

/** A word with one dash is read letter by letter, and no command here has options of one letter. */
function noSuchOption(spec: CommandSpec, word: string, name: string): string {
  if (!name.startsWith('--')) return `no such option: ${word.slice(0, 2)}`;
  const all = ['--help', ...spec.options.flatMap(({ names, offNames }) => [...names, ...(offNames ?? [])])];
  const near = all.filter((option) => option.startsWith(name)).sort();
  if (near.length === 0) return `no such option: ${name}`;
  if (near.length === 1) return `no such option: ${name}  Did you mean ${near.join('')}?`;
  return `no such option: ${name}  (Possible options: ${near.join(', ')})`;
}

/** Given options in the order they came, then the others as declared, then the arguments. */
function checked(spec: CommandSpec, reading: Reading, args: Map<string, string[]>): WordsOutcome | null {
  const given = [...reading.given].flatMap((key) => spec.options.filter((option) => option.key === key));
  const others = spec.options.filter((option) => !reading.given.has(option.key));
  for (const option of [...given, ...others]) {
    const wrong = complaint(option, reading.values.get(option.key));
    if (wrong !== null) return fault(wrong);
  }
  const missing = spec.arguments.find(({ key, required }) => required && !args.has(key));
  return missing === undefined ? null : fault(`Missing argument '${missing.metavar}'.`);
}

function complaint(option: OptionSpec, given: readonly string[] | undefined): string | null {
  if (option.words === 0) return null;
  const name = option.names[0] ?? '';
  const values = given ?? (option.default === undefined ? [] : [option.default]);
  if (values.length === 0) return option.required === true ? `Missing option '${name}'.` : null;
  for (const value of values) {
    const wrong = convert(option.type, value);
    if (wrong !== null) return `Invalid value for '${name}': ${wrong}`;
  }
  return null;
}

function placed(specs: readonly ArgumentSpec[], words: readonly string[]): [Map<string, string[]>, string[]] {
  const left = [...words];
  const args = new Map<string, string[]>();
  for (const { key, many } of specs) {
    const taken = left.splice(0, many === true ? left.length : 1);
    if (taken.length > 0) args.set(key, taken);
  }
  return [args, left];
}

function unexpected(extra: readonly string[]): WordsOutcome | null {
  if (extra.length === 0) return null;
  return fault(`Got unexpected extra argument${extra.length === 1 ? '' : 's'} (${extra.join(' ')})`);
}
