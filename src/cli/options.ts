import type { ArgumentSpec, CommandSpec, OptionSpec } from './click';

const many = (key: string, name: string, help: string): OptionSpec => ({
  key,
  names: [name],
  words: 1,
  type: 'text',
  multiple: true,
  help,
});

const text = (key: string, name: string, help: string): OptionSpec => ({
  key,
  names: [name],
  words: 1,
  type: 'text',
  help,
});

const integer = (key: string, name: string, help: string, value?: number): OptionSpec => ({
  key,
  names: [name],
  words: 1,
  type: 'integer',
  help,
  ...(value === undefined ? {} : { default: String(value), shownDefault: String(value) }),
});

const choice = (key: string, name: string, type: readonly string[], help: string, value: string): OptionSpec => ({
  key,
  names: [name],
  words: 1,
  type,
  help,
  shownDefault: value,
});

const flag = (key: string, on: string, off: string | null, help: string, value: boolean): OptionSpec => ({
  key,
  names: [on],
  ...(off === null ? {} : { offNames: [off] }),
  words: 0,
  type: 'boolean',
  help,
  shownDefault: value ? 'True' : 'False',
});

const WITH = many('with', '--with', 'Decorate every step that lacks this decorator. May be given several times.');

/** What may stand before the command in every flow. */
export const TOP_OPTIONS: readonly OptionSpec[] = [
  flag('quiet', '--quiet', '--not-quiet', 'Leave out the lines before a run.', false),
  choice('metadata', '--metadata', ['local', 'service', 'spin'], 'Where metadata is kept.', 'local'),
  choice('environment', '--environment', ['conda', 'local', 'pypi', 'uv'], 'What steps are executed in.', 'local'),
  choice('datastore', '--datastore', ['azure', 'gs', 'local', 's3', 'spin'], 'Where artifacts are kept.', 'local'),
  text('datastore-root', '--datastore-root', 'The root path of the datastore.'),
  text('package-suffixes', '--package-suffixes', 'Suffixes of the files in a code package, separated by commas.'),
  WITH,
  flag('pylint', '--pylint', '--no-pylint', 'Run pylint before a run, where it is installed.', true),
  choice('event-logger', '--event-logger', ['debugLogger', 'nullSidecarLogger'], 'Logs events.', 'nullSidecarLogger'),
  choice('monitor', '--monitor', ['debugMonitor', 'nullSidecarMonitor'], 'Monitors runs.', 'nullSidecarMonitor'),
];

/** Before the command, in flows with a Config. */
export const CONFIG_OPTIONS: readonly OptionSpec[] = [
  { ...many('config', '--config', 'Read a configuration from a file: NAME PATH.'), words: 2 },
  { ...many('config-value', '--config-value', 'Give a configuration as JSON: NAME VALUE.'), words: 2 },
];

/** Before the command, in flows with `@project`. */
export const PROJECT_OPTIONS: readonly OptionSpec[] = [
  text('branch', '--branch', 'The branch of the @project.'),
  { ...flag('production', '--production', null, 'Use the production branch of the @project.', false) },
];

const RUNNING: readonly OptionSpec[] = [
  many('tag', '--tag', 'A tag for this run. May be given several times.'),
  integer('max-workers', '--max-workers', 'How many tasks run at once.'),
  integer('max-num-splits', '--max-num-splits', 'How many tasks a foreach may have.', 100),
  integer('max-log-size', '--max-log-size', 'Megabytes of output that are kept of a task.', 10),
  WITH,
  text('run-id-file', '--run-id-file', 'Write the run id to this file.'),
  text('runner-attribute-file', '--runner-attribute-file', 'Write what the run is to this file.'),
];

/** `run` without the flow's own parameters, which come first. */
export const RUN_OPTIONS: readonly OptionSpec[] = [
  ...RUNNING,
  text('namespace', '--namespace', 'The namespace of the client in steps.'),
];

const STEP_TO_RERUN: ArgumentSpec = { key: 'step', metavar: '[STEP_TO_RERUN]', required: false };

export const RESUME: CommandSpec = {
  options: [
    ...RUNNING,
    text('origin-run-id', '--origin-run-id', 'The run to resume. By default the last one made by `run`.'),
    { ...text('run-id', '--run-id', 'The id of the new run.'), hidden: true },
  ],
  arguments: [STEP_TO_RERUN],
};

export const CHECK: CommandSpec = {
  options: [flag('warnings', '--warnings', '--no-warnings', 'Show warnings of pylint too.', false)],
  arguments: [],
};

export const NOTHING: CommandSpec = { options: [], arguments: [] };

const INPUT_PATH: ArgumentSpec = { key: 'path', metavar: 'INPUT_PATH', required: true };

export const DUMP: CommandSpec = {
  options: [
    flag('private', '--private', '--no-private', 'Show names with a leading underscore too.', false),
    integer('max-value-size', '--max-value-size', 'Show values of fewer bytes than this. 0: only names.', 1000),
    text('include', '--include', 'Only these artifacts, separated by commas.'),
    text('file', '--file', 'Write the artifacts to this file.'),
  ],
  arguments: [INPUT_PATH],
};

export const LOGS: CommandSpec = {
  options: [
    flag('stdout', '--stdout', '--no-stdout', 'Show stdout.', false),
    flag('stderr', '--stderr', '--no-stderr', 'Show stderr.', false),
    flag('both', '--both', '--no-both', 'Show both.', true),
    flag('timestamps', '--timestamps', '--no-timestamps', 'Show when a line was printed.', false),
    integer('attempt', '--attempt', 'The attempt, from 0. By default the last one.'),
  ],
  arguments: [INPUT_PATH],
};

const RUN_ID = text('run-id', '--run-id', 'The run. [required]');
const TAGS: ArgumentSpec = { key: 'tags', metavar: 'TAGS...', required: true, many: true };
const REPLACED: readonly OptionSpec[] = [
  many('add', '--add', 'A tag to add. May be given several times.'),
  many('remove', '--remove', 'A tag to remove. May be given several times.'),
];
const LISTED: readonly OptionSpec[] = [
  text('run-id', '--run-id', 'The run. By default all runs of this flow.'),
  flag('all', '--all', null, 'List the tags of all runs of this flow.', false),
  flag('my-runs', '--my-runs', null, 'List the tags of your own runs of this flow. In a page all are.', false),
  flag('hide-system-tags', '--hide-system-tags', null, 'Leave out the tags that Metaflow gave.', false),
  flag('group-by-tag', '--group-by-tag', null, 'List the runs of each tag.', false),
  flag('group-by-run', '--group-by-run', null, 'List the tags of each run.', false),
];

export const TAG_COMMANDS: Readonly<Record<'add' | 'remove' | 'replace' | 'list', CommandSpec>> = {
  add: { options: [RUN_ID], arguments: [TAGS] },
  list: { options: LISTED, arguments: [{ key: 'run', metavar: '[ARG_RUN_ID]', required: false }] },
  remove: { options: [RUN_ID], arguments: [TAGS] },
  replace: { options: [RUN_ID, ...REPLACED], arguments: [] },
};

const CARD_OPTIONS: readonly OptionSpec[] = [
  text('hash', '--hash', 'The hash of the card.'),
  text('type', '--type', 'The type of the card.'),
  text('id', '--id', 'The id of the card.'),
  flag('follow-resumed', '--follow-resumed', '--no-follow-resumed', 'Look up cards of cloned tasks too.', true),
];
const CARD_LIST_OPTIONS: readonly OptionSpec[] = [
  ...CARD_OPTIONS,
  flag('as-json', '--as-json', null, 'Print the cards as JSON.', false),
  text('file', '--file', 'Save the list to this file.'),
];
const PATHSPEC: ArgumentSpec = { key: 'path', metavar: 'PATHSPEC', required: true };

export const CARD_COMMANDS: Readonly<Record<'get' | 'list' | 'view', CommandSpec>> = {
  get: { options: CARD_OPTIONS, arguments: [PATHSPEC, { key: 'file', metavar: '[PATH]', required: false }] },
  list: { options: CARD_LIST_OPTIONS, arguments: [{ ...PATHSPEC, metavar: '[PATHSPEC]', required: false }] },
  view: { options: CARD_OPTIONS, arguments: [PATHSPEC] },
};
