import { secondsOf } from '../../model/time';
import type { EventPlace, RunEvent } from '../../model/events';
import { taskKeyOf } from '../../model/ids';
import type { RunSetup } from '../../model/setup';
import { later, microseconds } from '../../model/time';
import type { AttemptSample, SampledCall } from '../../protocol/policy';

/** What a log tells of a step's attempts. */
export interface Measured {
  readonly step: string;
  readonly samples: readonly AttemptSample[];
  /** Attempts that tell nothing of the step itself: a failure was aimed at them, or they were ended from outside. */
  readonly leftOut: number;
}

interface Open {
  readonly codeStartsUs: number;
  readonly calls: SampledCall[];
  isStruck: boolean;
}

/**
 * What the attempts of a run did by themselves, step by step. Left out are those that something struck or cut short: a
 * fault of the plan, a death, a timeout; the lab deals these out anew. An exception that `@catch` handled is a failure
 * of the attempt.
 */
export function measuredIn(setup: RunSetup, events: readonly RunEvent[]): readonly Measured[] {
  const found = new Map<string, { readonly samples: AttemptSample[]; leftOut: number }>();
  const open = new Map<string, Open>();
  for (const event of events) {
    const { step } = event;
    if (step === null) continue;
    const key = attemptOf(event, step);
    if (event.type === 'attempt-started' && !event.fallback) {
      const codeStartsUs = later(event.at, microseconds(setup.platform.startup));
      open.set(key, { codeStartsUs, calls: [], isStruck: false });
    }
    const attempt = open.get(key);
    if (attempt === undefined) continue;
    if (event.type === 'fault-struck') attempt.isStruck = true;
    else if (event.type === 'service-called') hearCall(attempt, event);
    else if (event.type === 'attempt-succeeded' || event.type === 'attempt-failed') {
      open.delete(key);
      const known = found.get(step) ?? { samples: [], leftOut: 0 };
      const sample = attempt.isStruck ? null : sampleOf(attempt, event, setup);
      if (sample === null) known.leftOut += 1;
      else known.samples.push(sample);
      found.set(step, known);
    }
  }
  return [...found].map(([step, { samples, leftOut }]) => ({ step, samples, leftOut }));
}

const attemptOf = ({ foreach, round, attempt }: EventPlace, step: string): string =>
  `${taskKeyOf({ step, foreach, round })} ${String(attempt)}`;

function hearCall(attempt: Open, event: Extract<RunEvent, { type: 'service-called' }>): void {
  const { service, request, answer, tookUs, at, fault } = event;
  if (fault !== undefined) attempt.isStruck = true;
  attempt.calls.push({ service, request, answer, tookUs, afterUs: at - attempt.codeStartsUs });
}

type End = Extract<RunEvent, { type: 'attempt-succeeded' | 'attempt-failed' }>;

function sampleOf({ codeStartsUs, calls }: Open, event: End, { platform }: RunSetup): AttemptSample | null {
  const codeUs = Math.max(0, event.at - codeStartsUs - microseconds(platform.duration));
  if (event.type === 'attempt-succeeded') {
    const { caught, transition } = event;
    if (caught?.exception === 'TimeoutException') return null;
    if (caught === null) return { codeUs, failure: null, calls, transition };
    return { codeUs, failure: caught, calls, transition: null };
  }
  const { cause, exception, message, fault } = event.failure;
  if (cause !== 'user' || fault !== undefined) return null;
  return { codeUs, failure: { exception: exception ?? 'Exit', message: message ?? '' }, calls, transition: null };
}

/** Samples as people read them. */
export interface SampleSummary {
  readonly attempts: number;
  readonly failed: number;
  /** Virtual seconds of user code, shortest and longest. */
  readonly seconds: readonly [number, number];
  /** Calls of services an attempt. */
  readonly calls: number;
  /** Tasks that it fans out into, fewest and most; null where it does not. */
  readonly width: readonly [number, number] | null;
}

export function summaryOf(samples: readonly AttemptSample[]): SampleSummary {
  const seconds = samples.map(({ codeUs }) => secondsOf(codeUs));
  const widths = samples.flatMap(({ transition }) => transition?.foreach?.numSplits ?? []);
  return {
    attempts: samples.length,
    failed: samples.filter(({ failure }) => failure !== null).length,
    seconds: [Math.min(...seconds), Math.max(...seconds)],
    calls: samples.reduce((sum, { calls }) => sum + calls.length, 0) / samples.length,
    width: widths.length === 0 ? null : [Math.min(...widths), Math.max(...widths)],
  };
}
