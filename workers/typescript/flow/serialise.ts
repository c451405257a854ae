import { parse, stringify } from 'devalue';
import { classNameOf, messageOf } from './errors';
import { DataException, MetaflowException, MetaflowExceptionWrapper, UnpicklableArtifactException } from './exceptions';
import type { Wrapped } from './exceptions';
import { isFlow } from './marks';

interface StoredError {
  readonly name: string;
  readonly message: string;
  readonly cause?: unknown;
}

const NATIVE_ERRORS = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError] as const;

/** What devalue leaves out and artifacts may hold: errors, without their stacks, which differ between engines. */
const REDUCERS = {
  MetaflowExceptionWrapper: (value: unknown) =>
    value instanceof MetaflowExceptionWrapper && {
      exception: value.exception,
      type: value.type,
      stacktrace: value.stacktrace,
    },
  Error: (value: unknown) => value instanceof Error && storedError(value),
};

const REVIVERS = {
  MetaflowExceptionWrapper: (value: Wrapped) => new MetaflowExceptionWrapper(value),
  Error: revivedError,
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The bytes of an artifact. @throws {MetaflowException} as Metaflow does for what does not pickle. */
export function dump(name: string, value: unknown): Uint8Array {
  refuseFlows(value);
  try {
    return encoder.encode(stringify(value, REDUCERS));
  } catch (error) {
    if (error instanceof MetaflowException) throw error;
    throw problemOf(name, value, error);
  }
}

export const restore = (bytes: Uint8Array): unknown => parse(decoder.decode(bytes), REVIVERS);

function storedError(error: Error): StoredError {
  const stored = { name: classNameOf(error), message: messageOf(error) };
  return error.cause === undefined ? stored : { ...stored, cause: error.cause };
}

function revivedError({ name, message, cause }: StoredError): Error {
  const Kind = NATIVE_ERRORS.find((kind) => kind.name === name) ?? Error;
  const error = new Kind(message, cause === undefined ? {} : { cause });
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  return error;
}

function refuseFlows(value: unknown): void {
  if (!isFlow(value)) return;
  throw new MetaflowException(
    "Flows can't be serialized. Maybe you tried to assign *this* or one of the *inputs* to an attribute? Instead of " +
      'serializing the whole flow, you should choose specific attributes, e.g. *input.someVar*, to be stored.',
  );
}

function problemOf(name: string, value: unknown, error: unknown): MetaflowException {
  const found = troubleIn(value, `this.${name}`, new Set());
  if (found?.kind === 'flow') {
    try {
      refuseFlows(found.value);
    } catch (refusal) {
      if (refusal instanceof MetaflowException) return refusal;
    }
  }
  if (found)
    return new UnpicklableArtifactException(
      `Cannot pickle dump artifact named "${name}": ${found.path} is ${found.what}.`,
    );
  return new DataException(
    `Serializer DevalueSerializer failed on artifact '${name}': ${classNameOf(error)}: ${messageOf(error)}`,
  );
}

interface Trouble {
  readonly kind: 'value' | 'flow';
  readonly value: unknown;
  readonly path: string;
  readonly what: string;
}

/** The first part of a value that cannot be stored, and the way to it. */
function troubleIn(value: unknown, path: string, seen: Set<unknown>): Trouble | null {
  const trouble = (what: string): Trouble => ({ kind: 'value', value, path, what });
  if (typeof value === 'function') return trouble(`a function (${value.name || 'without a name'})`);
  if (typeof value === 'symbol') return trouble('a symbol');
  if (typeof value !== 'object' || value === null || seen.has(value)) return null;
  seen.add(value);
  if (isFlow(value)) return { kind: 'flow', value, path, what: 'a flow' };
  if (isStorable(value)) return null;
  if (Array.isArray(value)) return inProperties(value, (key) => `${path}[${key}]`, seen);
  if (value instanceof Map) {
    for (const [key, item] of value) {
      const found = troubleIn(key, `${path}.keys()`, seen) ?? troubleIn(item, `${path}.get(${keyText(key)})`, seen);
      if (found) return found;
    }
    return null;
  }
  if (value instanceof Set) {
    for (const item of value) {
      const found = troubleIn(item, `${path}.values()`, seen);
      if (found) return found;
    }
    return null;
  }
  const what = unplain(value);
  if (what !== null) return trouble(what);
  return inProperties(
    value,
    (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`),
    seen,
  );
}

const isStorable = (value: object): boolean =>
  value instanceof Error ||
  value instanceof Date ||
  value instanceof RegExp ||
  value instanceof URL ||
  value instanceof URLSearchParams ||
  value instanceof ArrayBuffer ||
  ArrayBuffer.isView(value);

function inProperties(value: object, pathTo: (key: string) => string, seen: Set<unknown>): Trouble | null {
  for (const key of Object.keys(value)) {
    let item: unknown;
    try {
      item = (value as Record<string, unknown>)[key];
    } catch (error) {
      const what = `a getter that throws ${classNameOf(error)}: ${messageOf(error)}`;
      return { kind: 'value', value, path: pathTo(key), what };
    }
    const found = troubleIn(item, pathTo(key), seen);
    if (found) return found;
  }
  return null;
}

/** Why an object is no plain one; null when it is. */
function unplain(value: object): string | null {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag === 'Generator' || tag === 'AsyncGenerator') return 'a generator';
  if (tag === 'Promise') return 'a promise: await it first';
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) {
    if (Object.getOwnPropertySymbols(value).length > 0) return 'an object with symbols for keys';
    return Object.hasOwn(value, '__proto__') ? 'an object with a key called __proto__' : null;
  }
  const { name } = (prototype as { readonly constructor?: { readonly name?: string } }).constructor ?? {};
  return `an instance of the class ${name || tag}: store a plain object instead`;
}

const keyText = (key: unknown): string => (typeof key === 'string' ? JSON.stringify(key) : String(key));
