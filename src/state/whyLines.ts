import type { Decision, Reason, Rule } from '../engine/why/decision';
import { taskKeyOf } from '../model/ids';
import type { TaskKey } from '../model/ids';
import type { Instant } from '../model/time';
import type { Look } from './look';
import { RULE_NAMES, whySentence } from './whySentences';
import type { WhyContext } from './whySentences';
import { seconds } from './words';
import type { Sentence } from './words';

/** A decision as a line of the list. */
export interface WhyLine {
  readonly key: string;
  readonly at: Instant;
  readonly time: string;
  /** Null for what is decided of the run as a whole. */
  readonly step: string | null;
  readonly task: TaskKey | null;
  readonly attempt: number | null;
  readonly look: Look | null;
  readonly sentence: Sentence;
  readonly rule: Rule;
  readonly ruleName: string;
  /** It comes after the moment that is looked at. */
  readonly isLater: boolean;
}

/** `cursor` is null where the newest moment is looked at. */
export function whyLine(decision: Decision, context: WhyContext, cursor: Instant | null): WhyLine {
  const { seq, at, place, attempt, rule, reason } = decision;
  const task = place === null ? null : taskKeyOf(place);
  return {
    key: `${String(seq)} ${reason.kind} ${place?.step ?? ''} ${'join' in reason ? reason.join : ''}`,
    at,
    time: seconds(at),
    step: place?.step ?? null,
    task,
    attempt,
    look: lookOf(reason),
    sentence: whySentence(decision, context),
    rule,
    ruleName: RULE_NAMES[rule],
    isLater: cursor !== null && at > cursor,
  };
}

const LOOKS: Readonly<Partial<Record<Reason['kind'], Look>>> = {
  'timed-out': 'timed-out',
  watched: 'killed',
  retries: 'retried',
  'falls-back': 'retried',
  'not-retried': 'failed',
  waits: 'waiting',
  'used-up': 'failed',
  refused: 'failed',
  'too-many': 'failed',
  dropped: 'failed',
  lost: 'failed',
  caught: 'caught',
  'nothing-caught': 'succeeded',
  outlived: 'succeeded',
  'run-fails': 'failed',
  'grace-over': 'killed',
  'never-started': 'not-taken',
  'end-missed': 'failed',
  cloned: 'cloned',
  queued: 'pending',
  'join-waits': 'pending',
};

function lookOf(reason: Reason): Look | null {
  if (reason.kind !== 'struck-down') return LOOKS[reason.kind] ?? null;
  if (reason.fault === 'eviction') return 'evicted';
  return reason.fault === 'metadata-unavailable' || reason.fault === 'datastore-unavailable' ? 'failed' : 'killed';
}
