/** Compares a run record with what Metaflow did, as README.md says what each field holds. Pure. */
import type { Json } from '../../src/model/json';
import type { RunOutcome, RunRecord, TaskRecord } from '../../src/model/record';

export interface GoldenAttempt {
  readonly attempt: number;
  readonly ok: boolean;
  readonly exception?: string | null;
  readonly message?: string | null;
  readonly caught?: { readonly exception: string; readonly message: string };
}

export interface GoldenTask {
  readonly step: string;
  readonly foreach: TaskRecord['foreach'];
  readonly origin: TaskRecord['origin'];
  readonly attempts: readonly GoldenAttempt[];
  readonly artifacts: Readonly<Record<string, Json>>;
  readonly stdout: readonly string[];
}

/** One command's entry in a golden.json. */
export interface GoldenCommand {
  readonly outcome: RunOutcome;
  readonly headline?: string;
  readonly message?: string;
  readonly tasks: readonly GoldenTask[];
}

/** A text that Python 3.14 words differently from the 3.11 of the recording. */
export interface Rewording {
  readonly recorded: string;
  readonly now: string;
  readonly reason: string;
}

/** A value of a golden as TypeScript spells it: `null` for Python's `None` in a text. Absent: it has no such value. */
export interface Spelling {
  readonly python: Json;
  readonly typescript?: Json;
}

/** A golden with values in TypeScript's spelling. Names of files in texts change by themselves. */
export function respelt(value: Json, spellings: readonly Spelling[]): Json | undefined {
  const text = JSON.stringify(value);
  const found = spellings.find(({ python }) => JSON.stringify(python) === text);
  if (found) return found.typescript;
  if (typeof value === 'string') return value.replace(/\b(flow\w*)\.py\b/g, '$1.ts');
  if (isList(value)) return value.map((item) => respelt(item, spellings) ?? null);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [key, respelt(item, spellings)] as const);
  return Object.fromEntries(entries.flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const])));
}

/** Where two values differ: `tasks[1].attempts[0].message`, with both sides as JSON. */
export interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** All that is different between what Metaflow did and what was recorded here; empty when nothing is. */
export function compare(
  golden: GoldenCommand,
  record: RunRecord,
  rewordings: readonly Rewording[] = [],
): readonly Difference[] {
  const expected = reworded(golden as unknown as Json, rewordings);
  return differences(expected, comparable(record) as unknown as Json, '');
}

/** The words of a command with `$RUN0`, `$RUN1`, … replaced by the ids of the runs made so far. */
export const withRunIds = (args: readonly string[], runIds: readonly string[]): string[] =>
  args.map((word) => word.replace(/\$RUN(\d+)/g, (whole, n: string) => runIds[Number(n)] ?? whole));

/** A record as a golden holds it: without ids, times, stderr and what else differs from run to run. */
export function comparable({ run, tasks }: RunRecord): GoldenCommand {
  const { outcome, headline, message } = run;
  const said = {
    ...(headline === null ? {} : { headline }),
    ...(message === null ? {} : { message: withoutTaskIds(message) }),
  };
  return { outcome, ...(outcome === 'succeeded' ? {} : said), tasks: tasks.map(comparableTask) };
}

const comparableTask = ({ step, foreach, origin, attempts, artifacts, stdout }: TaskRecord): GoldenTask => ({
  step,
  foreach,
  origin,
  attempts: attempts.map(comparableAttempt),
  artifacts,
  stdout,
});

function comparableAttempt({ attempt, ok, exception, message, caught }: TaskRecord['attempts'][number]): GoldenAttempt {
  if (ok) return { attempt, ok, ...(caught === undefined ? {} : { caught }) };
  return {
    attempt,
    ok,
    exception: exception ?? null,
    message: message === undefined ? null : withoutAddresses(message),
  };
}

/** Where an object lay in memory differs from one interpreter to another. */
const withoutAddresses = (message: string | null): string | null =>
  message?.replace(/ at 0x[0-9a-f]+/g, ' at 0x') ?? null;

/** Task ids read `N`; steps that Metaflow takes from a set are sorted. */
const withoutTaskIds = (message: string): string =>
  message
    .replace(/\(task-id \d+\)/g, '(task-id N)')
    .replace(/(an incorrect number of steps )\(([^)]*)\)/, (_whole, words: string, steps: string) => {
      return `${words}(${steps.split(', ').sort().join(', ')})`;
    });

function reworded(value: Json, rewordings: readonly Rewording[]): Json {
  if (typeof value === 'string') return rewordings.find(({ recorded }) => recorded === value)?.now ?? value;
  if (isList(value)) return value.map((item) => reworded(item, rewordings));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reworded(item, rewordings)]));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function differences(expected: Json | undefined, actual: Json | undefined, path: string): Difference[] {
  if (Object.is(expected, actual)) return [];
  const keys = isKeyed(expected) && isKeyed(actual) && isList(expected) === isList(actual);
  if (!keys) return [{ path: path === '' ? 'all' : path, expected: shown(expected), actual: shown(actual) }];
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) =>
    differences(at(expected, name), at(actual, name), join(path, name, isList(expected))),
  );
}

type Keyed = readonly Json[] | Readonly<Record<string, Json>>;

const isKeyed = (value: Json | undefined): value is Keyed => typeof value === 'object' && value !== null;

const at = (value: Keyed, name: string): Json | undefined => (value as Readonly<Record<string, Json>>)[name];

const join = (path: string, name: string, isIndex: boolean): string =>
  isIndex ? `${path}[${name}]` : `${path}${path === '' ? '' : '.'}${name}`;

const shown = (value: Json | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));
