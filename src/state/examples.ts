import { typescriptName } from '../language/typescript/spelling';
import { DEFAULT_PACE, PLATFORMS } from '../model/scenario';
import type { Fault, Language, Pace, Platform, Service } from '../model/scenario';
import { READY_SERVICES } from '../model/services';
import type { Sentence } from './words';

/** A flow that teaches one thing, and the circumstances under which it does. */
export interface Example {
  readonly title: string;
  /** What it shows, in one line. */
  readonly shows: string;
  /** What to look at while it runs: goes on from a colon, and has names between backticks, as Python spells them. */
  readonly watch: string;
  /** The file in the site's `flows/` folder, by the language that it is written in. */
  readonly flows: Readonly<Record<Language, string>>;
  /** Files that the flow reads, in the same folder. */
  readonly files: readonly string[];
  readonly seed: number;
  readonly platform: Platform;
  readonly pace: Pace;
  /** The failure plan, and the services that the code calls. */
  readonly faults: readonly Fault[];
  readonly services: readonly Service[];
}

export interface ExampleGroup {
  readonly title: string;
  readonly examples: readonly Example[];
}

type Words = Pick<Example, 'shows' | 'watch'>;

/** `name` is that of its class, and of its file in each language. */
const example = (name: string, title: string, words: Words, own: Partial<Example> = {}): Example => ({
  title,
  ...words,
  flows: { python: `${name}.py`, typescript: `${name}.ts` },
  files: [],
  seed: 1,
  platform: PLATFORMS.kubernetes,
  pace: DEFAULT_PACE,
  faults: [],
  services: [],
  ...own,
});

const ready = (name: string): readonly Service[] =>
  READY_SERVICES.flatMap(({ service }) => (service.name === name ? [service] : []));

const PRICES: Service = {
  name: 'prices',
  pattern: 'https://prices.example.com/*',
  latency: 0.3,
  response: { body: { tea: 4.2, salt: 0.9, rice: 2.75 } },
};

/** The flow of the notes, with a seed under which its first run fails once and then goes through. */
export const FIRST_EXAMPLE = example(
  'FailureHandlingFlow',
  'A flow that handles failure',
  {
    shows: 'A flaky API is retried, a bug is caught, and a card tells how it went.',
    watch: 'when `api_call` fails, `@retry` brings it back.',
  },
  { seed: 11 },
);

/** All of them, in the order in which a newcomer best meets them. Each kind of failure in the notes has one. */
export const EXAMPLE_GROUPS: readonly ExampleGroup[] = [
  {
    title: 'When a step fails',
    examples: [
      FIRST_EXAMPLE,
      example(
        'RetryOrCatch',
        'Retry or catch?',
        {
          shows: 'An outage passes and a bug stays: which decorator is for which.',
          watch: '`outage` comes back, even from a lost machine; `bug` fails three times alike, then `@catch` acts.',
        },
        { pace: 10, faults: [{ kind: 'spot-interruption', step: 'outage', attempts: 1 }] },
      ),
      example(
        'SpotMachines',
        'Machines that go away',
        {
          shows: 'Spot interruption, eviction, a metadata outage: @retry covers them all.',
          watch: 'four attempts die without a word from the code, and each is made good by the next.',
        },
        {
          pace: 10,
          faults: [
            { kind: 'metadata-unavailable', step: 'load' },
            { kind: 'spot-interruption', step: 'train', foreach: [1] },
            { kind: 'eviction', step: 'train', foreach: [2], attempts: [0, 1] },
          ],
        },
      ),
      example(
        'TimeLimit',
        'A time limit',
        {
          shows: 'A query that hangs is interrupted, and then retried or done without.',
          watch: '`query` and `render` are cut at 5 s; `end`, slowed by the plan, has no limit and just takes longer.',
        },
        { faults: [{ kind: 'slow', step: 'end', seconds: 8 }] },
      ),
      example(
        'PaidTwice',
        'Paid twice',
        {
          shows: 'A retry repeats what a step did to the world. Idempotence is the cure.',
          watch:
            'the BANK lines of `careless` have a key each, those of `careful` one key; the plan makes both pay again.',
        },
        {
          faults: [
            { kind: 'datastore-unavailable', step: 'careless', attempts: 1 },
            { kind: 'datastore-unavailable', step: 'careful', attempts: 1 },
          ],
        },
      ),
      example(
        'ResumeAfterABug',
        'Resume after a bug',
        {
          shows: 'Mend the line, press Resume, and keep the hours of work before it.',
          watch: '`report` fails for good; a resume clones the long `load`, which the plan makes longer, in no time.',
        },
        { pace: 10, faults: [{ kind: 'slow', step: 'load', seconds: 40 }] },
      ),
    ],
  },
  {
    title: 'When the outside world fails',
    examples: [
      example(
        'FlakyApi',
        'A flaky API',
        {
          shows: 'Who tries again, the code or the step? Both get there, one repeats less.',
          watch:
            '`patient` repeats a call, `again` all of its work; the plan cuts the network under its first attempt.',
        },
        {
          seed: 5,
          pace: 10,
          services: ready('flaky-api'),
          faults: [{ kind: 'network-blip', step: 'again' }],
        },
      ),
      example(
        'CacheFallback',
        'A service is down',
        {
          shows: 'The code falls back to a cache, where @catch can only do without.',
          watch: 'the price service never answers; `careful` has prices of a day ago, `careless` none.',
        },
        {
          faults: [{ kind: 'service', step: '*', attempts: 'every', service: { name: 'prices', answer: 'timeout' } }],
          services: [PRICES, ...ready('cache')],
        },
      ),
    ],
  },
  {
    title: 'Branches, loops, many tasks',
    examples: [
      example(
        'SomeItemsFail',
        'Some items fail',
        {
          shows: 'A foreach goes on without its bad items, and names them.',
          watch: 'item 0 loses its machine and comes back; items 1 and 3 fail twice and are caught.',
        },
        { faults: [{ kind: 'out-of-memory', step: 'average', foreach: [0] }] },
      ),
      example(
        'NestedForeach',
        'A foreach in a foreach',
        {
          shows: 'Two levels, two joins: models, and the folds of each.',
          watch: 'the plan slows the folds of the last model: its `join_folds` waits, those of the others do not.',
        },
        { faults: [{ kind: 'slow', step: 'evaluate', foreach: [2], seconds: 6 }] },
      ),
      example(
        'MergeBranches',
        'Branches meet',
        {
          shows: 'merge_artifacts takes what agrees and leaves the rest to you.',
          watch: '`choose` starts once both branches are done: `careful`, slowed by the plan, makes it wait.',
        },
        { faults: [{ kind: 'slow', step: 'careful', seconds: 9 }] },
      ),
      example(
        'TryUntilGood',
        'Try until good',
        {
          shows: 'A step leads to itself until a condition chooses another way.',
          watch: 'every round of `refine` is a task of its own, and takes the two seconds that the plan adds.',
        },
        { faults: [{ kind: 'slow', step: 'refine', attempts: 'every', seconds: 2 }] },
      ),
    ],
  },
  {
    title: 'Data and cards',
    examples: [
      example(
        'CheckTheRows',
        'Bad rows',
        {
          shows: 'A list of dicts is checked as pandas would, with words that help.',
          watch: '`validate` names every bad row at once, those that the plan doubles among them, and is caught.',
        },
        {
          faults: [{ kind: 'bad-input', step: 'validate', input: { name: 'rows', change: 'duplicate-rows' } }],
        },
      ),
      example(
        'FailWithWords',
        'Fail with a reason',
        {
          shows: 'A step says why it ends, and leaves out the retries that are in vain.',
          watch: 'the plan evicts `validate` once, and it comes back; then it says why it ends, with a retry left.',
        },
        { faults: [{ kind: 'eviction', step: 'validate' }] },
      ),
      example(
        'PricesFromAFile',
        'Files and settings',
        {
          shows: 'IncludeFile and Config read the files in the tabs.',
          watch: 'the plan cuts the table short before `check`: nothing fails, and the answer is wrong all the same.',
        },
        {
          files: ['prices.csv', 'limits.json'],
          faults: [{ kind: 'bad-input', step: 'check', input: { name: 'rows', change: 'truncated' } }],
        },
      ),
      example(
        'WatchItLearn',
        'A card that grows',
        {
          shows: 'A chart and a progress bar, drawn while the step runs.',
          watch:
            'open Cards while `train` runs; what it drew stays while `summary`, slowed by the plan, keeps you waiting.',
        },
        { faults: [{ kind: 'slow', step: 'summary', seconds: 5 }] },
      ),
    ],
  },
];

export const EXAMPLES: readonly Example[] = EXAMPLE_GROUPS.flatMap(({ examples }) => examples);

/** The example that a file in `flows/` belongs to. */
export const exampleOf = (fileName: string): Example | null =>
  EXAMPLES.find(({ flows }) => Object.values(flows).includes(fileName)) ?? null;

/** An example's watch line in a flow's language, names set apart. */
export function watchWords({ watch }: Example, language: Language): Sentence {
  return watch
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part : { code: inLanguage(part, language) }))
    .filter((part) => part !== '');
}

function inLanguage(name: string, language: Language): string {
  if (language === 'python') return name;
  return name.startsWith('@') ? `@${typescriptName(name.slice(1))}` : typescriptName(name);
}
