import type { EventOf, RunEvent } from '../../model/events';
import type { Failure } from '../../model/failure';
import type { StepPolicy } from '../../model/setup';
import { unreachable } from '../../model/assert';
import { planOf } from '../plans';
import { ATTEMPTS_MAX, lastAttempt } from '../policy';
import { afterFailure } from '../retry';
import { GRACE_US } from '../wanted';
import type { Ended, Verdict } from './decision';
import { runFailsVerdicts } from './endings';
import { keyIn, placeIn, type Turn } from './turn';

type FailedEvent = EventOf<'attempt-failed'> & RunEvent;

/** What ended an attempt, where it was not its own code, and what follows from that. */
export function failureVerdicts(turn: Turn, event: FailedEvent): readonly Verdict[] {
  const { policy } = planOf(turn.before.setup, placeIn(event).step);
  return [...causeVerdicts(turn, event, policy), ...aftermath(turn, event, policy), ...runFailsVerdicts(turn)];
}

function causeVerdicts(turn: Turn, event: FailedEvent, policy: StepPolicy): readonly Verdict[] {
  const { failure } = event;
  const fault = turn.faults.find(({ id }) => id === failure.fault);
  if (fault !== undefined && failure.cause !== 'user' && failure.cause !== 'timeout') {
    const start = codeStartOf(turn, event);
    const intoCodeUs = start === null ? null : event.at - start;
    const byPlatform = fault.id.startsWith('platform-');
    return [['plan', { kind: 'struck-down', fault: fault.kind, byPlatform, intoCodeUs }]];
  }
  switch (failure.cause) {
    case 'timeout':
      return [['timeout', { kind: 'timed-out', limitUs: policy.timeoutUs ?? 0 }]];
    case 'watchdog':
      return [['watchdog', { kind: 'watched', underTimeout: policy.timeoutUs !== null }]];
    case 'killed':
      return turn.before.failure === null ? [] : [['failing', { kind: 'grace-over', graceUs: GRACE_US }]];
    default:
      return [];
  }
}

function aftermath(turn: Turn, event: FailedEvent, policy: StepPolicy): readonly Verdict[] {
  const { failure, attempt } = event;
  if (turn.before.failure !== null) return notRetried(failure, attempt, policy);
  const ended: Ended = { failure, allowed: policy.retryTimes + 1 };
  const next = afterFailure(policy, attempt, failure, event.at);
  switch (next.kind) {
    case 'retry':
      return [continuing(ended, attempt, policy), waitVerdict(turn, policy)];
    case 'dropped':
      return [['exit-codes', { kind: 'dropped' }]];
    case 'lost':
      return [['exit-codes', { kind: 'lost' }]];
    case 'too-many-attempts':
      return [['retry', { kind: 'too-many', max: ATTEMPTS_MAX }]];
    case 'failed':
      return failure.retry
        ? [['retry', { kind: 'used-up', caughtToo: policy.catch !== null, ...ended }]]
        : [['retry', { kind: 'refused', ...ended }]];
    default:
      return unreachable(next);
  }
}

/** Within the grace of a failing run nothing is retried; it is worth a word where the policy would have. */
function notRetried({ cause }: Failure, attempt: number, policy: StepPolicy): readonly Verdict[] {
  if (cause === 'killed' || attempt >= lastAttempt(policy)) return [];
  return [['failing', { kind: 'not-retried', retryTimes: policy.retryTimes }]];
}

const continuing = (ended: Ended, attempt: number, policy: StepPolicy): Verdict =>
  attempt < policy.retryTimes
    ? ['retry', { kind: 'retries', left: policy.retryTimes - attempt, ...ended }]
    : ['fallback', { kind: 'falls-back', left: lastAttempt(policy) - attempt, ...ended }];

function waitVerdict({ before }: Turn, { waitUs }: StepPolicy): Verdict {
  const { waits, name } = before.setup.platform;
  return ['platform', { kind: 'waits', waitUs, honoured: waits, platform: name }];
}

/** When the user code of the attempt that `event` ends began; null where it never did. */
function codeStartOf({ before }: Turn, event: FailedEvent): number | null {
  const state = before.tasks.get(keyIn(event))?.state;
  if (state?.status !== 'running') return null;
  const start = state.since + Math.round(before.setup.platform.startup * 1e6);
  return event.at > start ? start : null;
}
