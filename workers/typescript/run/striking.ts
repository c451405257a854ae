import type { Bug, InputChange, Strikes } from '../../../src/model/strikes';
import { alterMember } from '../flow/members';
import { findState } from '../flow/state';
import type { EventLoop } from '../realm/eventLoop';
import { altered, MISSING, UNCHANGED } from './altering';
import { blame } from './blame';

/** What the failure plan needs of the attempt that it strikes. */
export interface Struck {
  readonly strikes: Strikes;
  readonly loop: EventLoop;
  readonly sayStruck: (fault: string) => void;
}

/** Before any decorator: the data has arrived so. `flows` are the task's own, then the branches that it joins. */
export function alterInputs(flows: readonly object[], isJoin: boolean, { strikes, sayStruck }: Struck): void {
  for (const change of strikes.inputs) if (hasAltered(flows, isJoin, change)) sayStruck(change.fault);
}

/** At the start of user code, its timeout running. */
export async function strikeCode({ strikes, loop, sayStruck }: Struck): Promise<void> {
  for (const { fault, us } of strikes.delays) {
    sayStruck(fault);
    try {
      await loop.wait(us);
    } catch (error) {
      blame(error, fault); // Without it the step might have been in time.
      throw error;
    }
  }
  if (strikes.bug === null) return;
  sayStruck(strikes.bug.fault);
  const error = bugOf(strikes.bug);
  blame(error, strikes.bug.fault);
  throw error;
}

/** Of a class that JavaScript has, else of a new one of that name. */
function bugOf({ type, message }: Bug): Error {
  const known = (globalThis as unknown as Record<string, unknown>)[type];
  if (typeof known === 'function' && known.prototype instanceof Error) return new (known as ErrorConstructor)(message);
  if (type === 'Error') return new Error(message);
  const Made = class extends Error {};
  Object.defineProperty(Made, 'name', { value: type.split('.').at(-1) ?? type });
  return new Made(message);
}

function hasAltered(flows: readonly object[], isJoin: boolean, change: InputChange): boolean {
  const [flow] = flows;
  if (!flow) return false;
  try {
    if (change.name === 'input') return hasAlteredItem(flow, change);
    const arrived = isJoin ? flows.slice(1) : [flow];
    return alterMember(flow, change.name, (value) => changeOf(value, change))
      ? true
      : arrived.map((one) => hasAlteredArtifact(one, change)).includes(true);
  } catch {
    return false; // A value that cannot be read or stored is left as it is: the step will see.
  }
}

/** What the foreach hands to this task. */
function hasAlteredItem(flow: object, change: InputChange): boolean {
  const state = findState(flow);
  const { input } = flow as { readonly input?: unknown };
  if (!state || input === null || input === undefined) return false;
  const value = changeOf(structuredClone(input), change);
  if (value === UNCHANGED) return false;
  state.cachedInputs.set(state.frames.length - 1, value === MISSING ? null : value);
  return true;
}

function hasAlteredArtifact(flow: object, change: InputChange): boolean {
  const artifacts = findState(flow)?.artifacts;
  if (!artifacts?.ref(change.name)) return false;
  const value = changeOf(artifacts.read(change.name), change);
  if (value === UNCHANGED) return false;
  if (value === MISSING) {
    artifacts.drop(change.name);
    Reflect.deleteProperty(flow, change.name);
  } else (flow as Record<string, unknown>)[change.name] = value;
  return true;
}

const changeOf = (value: unknown, { change, key }: InputChange): unknown => altered(value, change, key);
