import type { InputChange } from '../../../src/model/strikes';
import { inspect } from './inspect';

/** Instead of a value: it does not arrive. */
export const MISSING = Symbol('missing');
/** Instead of a value: the change does nothing to one of this kind. */
export const UNCHANGED = Symbol('unchanged');

type Change = InputChange['change'];
type Row = Record<string, unknown>;

/** `value` as it arrives. Lists and objects are changed in place: hand over your own. */
export function altered(value: unknown, change: Change, key?: string): unknown {
  if (key === undefined || (change === 'duplicate-rows' && Array.isArray(value))) return changed(value, change);
  let count = 0;
  for (const row of rowsWith(value, key)) {
    const after = changed(row[key], change);
    if (after === UNCHANGED) continue;
    if (after === MISSING) Reflect.deleteProperty(row, key);
    else row[key] = after;
    count += 1;
  }
  return count === 0 ? UNCHANGED : value;
}

/** An object with the key, or those of a table's rows that have it. */
function rowsWith(value: unknown, key: string): Row[] {
  const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && key in row;
  if (Array.isArray(value)) return value.filter(isRow);
  if (isRow(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).filter(isRow) : [];
}

function changed(value: unknown, change: Change): unknown {
  switch (change) {
    case 'null':
      return value === null ? UNCHANGED : null;
    case 'missing':
      return MISSING;
    case 'wrong-type':
      return ofWrongType(value);
    case 'duplicate-rows':
      return doubled(value);
    case 'truncated':
      return cut(value);
  }
}

function ofWrongType(value: unknown): unknown {
  if (typeof value === 'string')
    return value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : value.length;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return inspect(value);
  return value instanceof Map ? [...value.values()] : Object.values(value);
}

function doubled(value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0) return [...(value as unknown[]), ...(value as unknown[])];
  if (typeof value === 'string' && value.split('\n').length > 2) {
    const [first = '', ...rest] = value.split('\n'); // A table as text: its first line names the columns.
    const rows = rest.join('\n');
    return [first, rows.replace(/\n$/, ''), rows].join('\n');
  }
  if (typeof value === 'object' && value !== null && Object.values(value).some(Array.isArray)) {
    const columns = Object.entries(value).map(([name, column]) => [
      name,
      Array.isArray(column) ? [...(column as unknown[]), ...(column as unknown[])] : (column as unknown),
    ]);
    return Object.fromEntries(columns) as unknown;
  }
  return UNCHANGED;
}

function cut(value: unknown): unknown {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) {
    return value.length > 0 ? value.slice(0, Math.floor(value.length / 2)) : UNCHANGED;
  }
  if (typeof value !== 'object' || value === null) return UNCHANGED;
  const entries = value instanceof Map ? [...(value as Map<unknown, unknown>)] : Object.entries(value);
  if (entries.length === 0) return UNCHANGED;
  const half = entries.slice(0, Math.floor(entries.length / 2));
  return value instanceof Map ? new Map(half) : (Object.fromEntries(half) as unknown);
}
