import { MISSING, UNCHANGED } from '../run/altering';
import { AttributeError } from './exceptions';
import type { Artifacts } from './artifacts';
import { ParameterSpec } from './parameterSpec';

/** What a class gives its instances: parameters and constants, by property. */
export interface Members {
  readonly parameters: ReadonlyMap<string, ParameterSpec>;
  readonly constants: ReadonlyMap<string, unknown>;
}

/**
 * Takes the class's own values off a new instance. A property with a value is a parameter or a constant; one without is
 * only a declaration; private ones and functions stay.
 */
export function takeMembers(flow: object): Members {
  const parameters = new Map<string, ParameterSpec>();
  const constants = new Map<string, unknown>();
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(flow)) as [
    string,
    { value?: unknown },
  ][]) {
    if (value instanceof ParameterSpec) parameters.set(name, value);
    else if (typeof value === 'function' || (name.startsWith('_') && value !== undefined)) continue;
    else if (value !== undefined) constants.set(name, value);
    Reflect.deleteProperty(flow, name);
  }
  return { parameters: sorted(parameters), constants: sorted(constants) };
}

const sorted = <T>(map: Map<string, T>): Map<string, T> => new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Parameters and constants are read-only. Of a constant every task has a copy of its own, from the code. */
export function freezeMembers(flow: object, { parameters, constants }: Members, saved: Artifacts): void {
  for (const [name, parameter] of parameters) {
    defineReadOnly(
      flow,
      name,
      once(() => parameter.loaded(saved.ref(name) ? saved.read(name) : null)),
    );
  }
  for (const [name, value] of constants) defineReadOnly(flow, name, () => value);
}

/** Alters a parameter or constant, which stays read-only, for this flow. False where it is none, or is left as it is. */
export function alterMember(flow: object, name: string, alter: (value: unknown) => unknown): boolean {
  const property = Reflect.getOwnPropertyDescriptor(flow, name);
  if (!property?.get || property.enumerable === true) return false;
  const value = alter(structuredClone(property.get()));
  if (value === UNCHANGED) return false;
  if (value === MISSING) Reflect.deleteProperty(flow, name);
  else defineReadOnly(flow, name, () => value);
  return true;
}

function once<T>(read: () => T): () => T {
  let kept: { readonly value: T } | null = null;
  return () => (kept ??= { value: read() }).value;
}

function defineReadOnly(flow: object, name: string, get: () => unknown): void {
  const set = (): never => {
    throw new AttributeError('Flow level attributes and Parameters are not modifiable');
  };
  Object.defineProperty(flow, name, { get, set, enumerable: false, configurable: true });
}

const inherited = new WeakMap<object, Map<string, { readonly value: unknown }>>();

/** Puts an inherited artifact on a flow: read when first touched, replaced when set. */
export function inheritArtifact(flow: object, artifacts: Artifacts, name: string): void {
  if (Object.hasOwn(flow, name)) return;
  const loaded = inherited.get(flow) ?? new Map<string, { readonly value: unknown }>();
  inherited.set(flow, loaded);
  Object.defineProperty(flow, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      const known = loaded.get(name) ?? { value: artifacts.read(name) };
      loaded.set(name, known);
      return known.value;
    },
    set: (value: unknown) => {
      loaded.delete(name);
      Object.defineProperty(flow, name, { value, configurable: true, enumerable: true, writable: true });
    },
  });
}

/**
 * What a task leaves beside what it inherited untouched: its own properties, and inherited objects that were read, since
 * they may have been changed in place. No functions; names that begin with two underscores are nobody's.
 */
export function artifactValues(flow: object, artifacts: Artifacts): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(flow))) {
    if (name.startsWith('__') || !property.enumerable) continue;
    if ('value' in property) {
      if (typeof property.value !== 'function') values.set(name, property.value);
      continue;
    }
    const read = inherited.get(flow)?.get(name);
    if (read && typeof read.value === 'object' && read.value !== null && artifacts.ref(name))
      values.set(name, read.value);
  }
  return values;
}
