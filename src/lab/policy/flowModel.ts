import { microseconds } from '../../model/time';
import type { TakenTransition } from '../../model/events';
import type { FlowGraph, GraphStep } from '../../model/graph';
import { ALL_STEPS, type AttemptSample, type FlowModel, type SampledCall } from '../../protocol/policy';

/** What somebody says an attempt of a step does. */
export interface HandModel {
  /** Virtual seconds of user code. */
  readonly seconds: number;
  /** Of attempts, 0..1: by itself, whatever is aimed at it. */
  readonly failed: number;
  /** Calls of a service, at its start. */
  readonly calls: number;
  /** Tasks that it fans out into. */
  readonly width: number;
}

export const HAND_DEFAULT: HandModel = { seconds: 0, failed: 0, calls: 0, width: 10 };

/** Of samples made up by hand: a share of failures is as fine as a hundredth. */
const SHARES = 100;

/** What is known of the steps: measured, or set by hand, which wins. */
export interface Known {
  readonly measured: ReadonlyMap<string, readonly AttemptSample[]>;
  readonly byHand: ReadonlyMap<string, HandModel>;
}

/** A model of the whole flow, and the steps of which nothing is known. */
export interface ModelOfFlow {
  readonly model: FlowModel;
  readonly missing: readonly string[];
}

/**
 * What attempts of a flow's steps do. In the step whose failure rate is swept, the rate stands in the place of the
 * failures that attempts had by themselves: what they did then is taken for success.
 */
export function flowModel(graph: FlowGraph, swept: string, { measured, byHand }: Known): ModelOfFlow {
  const model: Record<string, readonly AttemptSample[]> = {};
  const missing: string[] = [];
  for (const step of graph.steps) {
    const hand = byHand.get(step.name);
    const known = hand === undefined ? (measured.get(step.name) ?? []) : samplesByHand(step, hand);
    const usable = swept === ALL_STEPS || step.name === swept ? withoutFailures(step, known) : known;
    if (usable.length === 0 || !usable.some((sample) => canGoOn(step, sample))) missing.push(step.name);
    else model[step.name] = usable;
  }
  return { model, missing };
}

/** Where an attempt goes on is known by itself only to steps that neither fan out nor choose. */
const canGoOn = ({ type }: GraphStep, { transition }: AttemptSample): boolean =>
  transition !== null || (type !== 'foreach' && type !== 'split-switch');

function withoutFailures(step: GraphStep, samples: readonly AttemptSample[]): readonly AttemptSample[] {
  const succeeded = samples.filter(({ failure }) => failure === null);
  if (succeeded.length > 0) return succeeded;
  return samples.map((sample) => ({ ...sample, failure: null })).filter((sample) => canGoOn(step, sample));
}

function samplesByHand(step: GraphStep, { seconds, failed, calls, width }: HandModel): readonly AttemptSample[] {
  const sample = { codeUs: microseconds(seconds), calls: Array.from({ length: calls }, callByHand) };
  const fine: AttemptSample[] = transitionsOf(step, width).map((transition) => ({
    ...sample,
    failure: null,
    transition,
  }));
  const failures = Math.round(failed * SHARES);
  if (failures === 0) return fine;
  const failure = { exception: 'RuntimeError', message: 'It failed by itself, as set in the lab.' };
  return Array.from({ length: SHARES }, (_, i): AttemptSample => {
    const ofChoice = fine[i % fine.length];
    return i < failures || ofChoice === undefined ? { ...sample, failure, transition: null } : ofChoice;
  });
}

const callByHand = (): SampledCall => ({
  service: 'service',
  request: 'GET https://service.example.com/',
  answer: 200,
  tookUs: 0,
  afterUs: 0,
});

/** Every branch of a switch is as likely as the others. */
function transitionsOf({ type, next, foreachVariable }: GraphStep, width: number): readonly (TakenTransition | null)[] {
  if (type === 'split-switch') return next.map((target) => ({ targets: [target], foreach: null }));
  if (next.length === 0) return [null];
  if (type !== 'foreach') return [{ targets: next, foreach: null }];
  const values = Array.from({ length: width }, (_, i) => String(i));
  return [{ targets: next, foreach: { variable: foreachVariable ?? 'items', values, numSplits: width } }];
}
