import * as v from 'valibot';
import type { Json } from '../model/json';
import { DEFAULT_PACE } from '../model/scenario';
import { faultSchema, scenarioSchema } from '../model/scenarioSchema';

/*
 * What the JSON in a lesson's file may hold. A schema's title says what would be right where something else stands:
 * the messages for authors come from here.
 */

/** A number, or the least and the most that it may be. */
export type Range = number | readonly [least: number, most: number];

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.title('a whole number from 0 on'));
const range = v.pipe(
  v.union([whole, v.strictTuple([whole, whole])]),
  v.title('a number such as 2, or a range such as [1, 3]'),
);
const name = v.pipe(v.string(), v.minLength(1), v.title('a name, in quotation marks'));
const names = v.pipe(v.array(name), v.title('a list of names, such as ["start"]'));
const flag = v.pipe(v.boolean(), v.title('true or false'));
const text = v.pipe(v.string(), v.minLength(1), v.title('a text, in quotation marks'));

const json: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(json), v.record(v.string(), json)]),
);

/** What is asked of one step. Numbers of a foreach's step are those of all its tasks together, but for `attempts`. */
export interface StepCondition {
  /** How many tasks of it there are: 0 for a step that was never reached. */
  readonly tasks?: Range;
  /** How many attempts each of its tasks made in this run. */
  readonly attempts?: Range;
  readonly succeeded?: Range;
  readonly failed?: Range;
  readonly caught?: Range;
  readonly cloned?: Range;
  /** What `@retry` on it allows, and whether `@catch` stands on it. */
  readonly retries?: Range;
  readonly catches?: boolean;
  /** Values of artifacts that every task of it left, and names of those that none did. */
  readonly artifacts?: Readonly<Record<string, Json>>;
  readonly lacks?: readonly string[];
  /** Lines with a text in them that its attempts printed, all of them or the different ones. */
  readonly prints?: Readonly<Record<string, { readonly lines?: Range; readonly different?: Range }>>;
}

const stepCondition = v.pipe(
  v.strictObject({
    tasks: v.exactOptional(range),
    attempts: v.exactOptional(range),
    succeeded: v.exactOptional(range),
    failed: v.exactOptional(range),
    caught: v.exactOptional(range),
    cloned: v.exactOptional(range),
    retries: v.exactOptional(range),
    catches: v.exactOptional(flag),
    artifacts: v.exactOptional(v.pipe(v.record(v.string(), json), v.title('values by name'))),
    lacks: v.exactOptional(names),
    prints: v.exactOptional(
      v.pipe(
        v.record(
          v.string(),
          v.pipe(
            v.strictObject({ lines: v.exactOptional(range), different: v.exactOptional(range) }),
            v.title('{ "lines": 2 } or { "different": 1 }'),
          ),
        ),
        v.title('{ "a text": { "lines": 2 } }'),
      ),
    ),
  }),
  v.title('{ "attempts": 2 }, or another condition on a step'),
) satisfies v.GenericSchema<unknown, StepCondition>;

/** What may hold of a run, or not. All that is named must hold. */
export interface Condition {
  readonly outcome?: 'succeeded' | 'failed';
  /** What was asked for: a run, or a resume. */
  readonly command?: 'run' | 'resume';
  readonly steps?: Readonly<Record<string, StepCondition>>;
  /** Calls of a service, by its name: how many there were, and how many different requests. */
  readonly calls?: Readonly<Record<string, { readonly count?: Range; readonly different?: Range }>>;
  /** How long the run took, in virtual seconds. */
  readonly seconds?: Range;
  /** The artifacts of the last step are those of the same run without failures. Only where there is one: in a check. */
  readonly sameResult?: true;
  readonly any?: readonly Condition[];
  readonly not?: Condition;
}

export const conditionSchema: v.GenericSchema<unknown, Condition> = v.pipe(
  v.strictObject({
    outcome: v.exactOptional(v.picklist(['succeeded', 'failed'])),
    command: v.exactOptional(v.picklist(['run', 'resume'])),
    steps: v.exactOptional(v.pipe(v.record(v.string(), stepCondition), v.title('{ "start": { "attempts": 1 } }'))),
    calls: v.exactOptional(
      v.pipe(
        v.record(
          v.string(),
          v.pipe(
            v.strictObject({ count: v.exactOptional(range), different: v.exactOptional(range) }),
            v.title('{ "count": 2 } or { "different": 1 }'),
          ),
        ),
        v.title('{ "api": { "count": 2 } }'),
      ),
    ),
    seconds: v.exactOptional(range),
    sameResult: v.exactOptional(v.pipe(v.literal(true), v.title('true'))),
    any: v.exactOptional(
      v.pipe(v.array(v.lazy(() => conditionSchema)), v.minLength(1), v.title('a list of conditions')),
    ),
    not: v.exactOptional(v.lazy(() => conditionSchema)),
  }),
  v.title('a condition, such as { "outcome": "failed" }'),
);

const { seed, faults, services, platform, parameters, maxWorkers } = scenarioSchema.entries;

export const lessonScenarioSchema = v.pipe(
  v.strictObject({
    seed,
    faults,
    services,
    platform,
    parameters,
    maxWorkers,
    pace: v.exactOptional(
      v.pipe(
        v.union([v.pipe(v.number(), v.minValue(0.1), v.maxValue(1000)), v.literal('instant')]),
        v.title('a number such as 10, or "instant"'),
      ),
      DEFAULT_PACE,
    ),
    command: v.exactOptional(v.pipe(v.array(text), v.title('a list of words, such as ["run"]')), ['run']),
  }),
  v.title('a scenario: { "seed": 1, "faults": […] }'),
);

const kinds = faultSchema.entries.kind;
const moments = v.picklist(['before', 'during', 'after']);

/** One kind of failure after the other, at every place named, each in a run of its own. */
export interface Sweep {
  readonly kinds: readonly v.InferOutput<typeof kinds>[];
  /** Without it, every step of the flow as the learner has it. */
  readonly steps?: readonly string[];
  /** Without it, the moment that is usual for the kind. */
  readonly moments?: readonly v.InferOutput<typeof moments>[];
  readonly attempts?: 'every' | number | readonly [number, number];
}

/** A run that the repaired flow has to stand. */
export interface Try {
  /** What the learner reads of it. */
  readonly name: string;
  readonly faults?: readonly v.InferOutput<typeof faultSchema>[];
  readonly parameters?: Readonly<Record<string, Json>>;
  /** Must hold besides what the check says of all. */
  readonly holds?: Condition;
}

/** What decides whether the learner's flow is repaired. */
export interface Check {
  /** How many seeds each try is made with. */
  readonly seeds: number;
  readonly tries: readonly Try[];
  readonly sweep: Sweep | null;
  /** Must hold of the run without failures; that it succeeds, if nothing else is said. */
  readonly calm: Condition;
  /** Must hold of every run with failures. */
  readonly holds: Condition;
  /** Must hold of a run that the learner makes: then nothing is run in secret. */
  readonly run: Condition | null;
}

const sweep = v.pipe(
  v.strictObject({
    kinds: v.pipe(v.array(kinds), v.minLength(1), v.title('a list of kinds, such as ["spot-interruption"]')),
    steps: v.exactOptional(names),
    moments: v.exactOptional(v.pipe(v.array(moments), v.minLength(1), v.title('a list: "before", "during", "after"'))),
    attempts: faultSchema.entries.attempts,
  }),
  v.title('{ "kinds": ["spot-interruption"] }'),
);

const oneTry = v.pipe(
  v.strictObject({
    name: text,
    faults: v.exactOptional(v.pipe(v.array(faultSchema), v.title('a list of failures'))),
    parameters: v.exactOptional(v.pipe(v.record(v.string(), json), v.title('values by name'))),
    holds: v.exactOptional(conditionSchema),
  }),
  v.title('a try: { "name": "an outage of two minutes", "faults": […] }'),
);

const SEEDS_MAX = 20;

export const checkSchema = v.pipe(
  v.strictObject({
    seeds: v.exactOptional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(SEEDS_MAX), v.title('a whole number from 1 to 20')),
      2,
    ),
    tries: v.exactOptional(v.pipe(v.array(oneTry), v.title('a list of tries')), []),
    sweep: v.exactOptional(v.nullable(sweep), null),
    calm: v.exactOptional(conditionSchema, { outcome: 'succeeded' }),
    holds: v.exactOptional(conditionSchema, {}),
    run: v.exactOptional(v.nullable(conditionSchema), null),
  }),
  v.title('a check: { "tries": […], "holds": { "outcome": "succeeded" } }'),
) satisfies v.GenericSchema<unknown, Check>;
