import type { Json } from '../../../src/model/json';
import { inspect } from '../run/inspect';
import { isJson } from '../run/preview';
import { AttributeError, StepFailed } from './exceptions';
import { mergeArtifacts, type MergeOptions } from './merging';
import { goNext } from './next';
import { findState, stateOf, type FlowState } from './state';

/** Properties that JavaScript itself, or whoever prints a value, asks for in passing. */
const ASKED_IN_PASSING: ReadonlySet<PropertyKey> = new Set([
  'then',
  'toJSON',
  'constructor',
  'asymmetricMatch',
  '$$typeof',
]);

/**
 * What a flow lacks is an error to read, as in Metaflow: a typing error or an artifact that a join did not take over
 * shows where it is. JavaScript asks here only for what the flow and its class do not have.
 */
const lacking = new Proxy(Object.prototype, {
  get(target, key, flow: object): unknown {
    const state = typeof key === 'symbol' || key in target || ASKED_IN_PASSING.has(key) ? undefined : findState(flow);
    if (!state) return Reflect.get(target, key, flow);
    throw new AttributeError(`Flow ${state.flowName} has no attribute '${String(key)}'`);
  },
});

/** The base class of every flow: transitions, foreach state, artifacts that are read when first touched. */
export class FlowSpec {
  get name(): string {
    return findState(this)?.flowName ?? this.constructor.name;
  }

  get scriptName(): string {
    return stateOf(this).scriptName;
  }

  get index(): number | null {
    return stateOf(this).frames.at(-1)?.index ?? null;
  }

  set index(_value: unknown) {
    refuseSetting(this, 'index');
  }

  get input(): unknown {
    const state = stateOf(this);
    return findInput(this, state, state.frames.length - 1);
  }

  set input(_value: unknown) {
    refuseSetting(this, 'input');
  }

  foreachStack(): [index: number, numSplits: number, value: unknown][] {
    const state = stateOf(this);
    return state.frames.map(({ index, numSplits }, level) => [index, numSplits, findInput(this, state, level)]);
  }

  next(...values: unknown[]): void {
    goNext(this, values);
  }

  mergeArtifacts(inputs: Iterable<object>, options: MergeOptions = {}): void {
    mergeArtifacts(this, inputs, options);
  }

  fail(reason: string, { retry = true }: { readonly retry?: boolean } = {}): never {
    throw new StepFailed(String(reason), retry);
  }

  setMetadata(key: string, value: unknown): void {
    const plain: Json = isJson(value) ? value : inspect(value);
    stateOf(this).setMetadata(String(key), plain);
  }

  toString(): string {
    const state = findState(this);
    if (!state) return `<flow ${this.name}>`;
    const head = `<flow ${state.flowName} step ${state.step}`;
    if (state.frames.length === 0) return `${head}>`;
    const place = `${head}[${state.frames.map(({ index }) => String(index)).join(',')}]`;
    const { input } = this;
    if (input === null || input === undefined) return `${place}>`;
    const text = typeof input === 'object' ? inspect(input) : String(input);
    return `${place} (input: ${text.length > 20 ? `${text.slice(0, 20)}...` : text})>`;
  }
}

Object.setPrototypeOf(FlowSpec.prototype, lacking);

function refuseSetting(flow: FlowSpec, name: string): never {
  throw new AttributeError(`property '${name}' of '${flow.name}' object has no setter`);
}

function findInput(flow: object, state: FlowState, level: number): unknown {
  const frame = state.frames[level];
  if (!frame) return null;
  if (!state.cachedInputs.has(level)) state.cachedInputs.set(level, inputAt(flow, frame.variable, frame.index));
  return state.cachedInputs.get(level);
}

function inputAt(flow: object, variable: string, index: number): unknown {
  if (!(variable in flow)) return null; // A join further out: the list did not come along.
  const items = (flow as Record<string, unknown>)[variable];
  if (Array.isArray(items) || ArrayBuffer.isView(items)) return (items as ArrayLike<unknown>)[index];
  let place = 0;
  for (const item of items as Iterable<unknown>) if (place++ === index) return item;
  return undefined;
}

export type FlowClass = new () => FlowSpec;
