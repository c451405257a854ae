import type { OptionSpec } from '../cli/click';
import { COMMANDS } from '../cli/help';
import { CHECK, DUMP, LOGS, RESUME, RUN_OPTIONS, TAG_COMMANDS, TOP_OPTIONS } from '../cli/options';
import type { FlowParameter } from '../model/flow';
import type { RunSummary } from '../model/record';

/** What a line may go on with. `text` replaces the line from `from` to the cursor. */
export interface Completions {
  readonly from: number;
  readonly items: readonly { readonly text: string; readonly doc?: string }[];
}

/** What the prompt knows of the page. */
export interface PromptContext {
  readonly parameters: readonly FlowParameter[];
  readonly steps: readonly string[];
  readonly runs: readonly RunSummary[];
}

type Item = Completions['items'][number];

/** What may stand at the cursor: a command first, then its options, and what it is about. */
export function completionsOf(line: string, cursor: number, context: PromptContext): Completions {
  const before = line.slice(0, cursor);
  const word = /\S*$/.exec(before)?.[0] ?? '';
  const words = before
    .slice(0, before.length - word.length)
    .split(/\s+/)
    .filter(Boolean);
  const items = itemsAfter(words, context).filter(({ text }) => text.startsWith(word) && text !== word);
  return { from: cursor - word.length, items };
}

function itemsAfter(words: readonly string[], context: PromptContext): readonly Item[] {
  const command = words.find((word) => word in COMMANDS);
  if (words.at(-1) === '--origin-run-id')
    return context.runs.map(({ id, number }) => ({ text: id, doc: `run ${String(number)}` }));
  if (command === undefined) {
    return [...Object.entries(COMMANDS).map(([text, doc]) => ({ text, doc })), ...options(TOP_OPTIONS)];
  }
  return afterCommand(command, words, context);
}

function afterCommand(
  command: string,
  words: readonly string[],
  { parameters, steps, runs }: PromptContext,
): readonly Item[] {
  switch (command) {
    case 'run':
      return [...parameters.map(({ name, help }) => withDoc(`--${name}`, help)), ...options(RUN_OPTIONS)];
    case 'resume':
      return [
        ...(words.at(-1) === 'resume' ? steps.map((text) => ({ text, doc: 'step' })) : []),
        ...options(RESUME.options),
      ];
    case 'check':
      return options(CHECK.options);
    case 'dump':
    case 'logs':
      return [...pathspecs(runs, steps), ...options(command === 'dump' ? DUMP.options : LOGS.options)];
    case 'card':
      return words.at(-1) === 'card' ? ['list', 'get', 'view'].map((text) => ({ text })) : pathspecs(runs, steps);
    case 'tag':
      return words.at(-1) === 'tag' ? Object.keys(TAG_COMMANDS).map((text) => ({ text })) : [];
    default:
      return [];
  }
}

const options = (specs: readonly OptionSpec[]): readonly Item[] =>
  specs
    .filter(({ hidden }) => hidden !== true)
    .flatMap(({ names, help }) => names.slice(0, 1).map((name) => withDoc(name, help)));

const withDoc = (text: string, doc: string | null | undefined): Item => (doc ? { text, doc } : { text });

/** More runs than these nobody looks through; the list of runs has them all. */
const RUNS_MAX = 20;

/** Steps of runs, those of the newest run first. */
const pathspecs = (runs: readonly RunSummary[], steps: readonly string[]): readonly Item[] =>
  runs
    .slice(0, RUNS_MAX)
    .flatMap(({ id, number }) => steps.map((step) => ({ text: `${id}/${step}`, doc: `run ${String(number)}` })));
