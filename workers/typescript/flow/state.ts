import type { ForeachFrame, TakenTransition } from '../../../src/model/events';
import type { Json } from '../../../src/model/json';
import { AttributeError } from './exceptions';
import type { Artifacts } from './artifacts';

/** What a running task keeps of its flow, apart from the flow's own properties. */
export interface FlowState {
  readonly flowName: string;
  readonly scriptName: string;
  readonly step: string;
  readonly isJoin: boolean;
  readonly frames: readonly ForeachFrame[];
  readonly artifacts: Artifacts;
  /** Items of the foreachs around the task, once read. */
  readonly cachedInputs: Map<number, unknown>;
  transition: TakenTransition | null;
  readonly setMetadata: (key: string, value: Json) => void;
}

const states = new WeakMap<object, FlowState>();

export const attachState = (flow: object, state: FlowState): void => void states.set(flow, state);

/** Undefined while the flow's class makes its instance. */
export const findState = (flow: object): FlowState | undefined => states.get(flow);

/** Of a flow that runs. */
export function stateOf(flow: object): FlowState {
  const state = states.get(flow);
  if (!state) throw new AttributeError('A flow can be asked for this only while it runs.');
  return state;
}
