import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ArtifactPreview, CaughtException } from '../../../src/model/artifact';
import type { Json } from '../../../src/model/json';
import { MetaflowExceptionWrapper } from '../flow/exceptions';
import { inspect } from './inspect';
import { typeNameOf } from './typeName';

const LONG = 4000;
const MESSAGE_CHARACTERS = 100_000;

/**
 * What people and programs see of a value without loading it. The value itself where JSON holds it exactly, else
 * `{type, repr}`; long ones by length and hash. tests/conformance/README.md has the rules.
 */
export function preview(value: unknown): ArtifactPreview {
  if (value instanceof MetaflowExceptionWrapper) return { type: 'MetaflowExceptionWrapper', ...caught(value) };
  if (isJson(value)) {
    const text = JSON.stringify(value);
    if (text.length <= LONG) return value;
    return { type: typeNameOf(value), len: text.length, sha256_of_json: sha256Of(text) };
  }
  const shown = inspect(value);
  if (shown.length <= LONG) return { type: typeNameOf(value), repr: shown };
  return { type: typeNameOf(value), len: shown.length, sha256_of_repr: sha256Of(shown) };
}

export const caught = ({ type, exception }: MetaflowExceptionWrapper): CaughtException => ({
  exception: type,
  message: exception.slice(0, MESSAGE_CHARACTERS),
});

const sha256Of = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** Whether JSON holds the value exactly. */
export function isJson(value: unknown): value is Json {
  try {
    return holds(value, new Set());
  } catch {
    return false; // Too deep, or a getter that throws.
  }
}

function holds(value: unknown, above: Set<object>): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) && isExact(value);
  if (typeof value !== 'object' || above.has(value)) return false;
  above.add(value);
  const isHeld = Array.isArray(value) ? isList(value, above) : isRecord(value, above);
  above.delete(value);
  return isHeld;
}

/** Whole numbers beyond this may be other numbers in other languages. */
const isExact = (value: number): boolean => !Number.isInteger(value) || Math.abs(value) <= 2 ** 53;

function isList(values: readonly unknown[], above: Set<object>): boolean {
  if (Object.keys(values).length !== values.length) return false; // Holes, or properties of its own.
  return values.every((item) => holds(item, above));
}

function isRecord(value: object, above: Set<object>): boolean {
  if (Object.getPrototypeOf(value) !== Object.prototype || Object.getOwnPropertySymbols(value).length > 0) return false;
  return Object.values(Object.getOwnPropertyDescriptors(value)).every(
    (property) => property.enumerable === true && 'value' in property && holds(property.value, above),
  );
}
