import { messageOf } from './errors';
import { AttributeError, InvalidNextException, RuntimeError } from './exceptions';
import { inspect } from '../run/inspect';
import { lineHere } from '../run/traces';
import { stateOf, type FlowState } from './state';
import { stepInfoOf } from './steps';

const FOREACH_VALUE_CHARACTERS = 30;
const WAYS = ['foreach', 'condition', 'numParallel'];
/** Where Metaflow keeps how many nodes a parallel step has. */
const PARALLEL = '_parallel_ubf_iter';

type Values = Readonly<Record<string, unknown>>;

/**
 * Records where the flow goes after this step. It does not end the step. The objections and their order are
 * Metaflow's. Source: Metaflow, flowspec.py, FlowSpec.next.
 */
export function goNext(flow: object, values: readonly unknown[]): void {
  const state = stateOf(flow);
  const { targets, way } = readWay(values);
  const [unknown] = Object.keys(way).filter((key) => !WAYS.includes(key));
  if (unknown !== undefined)
    refuse(`Step *${state.step}* passes an unknown keyword argument '${unknown}' to this.next().`);
  if (state.transition !== null) {
    refuse(`Multiple this.next() calls detected in step *${state.step}*. Call this.next() only once.`);
  }
  const { foreach, condition, numParallel } = way;
  if (condition !== undefined) {
    state.transition = { targets: [switchTarget(flow, state, targets, way)], foreach: null };
    return;
  }
  if (targets.length === 1 && isPlain(targets[0]))
    refuseNext(state, "Dictionary argument requires 'condition' parameter.");
  const names = targets.map((target, place) => nameOfTarget(flow, state, target, place + 1));
  if (typeof numParallel === 'number' && numParallel >= 1) {
    if (targets.length > 1) refuse('Only one destination allowed when numParallel used in this.next()');
    const nodes = Array.from({ length: numParallel }, (_, node) => node);
    state.transition = {
      targets: names,
      foreach: { variable: PARALLEL, values: nodes.map(String), numSplits: numParallel },
    };
    (flow as Record<string, unknown>)[PARALLEL] = nodes;
    return;
  }
  if (foreach === undefined && targets.length === 0) {
    refuseNext(state, 'Specify at least one step function as an argument in this.next().');
  }
  state.transition = {
    targets: names,
    foreach: foreach === undefined ? null : foreachOver(flow, state, foreach, targets),
  };
}

/** Options stand last; what they are told by is that they are no methods. */
function readWay(values: readonly unknown[]): { targets: readonly unknown[]; way: Values } {
  const last = values.at(-1);
  if (!isPlain(last) || (values.length === 1 && !WAYS.some((key) => key in last))) return { targets: values, way: {} };
  return { targets: values.slice(0, -1), way: last };
}

const isPlain = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuse(message: string): never {
  throw new InvalidNextException(message, lineHere() || null);
}

function refuseNext({ step }: FlowState, reason: string): never {
  refuse(`Step *${step}* has an invalid this.next() transition. ${reason}`);
}

function nameOfTarget(flow: object, { step }: FlowState, target: unknown, number: number): string {
  if (typeof target !== 'function') {
    refuse(
      `In step *${step}* the ${String(number)}. argument in this.next() is not a function. ` +
        'Make sure all arguments in this.next() are methods of the Flow class.',
    );
  }
  const name = stepInfoOf(target)?.name ?? target.name;
  if (!(name in flow)) refuse(`Step *${step}* specifies a this.next() transition to an unknown step, *${name}*.`);
  return name;
}

function switchTarget(flow: object, state: FlowState, targets: readonly unknown[], way: Values): string {
  const [cases] = targets;
  const { condition, foreach, numParallel } = way;
  if (targets.length !== 1 || !isPlain(cases) || Object.keys(cases).length === 0) {
    refuseNext(
      state,
      "When using 'condition', the transition must be to a single, non-empty dictionary mapping condition values to " +
        'step methods.',
    );
  }
  if (typeof condition !== 'string') refuseNext(state, "The argument to 'condition' must be a string.");
  if (foreach !== undefined || numParallel !== undefined) {
    refuseNext(state, 'Switch statements cannot be combined with foreach or num_parallel.');
  }
  if (!(condition in flow)) {
    refuse(
      `Condition variable *this.${condition}* in step *${state.step}* does not exist. ` +
        `Make sure you set this.${condition} in this step.`,
    );
  }
  const value = (flow as Record<string, unknown>)[condition];
  const key = typeof value === 'string' ? value : inspect(value);
  if (!Object.hasOwn(cases, key)) {
    throw new RuntimeError(
      `Switch condition variable '${condition}' has value '${key}' which is not in the available cases: ` +
        inspect(Object.keys(cases)),
    );
  }
  const target = cases[key];
  if (typeof target !== 'function') {
    refuse(
      `Step *${state.step}* specifies a switch transition that is not a function. ` +
        'Make sure the value in the dictionary is a method of the Flow class.',
    );
  }
  return nameOfTarget(flow, state, target, 1);
}

function foreachOver(flow: object, state: FlowState, foreach: unknown, targets: readonly unknown[]) {
  const { step } = state;
  if (typeof foreach !== 'string') refuseNext(state, "The argument to 'foreach' must be a string.");
  if (targets.length !== 1) refuseNext(state, "Specify exactly one target for 'foreach'.");
  const items = itemsOf(flow, foreach, step);
  let values: string[];
  try {
    values = Array.from(items as Iterable<unknown>, foreachValue);
    if (!isIterable(items)) throw new TypeError(`${inspect(items, { depth: 1 })} is not iterable`);
  } catch (error) {
    refuse(
      `Foreach variable *this.${foreach}* in step *${step}* is not iterable. Please check details: ${messageOf(error)}`,
    );
  }
  if (values.length === 0) {
    refuse(`Foreach iterator over *${foreach}* in step *${step}* produced zero splits. Check your variable.`);
  }
  return { variable: foreach, values, numSplits: values.length };
}

function itemsOf(flow: object, variable: string, step: string): unknown {
  try {
    if (variable in flow) return (flow as Record<string, unknown>)[variable];
  } catch (error) {
    if (!(error instanceof AttributeError)) throw error;
  }
  refuse(`Foreach variable *this.${variable}* in step *${step}* does not exist. Check your variable.`);
}

const isIterable = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  typeof (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function';

/** The short text that Metaflow keeps of an item. */
function foreachValue(item: unknown): string {
  const text = typeof item === 'object' || typeof item === 'function' ? inspect(item, { depth: 3 }) : String(item);
  return text.slice(0, FOREACH_VALUE_CHARACTERS);
}
