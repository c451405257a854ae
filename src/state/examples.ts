import { DEFAULT_PACE, PLATFORMS } from '../model/scenario';
import type { Fault, Language, Pace, Platform, Service } from '../model/scenario';
import { READY_SERVICES } from '../model/services';

/** A flow that teaches one thing, and the circumstances under which it does. */
export interface Example {
  readonly title: string;
  /** What it shows, in one line. */
  readonly shows: string;
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

/** `name` is that of its class, and of its file in each language. */
const example = (name: string, title: string, shows: string, own: Partial<Example> = {}): Example => ({
  title,
  shows,
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
  'A flaky API is retried, a bug is caught, and a card tells how it went.',
  { seed: 11 },
);

/** All of them, in the order in which a newcomer best meets them. */
export const EXAMPLE_GROUPS: readonly ExampleGroup[] = [
  {
    title: 'When a step fails',
    examples: [
      FIRST_EXAMPLE,
      example('RetryOrCatch', 'Retry or catch?', 'An outage passes and a bug stays: which decorator is for which.', {
        pace: 10,
      }),
      example('TimeLimit', 'A time limit', 'A query that hangs is interrupted, and then retried or done without.'),
      example('PaidTwice', 'Paid twice', 'A retry repeats what a step did to the world. Idempotence is the cure.'),
      example(
        'ResumeAfterABug',
        'Resume after a bug',
        'Mend the line, press Resume, and keep the hours of work before it.',
        { pace: 10 },
      ),
    ],
  },
  {
    title: 'When the outside world fails',
    examples: [
      example('FlakyApi', 'A flaky API', 'Who tries again, the code or the step? Both get there, one repeats less.', {
        seed: 5,
        pace: 10,
        services: ready('flaky-api'),
      }),
      example(
        'CacheFallback',
        'A service is down',
        'The code falls back to a cache, where @catch can only do without.',
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
      example('SomeItemsFail', 'Some items fail', 'A foreach goes on without its bad items, and names them.'),
      example('NestedForeach', 'A foreach in a foreach', 'Two levels, two joins: models, and the folds of each.'),
      example('MergeBranches', 'Branches meet', 'merge_artifacts takes what agrees and leaves the rest to you.'),
      example('TryUntilGood', 'Try until good', 'A step leads to itself until a condition chooses another way.'),
    ],
  },
  {
    title: 'Data and cards',
    examples: [
      example('CheckTheRows', 'Bad rows', 'A list of dicts is checked as pandas would, with words that help.'),
      example('PricesFromAFile', 'Files and settings', 'IncludeFile and Config read the files in the tabs.', {
        files: ['prices.csv', 'limits.json'],
      }),
      example('WatchItLearn', 'A card that grows', 'A chart and a progress bar, drawn while the step runs.'),
    ],
  },
];

export const EXAMPLES: readonly Example[] = EXAMPLE_GROUPS.flatMap(({ examples }) => examples);

/** The example that a file in `flows/` belongs to. */
export const exampleOf = (fileName: string): Example | null =>
  EXAMPLES.find(({ flows }) => Object.values(flows).includes(fileName)) ?? null;
