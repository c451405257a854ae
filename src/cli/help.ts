import type { ArgumentSpec, CommandSpec, OptionSpec } from './click';
import type { OptionType } from './convert';

/** Click's page: 80 columns, of which it leaves two free. */
const WIDTH = 78;
const FIRST_COLUMN_MAX = 30;
const GAP = 2;

const HELP_ROW = ['--help', 'Show this message and exit.'] as const;

/** Every command of the command line with what it does, in the order of `--help`. */
export const COMMANDS = {
  check: 'Check that the flow is valid (default).',
  dump: 'Show the artifacts of a task, or of all tasks of a step.',
  help: 'Show this list.',
  'output-dot': 'Print the graph for Graphviz.',
  resume: 'Go on from an earlier run of this flow: clone what was finished, run the rest.',
  run: 'Run the flow.',
  show: 'Show the steps of the flow.',
  version: 'Print the version of Metaflow.',
  card: 'Cards of tasks.',
  logs: 'What tasks printed.',
  tag: 'Tags of runs.',
} as const;

/** The page of the flow file itself. */
export function topHelp(fileName: string, options: readonly OptionSpec[]): string[] {
  return [
    `Usage: ${fileName} [OPTIONS] COMMAND [ARGS]...`,
    '',
    ...section('Options', [...options.filter(isShown).map(rowOf), HELP_ROW]),
    '',
    ...section('Commands', Object.entries(COMMANDS)),
  ];
}

/** The page of one command. `path` is its name, for subcommands `tag add`. */
export function commandHelp(fileName: string, path: string, spec: CommandSpec, doc: string): string[] {
  return [
    usageOf(fileName, path, spec.arguments),
    '',
    ...wrap(doc, WIDTH - 2).map((line) => `  ${line}`),
    '',
    ...section('Options', [...spec.options.filter(isShown).map(rowOf), HELP_ROW]),
  ];
}

/** The page of a command with subcommands. */
export function groupHelp(fileName: string, name: string, commands: readonly (readonly [string, string])[]): string[] {
  return [
    `Usage: ${fileName} ${name} [OPTIONS] COMMAND [ARGS]...`,
    '',
    ...section('Options', [HELP_ROW]),
    '',
    ...section('Commands', commands),
  ];
}

/** `path` is empty for the flow file itself. */
export function usageOf(fileName: string, path: string, args: readonly ArgumentSpec[]): string {
  if (path === '') return `Usage: ${fileName} [OPTIONS] COMMAND [ARGS]...`;
  return ['Usage:', fileName, path, '[OPTIONS]', ...args.map(({ metavar }) => metavar)].join(' ');
}

const isShown = ({ hidden }: OptionSpec): boolean => hidden !== true;

function rowOf(option: OptionSpec): readonly [string, string] {
  const names = [option.names.join(', '), ...(option.offNames ?? [])].join(' / ');
  const extra = [
    ...(option.shownDefault === undefined ? [] : [`default: ${option.shownDefault}`]),
    ...(option.required === true ? ['required'] : []),
  ];
  const said = extra.length > 0 ? `${option.help}  [${extra.join('; ')}]` : option.help;
  return [option.words === 0 ? names : `${names} ${metavar(option)}`, said.trim()];
}

const METAVARS: Readonly<Record<Exclude<OptionType, readonly string[]>, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  float: 'FLOAT',
  boolean: 'BOOLEAN',
  json: 'JSON',
  file: 'FILEPATH',
};

function metavar({ type, words }: OptionSpec): string {
  if (words === 2) return 'NAME VALUE';
  return typeof type === 'string' ? METAVARS[type] : `[${type.join('|')}]`;
}

/** Click's definition list: a blank line after every entry that takes more than one line, but for the last. */
function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  const column = Math.min(FIRST_COLUMN_MAX, Math.max(...rows.map(([first]) => first.length))) + GAP;
  const lines = rows.flatMap(([first, second]) => entry(first, second, column));
  return [`${title}:`, ...(lines.at(-1) === '' ? lines.slice(0, -1) : lines)];
}

function entry(first: string, second: string, column: number): string[] {
  if (second === '') return [`  ${first}`];
  const said = wrap(second, WIDTH - 2 - column);
  const indented = said.map((line) => `  ${' '.repeat(column)}${line}`);
  const fits = first.length <= column - GAP;
  const lines = fits
    ? [`  ${first.padEnd(column)}${said[0] ?? ''}`, ...indented.slice(1)]
    : [`  ${first}`, ...indented];
  return said.length > 1 ? [...lines, ''] : lines;
}

/** Breaks at spaces; a longer word stands alone. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => line.trimEnd());
}
