import type { RunEvent } from '../model/events';
import type { Json } from '../model/json';
import { fromBase64Url, toBase64Url } from './bytes';

/*
 * A log in columns: what stands under one another is alike and packs well. Values that come again (places, the
 * references to artifacts, frames) stand in a table once.
 */

/** What an event has besides its place; a column has a value for each event that has the field. */
type Fields = Readonly<Record<string, Json>>;

interface Columns {
  /** The fields that events of one kind have: `type`, then their names. */
  readonly shapes: readonly (readonly string[])[];
  readonly shape: readonly number[];
  /** Virtual µs since the event before. */
  readonly at: readonly number[];
  /** Per event, the number of its task place. */
  readonly place: readonly number[];
  readonly places: readonly Json[];
  readonly n: readonly number[];
  readonly fields: Readonly<Record<string, readonly Json[]>>;
  /** Values that come again, as JSON. */
  readonly values: readonly Json[];
  /** Hashes of contents, one after the other, in base64url. */
  readonly hashes: string;
}

/** Fields whose values come again and again, whole. */
const REPEATED: ReadonlySet<string> = new Set(['frames', 'transition', 'key', 'service', 'request', 'fault']);
const ARTIFACTS: ReadonlySet<string> = new Set(['artifacts', 'parameters']);
const HASH_BYTES = 32;

/** A list of distinct values, each known by its place. */
class Table {
  readonly #places = new Map<string, number>();
  readonly values: Json[] = [];

  placeOf(value: Json): number {
    const text = JSON.stringify(value);
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** The columns of a log whose `seq` count from 0 without gaps. */
export function columnsOf(events: readonly RunEvent[]): Columns {
  const [shapes, places, values, hashes] = [new Table(), new Table(), new Table(), new Table()];
  const fields: Record<string, Json[]> = {};
  const rows = events.map((event, i) => {
    const { seq: _, at, step, foreach, round, attempt, n, type, ...own } = event;
    for (const [name, value] of Object.entries(own as Fields)) {
      (fields[`${type}.${name}`] ??= []).push(told(name, value, values, hashes));
    }
    return {
      shape: shapes.placeOf([type, ...Object.keys(own)]),
      at: at - (events[i - 1]?.at ?? 0),
      place: places.placeOf([step, foreach, round, attempt]),
      n,
    };
  });
  return {
    shapes: shapes.values as string[][],
    shape: rows.map(({ shape }) => shape),
    at: rows.map(({ at }) => at),
    place: rows.map(({ place }) => place),
    places: places.values,
    n: rows.map(({ n }) => n),
    fields,
    values: values.values,
    hashes: toBase64Url(Uint8Array.from(hashes.values.flatMap((hash) => bytesOfHex(String(hash))))),
  };
}

function told(name: string, value: Json, values: Table, hashes: Table): Json {
  if (REPEATED.has(name)) return values.placeOf(value);
  if (!ARTIFACTS.has(name) || !Array.isArray(value)) return value;
  return (value as { name: string; hash: string; sizeBytes: number; type: string }[]).map((ref) =>
    values.placeOf([ref.name, hashes.placeOf(ref.hash), ref.sizeBytes, ref.type]),
  );
}

/** The events again; what is damaged comes out as something that no validator lets through. Shapes are checked after. */
export function eventsOf(columns: Columns): readonly unknown[] {
  const next = new Map<string, number>();
  const hashes = fromBase64Url(columns.hashes) ?? new Uint8Array();
  let at = 0;
  return columns.shape.map((place, seq) => {
    const [type = '', ...names] = columns.shapes[place] ?? [];
    at += columns.at[seq] ?? NaN;
    const own = names.map((name) => {
      const column = `${type}.${name}`;
      const row = next.get(column) ?? 0;
      next.set(column, row + 1);
      return [name, retold(name, columns.fields[column]?.[row], columns.values, hashes)] as const;
    });
    const [step, foreach, round, attempt] = (columns.places[columns.place[seq] ?? -1] ?? []) as Json[];
    return { seq, at, step, foreach, round, attempt, n: columns.n[seq], type, ...Object.fromEntries(own) };
  });
}

function retold(name: string, value: Json | undefined, values: readonly Json[], hashes: Uint8Array): unknown {
  if (REPEATED.has(name)) return values[Number(value)];
  if (!ARTIFACTS.has(name) || !Array.isArray(value)) return value;
  return (value as readonly Json[]).map((place) => {
    const [refName, hash, sizeBytes, type] = (values[Number(place)] ?? []) as Json[];
    return { name: refName, hash: hashAt(hashes, Number(hash)), sizeBytes, type };
  });
}

const bytesOfHex = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

const hashAt = (hashes: Uint8Array, place: number): string =>
  [...hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
