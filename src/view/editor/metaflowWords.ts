/** What can be written in a Metaflow flow, with a few words on each. Source: Metaflow 2.19, its decorators and `current`. */
export interface Word {
  readonly name: string;
  /** One or two sentences, Markdown. */
  readonly doc: string;
}

export interface DecoratorOption extends Word {
  /** As it is written in Python. */
  readonly default: string;
}

export interface DecoratorWord extends Word {
  /** What is inserted, as a snippet; empty for none. */
  readonly snippet: string;
  readonly options: readonly DecoratorOption[];
}

const option = (name: string, value: string, doc: string): DecoratorOption => ({ name, default: value, doc });

export const STEP_DECORATORS: readonly DecoratorWord[] = [
  {
    name: 'step',
    snippet: 'step',
    doc: 'Makes a method a step. It stands right above `def`, below all other decorators.',
    options: [
      option('start', 'False', 'This step is where runs begin, whatever its name.'),
      option('end', 'False', 'This step is where runs end, whatever its name.'),
    ],
  },
  {
    name: 'retry',
    snippet: 'retry(times=${1:3})',
    doc: 'Runs the step again when an attempt fails, for whatever reason. Attempts count from 0, so `times=3` allows attempts 0 to 3; 4 is the most.',
    options: [
      option('times', '3', 'How many times a failed attempt is run again.'),
      option(
        'minutes_between_retries',
        '2',
        'Virtual minutes between two attempts. The `local` platform does not wait, as Metaflow does not.',
      ),
    ],
  },
  {
    name: 'catch',
    snippet: 'catch(var="${1:error}")',
    doc: 'When no retry is left, lets the flow go on: the exception is stored, what the step had set is kept, and the task counts as finished. Without an exception (a killed worker), an extra attempt runs instead of your code.',
    options: [
      option('var', 'None', 'The artifact that holds the exception. It is `None` when the step succeeded.'),
      option('print_exception', 'True', 'Whether the exception is printed to the console.'),
    ],
  },
  {
    name: 'timeout',
    snippet: 'timeout(seconds=${1:30})',
    doc: 'Ends an attempt whose code takes longer, with a `TimeoutException` that can be retried and caught. Each attempt gets the whole time anew. Only virtual time counts.',
    options: [
      option('seconds', '0', 'Added to minutes and hours.'),
      option('minutes', '0', 'Added to seconds and hours.'),
      option('hours', '0', 'Added to seconds and minutes.'),
    ],
  },
  {
    name: 'card',
    snippet: 'card',
    doc: 'Makes a report of the task once it has succeeded or was caught. A failed attempt leaves none. May stand more than once, with different ids.',
    options: [
      option(
        'type',
        "'default'",
        '`default` shows the artifacts; `blank` only what the step appends to `current.card`.',
      ),
      option('id', 'None', 'Tells several cards of one step apart: `current.card["id"]`.'),
      option('options', '{}', 'Settings of that type of card.'),
      option('timeout', '45', 'Seconds that rendering may take.'),
      option('save_errors', 'True', 'A card that could not be made becomes a card about the error.'),
    ],
  },
  {
    name: 'environment',
    snippet: 'environment(vars={"${1:NAME}": "${2:value}"})',
    doc: 'Sets environment variables while this step runs.',
    options: [option('vars', '{}', 'Names and texts: what `os.environ` holds in the step.')],
  },
  {
    name: 'resources',
    snippet: 'resources(memory=${1:4096})',
    doc: 'Asks a platform for a larger machine. It changes nothing here, as it changes nothing in a local run.',
    options: [
      option('cpu', '1', 'Number of CPUs.'),
      option('gpu', 'None', 'Number of GPUs.'),
      option('memory', '4096', 'Megabytes.'),
      option('disk', 'None', 'Megabytes.'),
    ],
  },
  {
    name: 'secrets',
    snippet: 'secrets(sources=["${1:name}"])',
    doc: 'Fetches secrets into environment variables. Accepted here, but nothing is fetched.',
    options: [option('sources', '[]', 'Which secrets.'), option('role', 'None', 'The role to read them with.')],
  },
];

export const FLOW_DECORATORS: readonly DecoratorWord[] = [
  {
    name: 'project',
    snippet: 'project(name="${1:name}")',
    doc: 'Gives the flow a name space of its own. Stands above the class.',
    options: [option('name', '', 'Name of the project.'), option('branch', 'None', 'Name of the branch.')],
  },
  {
    name: 'schedule',
    snippet: 'schedule(daily=True)',
    doc: 'When a scheduler starts the flow. It changes nothing here.',
    options: [
      option('hourly', 'False', ''),
      option('daily', 'True', ''),
      option('weekly', 'False', ''),
      option('cron', 'None', ''),
    ],
  },
];

export const DECORATORS: readonly DecoratorWord[] = [...STEP_DECORATORS, ...FLOW_DECORATORS];

/** After `self.`. */
export const SELF: readonly (Word & { readonly snippet?: string })[] = [
  {
    name: 'next',
    snippet: 'next(self.${1:step})',
    doc: 'The last line of a step: where the flow goes. Several steps make a split, `foreach="xs"` one task per item, a dictionary with `condition=` a switch.',
  },
  { name: 'input', doc: 'In a task of a foreach: the item it stands for.' },
  { name: 'index', doc: 'In a task of a foreach: the number of its item, from 0.' },
  {
    name: 'foreach_stack',
    snippet: 'foreach_stack()',
    doc: 'Index, number of tasks and item of every foreach around, outermost first.',
  },
  {
    name: 'merge_artifacts',
    snippet: 'merge_artifacts(inputs)',
    doc: 'In a join: takes over what all inputs agree on. Values that differ must be set first, or excluded.',
  },
  { name: 'name', doc: 'The name of the flow.' },
  {
    name: 'fail',
    snippet: 'fail("${1:reason}")',
    doc: '**Faultline only.** Ends the attempt as failed. `retry=False` skips what retries are left. Metaflow has no such method: raise an exception there.',
  },
  {
    name: 'set_metadata',
    snippet: 'set_metadata("${1:key}", ${2:value})',
    doc: '**Faultline only.** Notes a value on the attempt. Metaflow has no such method: use an artifact or a tag there.',
  },
];

/** After `current.`. */
export const CURRENT: readonly Word[] = [
  { name: 'flow_name', doc: 'Name of the flow.' },
  { name: 'run_id', doc: 'Id of this run, as text.' },
  { name: 'origin_run_id', doc: 'Id of the run that this one resumes, else `None`.' },
  { name: 'step_name', doc: 'Name of the step.' },
  { name: 'task_id', doc: 'Id of the task, as text. All attempts of a task share it.' },
  { name: 'retry_count', doc: 'Number of this attempt, from 0.' },
  { name: 'pathspec', doc: '`Flow/run/step/task`.' },
  { name: 'username', doc: 'Who runs the flow.' },
  { name: 'namespace', doc: '`user:` and the user name.' },
  { name: 'tags', doc: 'The tags given with `--tag`.' },
  { name: 'parameter_names', doc: 'Names of the parameters.' },
  { name: 'is_running_flow', doc: '`True` inside a task.' },
  { name: 'graph', doc: "The flow's steps and how they are joined, as a dictionary." },
  { name: 'card', doc: "The step's card, with `@card`: `current.card.append(…)`." },
  { name: 'tempdir', doc: 'A folder for temporary files.' },
];
