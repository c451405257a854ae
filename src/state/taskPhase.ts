import { unreachable } from '../model/assert';
import type { Task } from '../model/run';
import type { StepPolicy } from '../model/setup';
import type { Fault } from '../model/scenario';
import type { Instant } from '../model/time';
import type { TaskHistory } from './history';
import { failureDetail, failureLook, WORDS } from './look';
import type { Look } from './look';
import { roughSeconds, seconds } from './words';

/** What is shown of a task at an instant. `detail` is said after the word, quieter. */
export interface Shown {
  readonly look: Look;
  readonly word: string;
  readonly detail: string | null;
}

/** A wait under way, for its ring: seconds left and the share of it that is left, 1 to 0. */
export interface WaitLeft {
  readonly leftUs: number;
  readonly fraction: number;
  readonly nextAttempt: number;
}

/** A task between two events: still, or moving with the clock. */
export type Phase =
  | { readonly kind: 'still'; readonly shown: Shown }
  | { readonly kind: 'running'; readonly attempt: number; readonly codeStartsAt: Instant; readonly fallback: boolean }
  | { readonly kind: 'waiting'; readonly nextAttempt: number; readonly from: Instant; readonly until: Instant };

/** What the drawing of a task depends on beside the task. */
export interface PhaseContext {
  readonly policy: StepPolicy;
  readonly faults: readonly Fault[];
  /** The run has ended or was interrupted: nothing moves any more. */
  readonly isOver: boolean;
}

export function phaseOf(task: Task, history: TaskHistory | undefined, context: PhaseContext): Phase {
  const { state } = task;
  switch (state.status) {
    case 'ready':
      return still('pending', context.isOver ? 'Not started' : readyWord(state.attempt), null);
    case 'running':
      if (context.isOver) return still('pending', 'Interrupted', `attempt ${String(state.attempt)}`);
      return {
        kind: 'running',
        attempt: state.attempt,
        codeStartsAt: codeStart(history, state.since),
        fallback: state.fallback,
      };
    case 'waiting':
      if (context.isOver) return still('retried', 'Not retried', null);
      return { kind: 'waiting', nextAttempt: state.attempt, from: state.since, until: state.until };
    case 'completed':
      return still(COMPLETED[state.by], WORDS[COMPLETED[state.by]], completedDetail(state.by, history, context.policy));
    case 'failed':
      return stillFailure(state.failure, context);
    case 'dropped':
      return still('failed', 'Dropped', 'exit code 202');
    default:
      return unreachable(state);
  }
}

const COMPLETED = { attempt: 'succeeded', catch: 'caught', clone: 'cloned', exit: 'succeeded' } as const;

const still = (look: Look, word: string, detail: string | null): Phase => ({
  kind: 'still',
  shown: { look, word, detail },
});

const readyWord = (attempt: number): string => (attempt > 0 ? `Attempt ${String(attempt)} is next` : 'Queued');

const codeStart = (history: TaskHistory | undefined, since: Instant): Instant =>
  history?.attempts.at(-1)?.codeStartsAt ?? since;

function completedDetail(
  by: keyof typeof COMPLETED,
  history: TaskHistory | undefined,
  policy: StepPolicy,
): string | null {
  if (by === 'catch') return policy.catch?.variable == null ? null : `in ${policy.catch.variable}`;
  if (by === 'exit') return 'by sys.exit(0)';
  return by === 'clone' && history?.cloned ? `from task ${history.cloned.originTaskId}` : null;
}

function stillFailure(failure: Parameters<typeof failureLook>[0], { policy, faults }: PhaseContext): Phase {
  const look = failureLook(failure, true, faults);
  const isTimeout = look === 'timed-out' && policy.timeoutUs !== null;
  return still(look, WORDS[look], isTimeout ? seconds(policy.timeoutUs ?? 0) : failureDetail(failure, faults));
}

/** The phase as the clock shows it at `now`. */
export function shownAt(phase: Phase, now: Instant): Shown {
  switch (phase.kind) {
    case 'still':
      return phase.shown;
    case 'running':
      return runningAt(phase, now);
    case 'waiting':
      return { look: 'waiting', word: WORDS.waiting, detail: null };
    default:
      return unreachable(phase);
  }
}

function runningAt({ attempt, codeStartsAt, fallback }: Extract<Phase, { kind: 'running' }>, now: Instant): Shown {
  if (now < codeStartsAt) return { look: 'starting', word: WORDS.starting, detail: roughSeconds(codeStartsAt - now) };
  if (fallback) return { look: 'running', word: 'Catching', detail: null };
  return {
    look: 'running',
    word: WORDS.running,
    detail: attempt > 0 ? `attempt ${String(attempt)}` : roughSeconds(now - codeStartsAt),
  };
}

export function waitLeftAt(phase: Phase, now: Instant): WaitLeft | null {
  if (phase.kind !== 'waiting') return null;
  const leftUs = Math.max(0, phase.until - Math.max(now, phase.from));
  return { leftUs, fraction: leftUs / (phase.until - phase.from), nextAttempt: phase.nextAttempt };
}
