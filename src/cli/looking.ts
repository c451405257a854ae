import type { ParsedWords } from './click';
import type { Command, Stream } from './command';
import { isElsewhere, noticeOf } from './elsewhere';
import { COMMANDS, groupHelp } from './help';
import * as options from './options';
import { pathOf } from './paths';
import { metaflowError, noSuchCommand, numberOf, read, type Scene } from './read';
import { tagComplaint } from './tags';

/** `dump …` */
export const dump = (words: readonly string[], scene: Scene): Command =>
  read('dump', words, options.DUMP, scene, dumpOf);

function dumpOf({ values, flags, arguments: args }: ParsedWords): Command {
  const path = pathOf(args.get('path')?.[0] ?? '');
  if (path === null) return badPath();
  if (values.has('file'))
    return metaflowError('Invalid command', '--file is not available here: a page writes no files.');
  return {
    kind: 'dump',
    path,
    showPrivate: flags.get('private') ?? false,
    maxValueSize: numberOf(values, 'max-value-size') ?? 1000,
    include: (values.get('include')?.at(-1) ?? '').split(',').filter((name) => name !== ''),
  };
}

const badPath = (): Command =>
  metaflowError('Invalid command', 'input_path should either be run_id/step_name or run_id/step_name/task_id');

/** `logs …`: `show` is what it does by default. */
export function logs(words: readonly string[], scene: Scene): Command {
  const [first, ...rest] = words;
  if (first === '--help') {
    const commands = [['show [Default]', COMMANDS.logs]] as const;
    return { kind: 'help', lines: groupHelp(scene.flow.fileName, 'logs', commands) };
  }
  if (first === 'scrub') return { kind: 'notice', lines: noticeOf('logs scrub') };
  return read('logs show', first === 'show' ? rest : words, options.LOGS, scene, logsOf);
}

function logsOf({ values, flags, arguments: args }: ParsedWords): Command {
  const path = pathOf(args.get('path')?.[0] ?? '');
  if (path === null) return badPath();
  const asked = (['stdout', 'stderr'] as const).filter((stream) => flags.get(stream) === true);
  const both: readonly Stream[] = flags.get('both') === false ? [] : ['stdout', 'stderr'];
  return {
    kind: 'logs',
    path,
    streams: asked.length > 0 ? asked : both,
    timestamps: flags.get('timestamps') ?? false,
    attempt: numberOf(values, 'attempt'),
  };
}

const TAG_DOCS = {
  add: 'Add tags to a run.',
  list: 'List the tags of a run.',
  remove: 'Remove tags from a run.',
  replace: 'Replace tags of a run at once.',
} as const;

/** `tag add|list|remove|replace …` */
export function tag([action = '--help', ...rest]: readonly string[], scene: Scene): Command {
  if (action === '--help') {
    return { kind: 'help', lines: groupHelp(scene.flow.fileName, 'tag', Object.entries(TAG_DOCS)) };
  }
  if (!isKeyOf(options.TAG_COMMANDS, action)) return noSuchCommand(action, 'tag', scene);
  return read(`tag ${action}`, rest, options.TAG_COMMANDS[action], scene, (words) => tagOf(action, words));
}

function tagOf(action: keyof typeof TAG_DOCS, { values, flags, arguments: args }: ParsedWords): Command {
  const named = args.get('tags') ?? [];
  const added = action === 'add' ? named : (values.get('add') ?? []);
  const removed = action === 'remove' ? named : (values.get('remove') ?? []);
  const option = values.get('run-id')?.at(-1);
  const argument = args.get('run')?.[0];
  const refusal = action === 'replace' ? replaceComplaint(added, removed) : listComplaint(flags, option, argument);
  if (refusal !== null) return metaflowError('Invalid command', refusal);
  const wrong = tagComplaint(added);
  if (wrong !== null) return metaflowError('Tagging error', wrong);
  const groupBy = flags.get('group-by-run') === true ? 'run' : flags.get('group-by-tag') === true ? 'tag' : null;
  const hideSystemTags = flags.get('hide-system-tags') ?? false;
  return { kind: 'tag', action, run: option ?? argument ?? null, added, removed, hideSystemTags, groupBy };
}

function replaceComplaint(added: readonly string[], removed: readonly string[]): string | null {
  if (added.length > 0 && removed.length > 0) return null;
  if (removed.length > 0) return 'Specify at least one tag to add, else please use *tag remove*.';
  if (added.length > 0) return 'Specify at least one tag to remove; else please use *tag add*.';
  return 'Specify at least one tag to add (--add) and one tag to remove (--remove)';
}

function listComplaint(flags: ParsedWords['flags'], option?: string, argument?: string): string | null {
  if (option !== undefined && argument !== undefined) {
    return 'Specify a run either using --run-id or as an argument but not both';
  }
  const both = flags.get('group-by-run') === true && flags.get('group-by-tag') === true;
  return both ? 'Option --group-by-tag cannot be used with --group-by-run' : null;
}

const CARD_DOCS = {
  get: 'Print the HTML of a card.',
  list: 'List the cards of tasks.',
  view: 'Show a card.',
} as const;

/** `card get|list|view …` */
export function card([action = '--help', ...rest]: readonly string[], scene: Scene): Command {
  if (action === '--help') {
    return { kind: 'help', lines: groupHelp(scene.flow.fileName, 'card', Object.entries(CARD_DOCS)) };
  }
  if (isElsewhere(`card ${action}`)) return { kind: 'notice', lines: noticeOf(`card ${action}`) };
  if (!isKeyOf(options.CARD_COMMANDS, action)) return noSuchCommand(action, 'card', scene);
  return read(`card ${action}`, rest, options.CARD_COMMANDS[action], scene, (words) => cardOf(action, words));
}

function cardOf(action: keyof typeof CARD_DOCS, { values, flags, arguments: args }: ParsedWords): Command {
  if (args.has('file') || values.has('file')) return metaflowError('Invalid command', NO_FILES);
  return {
    kind: 'card',
    action,
    path: args.get('path')?.[0] ?? null,
    id: values.get('id')?.at(-1) ?? null,
    type: values.get('type')?.at(-1) ?? null,
    hash: values.get('hash')?.at(-1) ?? null,
    followResumed: flags.get('follow-resumed') ?? true,
    asJson: flags.get('as-json') ?? false,
  };
}

const NO_FILES = 'A page writes no files. Leave the path out: what would be written is printed.';

const isKeyOf = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key);
