import type { Flow } from '../model/flow';
import type { Json } from '../model/json';
import { parseWords, type CommandSpec, type ParsedWords } from './click';
import type { Command, TopOptions } from './command';
import { COMMANDS, commandHelp, usageOf } from './help';

/** What a command is read against. */
export interface Scene {
  readonly flow: Flow;
  readonly top: TopOptions;
  /** What the Run panel holds, by parameter name. */
  readonly panel: Readonly<Record<string, Json>>;
}

/** Reads a command's own words; `path` is its name, `tag add` for a subcommand. */
export function read(
  path: string,
  words: readonly string[],
  spec: CommandSpec,
  { flow }: Scene,
  understood: (words: ParsedWords) => Command,
): Command {
  const outcome = parseWords(spec, words);
  switch (outcome.kind) {
    case 'parsed':
      return understood(outcome.words);
    case 'help':
      return { kind: 'help', lines: commandHelp(flow.fileName, path, spec, docOf(path)) };
    case 'fault': {
      const { message, usage } = outcome.fault;
      return usageError(message, usage ? usageLines(flow.fileName, path, spec.arguments) : []);
    }
  }
}

function docOf(path: string): string {
  const entry = Object.entries(COMMANDS).find(([name]) => name === path.split(' ')[0]);
  return entry?.[1] ?? '';
}

export function usageLines(fileName: string, path: string, args: CommandSpec['arguments']): string[] {
  const command = path === '' ? fileName : `${fileName} ${path}`;
  return [usageOf(fileName, path, args), `Try '${command} --help' for help.`, ''];
}

export const groupUsage = (fileName: string, name: string): string[] => [
  `Usage: ${fileName} ${name} [OPTIONS] COMMAND [ARGS]...`,
  `Try '${fileName} ${name} --help' for help.`,
  '',
];

type UsageError = Extract<Command, { kind: 'usage-error' }>;

export const usageError = (message: string, usage: readonly string[]): UsageError => ({
  kind: 'usage-error',
  headline: 'Error',
  message,
  usage,
  exitCode: 2,
});

/** An error of Metaflow's own, which prints no usage. */
export const metaflowError = (headline: string, message: string): UsageError => ({
  kind: 'usage-error',
  headline,
  message,
  usage: [],
  exitCode: 1,
});

/** `path` names the group whose command it would be; empty for the flow file itself. */
export function noSuchCommand(name: string, path: string, { flow }: Scene): Command {
  const usage = path === '' ? usageLines(flow.fileName, '', []) : groupUsage(flow.fileName, path);
  if (name.startsWith('-') && name.length > 1) return usageError(`no such option: ${name}`, usage);
  return usageError(`No such command '${name}'.`, usage);
}

/** A text that was checked as an integer; Python allows `_` between digits. */
export function numberOf(values: ParsedWords['values'], key: string): number | null {
  const text = values.get(key)?.at(-1);
  return text === undefined ? null : Number(text.replaceAll('_', ''));
}
