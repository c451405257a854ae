import { shellWords } from './shellWords';

/** A typed line as Metaflow's words after the file name, or what is wrong with it. */
export type CommandLine =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly message: string };

const INTERPRETER = /^(.*\/)?(python|pypy)[\d.]*(\.exe)?$|^(node|bun|deno|tsx)$/;
const FLOW_FILE = /\.(py|ts|mts|js)$/;
/** What a shell would take for itself, where it stands unquoted. */
const SHELL_SIGN = /^(&&?|\|\|?|;|[0-9]?>{1,2}.*|<.*)$|;$/;
const SHELL_COMMANDS: ReadonlySet<string> = new Set(
  'cat cd clear cp echo export kill ls mkdir mv pip pwd rm sudo'.split(' '),
);

const refused = (message: string): CommandLine => ({ kind: 'refused', message });

/**
 * Reads what a user types at the prompt: `python flow.py run --x 1`, `flow.py run --x 1` or `run --x 1`. Words are
 * split as a shell splits them; a shell's other powers are not here. `fileName` is that of the flow in the editor.
 */
export function wordsOf(line: string, fileName: string): CommandLine {
  const text = line.replace(/^\s*[$%>]\s+/, '').trim();
  if (text === '') return { kind: 'empty' };
  const { words, openQuote } = shellWords(text);
  if (openQuote !== null) return refused(`The quote ${openQuote} is not closed.`);
  const sign = words.find(({ isQuoted, word }) => !isQuoted && SHELL_SIGN.test(word));
  if (sign !== undefined)
    return refused(`This prompt is no shell: '${sign.word}' does not work here. Give one command at a time.`);
  return withoutFile(
    words.map(({ word }) => word),
    fileName,
  );
}

function withoutFile(words: readonly string[], fileName: string): CommandLine {
  const [first = '', ...rest] = words;
  if (SHELL_COMMANDS.has(first)) {
    return refused(`'${first}' is a command of a shell. This prompt takes Metaflow's: run, resume, show, check, …`);
  }
  if (INTERPRETER.test(first)) return afterInterpreter(first, rest, fileName);
  return FLOW_FILE.test(first) ? afterFile(first, rest, fileName) : { kind: 'words', words };
}

function afterInterpreter(interpreter: string, words: readonly string[], fileName: string): CommandLine {
  const [file, ...rest] = words;
  if (file === undefined) return refused(`${interpreter} needs a file: ${interpreter} ${fileName} run`);
  if (FLOW_FILE.test(file)) return afterFile(file, rest, fileName);
  return refused(`${interpreter} can only run the flow here: ${interpreter} ${fileName} run`);
}

function afterFile(file: string, words: readonly string[], fileName: string): CommandLine {
  const name = file.split(/[/\\]/).at(-1) ?? file;
  if (name === fileName) return { kind: 'words', words };
  return refused(`There is no ${name} here. The flow in the editor is ${fileName}.`);
}
