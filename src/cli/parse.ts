import type { Flow } from '../model/flow';
import type { Json } from '../model/json';
import { parseWords, type OptionSpec, type ParsedWords } from './click';
import type { Command, ParsedCommand, TopOptions } from './command';
import { isElsewhere, noticeOf } from './elsewhere';
import { topHelp } from './help';
import { card, dump, logs, tag } from './looking';
import * as options from './options';
import { noSuchCommand, read, usageError, usageLines, type Scene } from './read';
import { resume, run } from './running';

const NO_TOP: TopOptions = {
  quiet: false,
  pylint: true,
  withDecorators: [],
  configs: {},
  branch: null,
  production: false,
};

/**
 * Understands the words that stand after the file name, as `python flow.py …` would: `['run', '--alpha', '3']`;
 * none is `check`. The flow's parameters are options of `run`; `panel` gives those that the words leave out.
 * Nothing is executed, and what is wrong is said in Metaflow's (click 7's) words.
 */
export function parseCommand(
  words: readonly string[],
  flow: Flow,
  panel: Readonly<Record<string, Json>> = {},
): ParsedCommand {
  const spec = { options: topOptionsOf(flow), arguments: [], isGroup: true };
  const outcome = parseWords(spec, words);
  if (outcome.kind === 'help') {
    return { kind: 'help', lines: topHelp(flow.fileName, spec.options), top: NO_TOP, header: false };
  }
  if (outcome.kind === 'fault') {
    const usage = outcome.fault.usage ? usageLines(flow.fileName, '', []) : [];
    return { ...usageError(outcome.fault.message, usage), top: NO_TOP, header: false };
  }
  const top = topOf(outcome.words);
  const [name = 'check', ...rest] = outcome.words.rest;
  const problem = configProblem(outcome.words, flow, name);
  if (problem !== null)
    return { ...usageError(problem, usageLines(flow.fileName, '', [])), top: NO_TOP, header: false };
  return { ...commandOf(name, rest, { flow, top, panel }), top, header: !top.quiet };
}

function topOptionsOf({ parameters, decorators }: Flow): OptionSpec[] {
  return [
    ...(decorators.some(({ name }) => name === 'project') ? options.PROJECT_OPTIONS : []),
    ...(parameters.some(({ kind }) => kind === 'config') ? options.CONFIG_OPTIONS : []),
    ...options.TOP_OPTIONS,
  ];
}

function topOf({ values, flags }: ParsedWords): TopOptions {
  const paths = pairsOf(values.get('config') ?? []).map(([name, path]) => [name, { path }] as const);
  const texts = pairsOf(values.get('config-value') ?? []).map(([name, json]) => [name, { json }] as const);
  return {
    quiet: flags.get('quiet') ?? false,
    pylint: flags.get('pylint') ?? true,
    withDecorators: values.get('with') ?? [],
    configs: Object.fromEntries([...paths, ...texts]),
    branch: values.get('branch')?.at(-1) ?? null,
    production: flags.get('production') ?? false,
  };
}

/** Configurations that the flow lacks, or that a resume would take from its origin. */
function configProblem({ values }: ParsedWords, { parameters }: Flow, command: string): string | null {
  const known = parameters.filter(({ kind }) => kind === 'config').map(({ name }) => name);
  for (const option of ['config', 'config-value']) {
    const unknown = pairsOf(values.get(option) ?? []).find(([name]) => !known.includes(name));
    if (unknown === undefined) continue;
    return `Invalid value for '--${option}': invalid choice: ${unknown[0]}. (choose from ${known.join(', ')})`;
  }
  const isGiven = ['config', 'config-value'].some((option) => (values.get(option) ?? []).length > 0);
  return isGiven && command === 'resume' ? "Cannot specify --config or --config-value with 'resume'" : null;
}

const pairsOf = (texts: readonly string[]): [string, string][] =>
  texts.flatMap((name, i) => (i % 2 === 0 ? [[name, texts[i + 1] ?? '']] : []));

function commandOf(name: string, rest: readonly string[], scene: Scene): Command {
  switch (name) {
    case 'run':
      return run(rest, scene);
    case 'resume':
      return resume(rest, scene);
    case 'check':
      return read('check', rest, options.CHECK, scene, () => ({ kind: 'check' }));
    case 'show':
    case 'output-dot':
    case 'version':
      return read(name, rest, options.NOTHING, scene, () => ({ kind: name }));
    case 'help':
      return read(name, rest, options.NOTHING, scene, () => topPage(scene));
    case 'dump':
      return dump(rest, scene);
    case 'logs':
      return logs(rest, scene);
    case 'tag':
      return tag(rest, scene);
    case 'card':
      return card(rest, scene);
    default:
      return isElsewhere(name) ? { kind: 'notice', lines: noticeOf(name) } : noSuchCommand(name, '', scene);
  }
}

const topPage = ({ flow }: Scene): Command => ({ kind: 'help', lines: topHelp(flow.fileName, topOptionsOf(flow)) });
