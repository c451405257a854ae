import * as v from 'valibot';
import { recordOf } from '../engine/record';
import { transcriptsOf } from '../engine/transcript';
import type { ArtifactPreview } from '../model/artifact';
import { AssertionError, FaultlineError } from '../model/assert';
import { asContentHash, type ContentHash } from '../model/ids';
import type { RunRecord } from '../model/record';
import type { Scenario } from '../model/scenario';
import { scenarioOf } from '../runtime/scenario';
import { fromBase64Url, toBase64Url } from './bytes';
import { columnsOf, eventsOf } from './columns';
import { completed, differenceOf, TABLE_NUMBER, type Difference } from './defaults';
import { derivedSetup } from './derivedSetup';
import { packed, unpacked } from './packed';
import { jsonOf } from './plainData';
import { printedLines, recordedRunOf } from './recordedRun';
import { asEvents, asSetup, eventsSchema, setupSchema } from './recordSchema';
import { broken, newer } from './refusals';

/** What somebody's run of the scenario came to, to be compared with the reader's. */
export interface ExpectedResult {
  /** 64 hex digits. */
  readonly digest: string;
  /** A mark of each event, to find the first that departs; empty where the log was too long for a link. */
  readonly marks: readonly number[];
  /** The version that made the run. */
  readonly engine: string;
}

/** Where somebody looked at: an instant in virtual µs, null for the end, and what was selected. */
export interface Look {
  readonly at: number | null;
  readonly step: string | null;
  /** A task's key, of that step. */
  readonly task: string | null;
}

/** What a link carries. */
export interface LinkContent {
  readonly scenario: Scenario;
  readonly expected?: ExpectedResult;
  readonly look?: Look;
  /** The run itself, to be shown without running anything. */
  readonly record?: RunRecord;
}

/** Marks enter a link up to here: they do not pack. */
const MARKS_MAX = 2_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const text = v.string();
const hexText = v.pipe(text, v.regex(/^[\w-]{43}$/));
const json = v.unknown() as v.GenericSchema<unknown, never>;
const columns = v.object({
  shapes: v.array(v.array(text)),
  shape: v.pipe(v.array(count), v.maxLength(200_000)),
  at: v.array(v.number()),
  place: v.array(count),
  places: v.array(json),
  n: v.array(count),
  fields: v.record(text, v.array(json)),
  values: v.array(json),
  hashes: text,
});
const run = v.object({
  id: text,
  originRunId: v.exactOptional(v.nullable(text), null),
  outcome: v.picklist(['succeeded', 'failed', 'cancelled', 'interrupted']),
  headline: v.exactOptional(v.nullable(text), null),
  message: v.exactOptional(v.nullable(text), null),
  startedAt: text,
  reason: v.exactOptional(text),
  preamble: v.exactOptional(v.array(text), []),
  engine: v.exactOptional(text, 'unknown'),
  setup: v.exactOptional(v.record(text, v.unknown()), {}),
  log: columns,
  previews: v.exactOptional(v.array(v.tuple([count, json])), []),
});
const extras = v.object({
  digest: v.exactOptional(hexText),
  marks: v.exactOptional(text, ''),
  engine: v.exactOptional(text, 'unknown'),
  look: v.exactOptional(v.object({ at: v.nullable(count), step: v.nullable(text), task: v.nullable(text) })),
  run: v.exactOptional(run),
});
const head = v.tuple([count, v.record(text, v.unknown()), v.optional(extras)]);
type Extras = v.InferInput<typeof extras>;

/** The fragment of a link, `#` included. The scenario's source follows its head as it is, where UTF-8 can tell it. */
export function linkOf(content: LinkContent): string {
  const { scenario } = content;
  const isText = isWellFormed(scenario.source);
  const difference = { ...differenceOf(scenario), ...(!isText && { source: scenario.source }) };
  const extra = extrasOf(content);
  const parts = Object.keys(extra).length === 0 ? [TABLE_NUMBER, difference] : [TABLE_NUMBER, difference, extra];
  return packed(`${JSON.stringify(parts)}\n${isText ? scenario.source : ''}`);
}

/**
 * What a fragment carries: a scenario as the one validator lets it through. Nothing is run:
 * a recorded run was checked as any record is.
 *
 * @throws {FaultlineError} `link-not-ours`, `link-broken`, `link-newer`
 */
export function contentOfLink(fragment: string): LinkContent {
  const whole = unpacked(fragment);
  const end = whole.indexOf('\n');
  const value = jsonOf(whole.slice(0, end));
  const table: unknown = Array.isArray(value) ? value[0] : undefined;
  if (end < 0 || value === undefined) throw broken('it holds something else than an experiment');
  if (typeof table === 'number' && table > TABLE_NUMBER) throw newer(table);
  const [number, difference, extra] = partsOf(value);
  if (number !== TABLE_NUMBER) throw broken('it was made against no table of defaults');
  const own = difference['source'];
  const source = typeof own === 'string' ? own : whole.slice(end + 1);
  const scenario = checkedScenario(difference, source);
  const { digest, marks, engine, look, run: recorded } = extra;
  return {
    scenario,
    ...(digest !== undefined && { expected: { digest: hexOf(digest), marks: numbersOf(marks), engine } }),
    ...(look !== undefined && { look }),
    ...(recorded !== undefined && { record: checkedRecord(scenario, recorded) }),
  };
}

function partsOf(value: unknown): readonly [number, Record<string, unknown>, v.InferOutput<typeof extras>] {
  const [number, difference, extra] = shapedAs(head, value);
  return [number, difference, extra ?? { marks: '', engine: 'unknown' }];
}

function shapedAs<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw broken('its parts do not fit together');
}

function checkedScenario(difference: Record<string, unknown>, source: string): Scenario {
  try {
    return scenarioOf(completed(difference as Difference, source));
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
    throw broken(error.message.replace(/\.$/, ''));
  }
}

function extrasOf({ expected, look, record }: LinkContent): Extras {
  return {
    ...(expected && {
      digest: toBase64Url(Uint8Array.from(expected.digest.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))),
      ...(expected.marks.length > 0 && expected.marks.length <= MARKS_MAX && { marks: textOfNumbers(expected.marks) }),
      engine: expected.engine,
    }),
    ...(look && { look }),
    ...(record && { run: packedRun(record) }),
  };
}

const textOfNumbers = (marks: readonly number[]): string =>
  toBase64Url(Uint8Array.from(marks.flatMap((mark) => [mark >>> 8, mark & 255])));

function numbersOf(marks: string): readonly number[] {
  const bytes = fromBase64Url(marks);
  if (bytes === null || bytes.length % 2 === 1) throw broken('its marks do not fit together');
  return Array.from({ length: bytes.length / 2 }, (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0));
}

const hexOf = (base64: string): string =>
  [...(fromBase64Url(base64) ?? [])].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function packedRun(record: RunRecord): NonNullable<Extras['run']> {
  const { scenario, run, events, setup } = record;
  const { id, originRunId, outcome, headline, message, startedAt, reason } = run;
  const own = printedLines(setupIn(record), events).length;
  const preamble = run.output.slice(0, Math.max(0, run.output.length - own));
  const derived: Record<string, unknown> = { ...derivedSetup(scenarioOf(scenario), run, events) };
  const differing = Object.entries(setup ?? {}).filter(([key, value]) => !isSame(value, derived[key]));
  return {
    id,
    outcome: outcome === 'rejected' ? 'failed' : outcome,
    startedAt,
    ...(originRunId !== null && { originRunId }),
    ...(headline !== null && { headline }),
    ...(message !== null && { message }),
    ...(reason !== undefined && { reason }),
    ...(preamble.length > 0 && { preamble }),
    ...(scenario.engine !== undefined && { engine: scenario.engine }),
    ...(differing.length > 0 && { setup: Object.fromEntries(differing) }),
    log: columnsOf(events) as never,
    previews: previewsOf(record) as never,
  };
}

function setupIn({ setup, scenario, run, events }: RunRecord) {
  const known = setup ?? derivedSetup(scenarioOf(scenario), run, events);
  if (known === null)
    throw new FaultlineError('bad-record', 'This run cannot be put into a link: its flow cannot be read.');
  return known;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Previews of what each task left at its end, each with the place of its hash among all that the log names. */
function previewsOf(record: RunRecord): readonly (readonly [number, ArtifactPreview])[] {
  const hashes = hashesIn(record.events);
  const tasks = new Map(record.tasks.map((task) => [task.id, task]));
  const found = new Map<number, ArtifactPreview>();
  for (const { id, attempts } of transcriptsOf(setupIn(record), record.events)) {
    for (const { name, hash } of attempts.at(-1)?.artifacts ?? []) {
      const preview = tasks.get(id)?.artifacts[name];
      if (preview !== undefined) found.set(hashes.indexOf(hash), preview);
    }
  }
  return [...found];
}

const hashesIn = (events: RunRecord['events']): readonly ContentHash[] => [
  ...new Set(events.flatMap((event) => ('artifacts' in event ? (event.artifacts ?? []) : [])).map(({ hash }) => hash)),
];

/** What does not fold, or has another digest than it says, was put together by somebody else. */
function checkedRecord(scenario: Scenario, recorded: v.InferOutput<typeof run>): RunRecord {
  try {
    const record = recordIn(scenario, recorded);
    recordedRunOf(record);
    return record;
  } catch (error) {
    if (error instanceof FaultlineError && error.code !== 'bad-record') throw error;
    if (!(error instanceof FaultlineError || error instanceof AssertionError || error instanceof TypeError))
      throw error;
    throw broken('the run that it holds does not fit together');
  }
}

function recordIn(scenario: Scenario, packedRun: v.InferOutput<typeof run>): RunRecord {
  const { log, previews, preamble, setup: differing, engine, reason, ...said } = packedRun;
  const events = asEvents(shapedAs(eventsSchema, eventsOf(log)));
  const setup = asSetup(shapedAs(setupSchema, { ...derivedSetup(scenario, said, events), ...differing }));
  const hashes = hashesIn(events);
  const record = recordOf({
    scenario: { ...scenario, engine },
    setup,
    events,
    command: scenario.command,
    ...said,
    irreproducible: reason ?? null,
    output: [...preamble, ...printedLines(setup, events)],
    previews: new Map(previews.map(([place, preview]) => [hashes[place] ?? asContentHash(''), preview])),
    cardHtml: new Map(),
  });
  return { ...record, run: { ...record.run, id: said.id, originRunId: said.originRunId }, setup };
}

const isWellFormed = (source: string): boolean =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(source)) === source;
