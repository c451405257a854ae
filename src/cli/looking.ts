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
  return read(`tag ${action}`, rest, options.TAG_COMMANDS[action], scene, ({ values, arguments: args }) => {
    const named = args.get('tags') ?? [];
    const added = action === 'add' ? named : (values.get('add') ?? []);
    const removed = action === 'remove' ? named : (values.get('remove') ?? []);
    const wrong = tagComplaint(added);
    if (wrong !== null) return metaflowError('Tagging error', wrong);
    return { kind: 'tag', action, run: values.get('run-id')?.at(-1) ?? null, added, removed };
  });
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
  return read(`card ${action}`, rest, options.CARD_COMMANDS[action], scene, ({ values, arguments: args }) => ({
    kind: 'card',
    action,
    path: args.get('path')?.[0] ?? null,
    id: values.get('id')?.at(-1) ?? null,
    type: values.get('type')?.at(-1) ?? null,
  }));
}

const isKeyOf = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key);
