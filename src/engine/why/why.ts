import type { RunEvent } from '../../model/events';
import type { Run } from '../../model/run';
import type { RunSetup } from '../../model/setup';
import { apply, startRun } from '../run';
import type { NamedFault } from '../strikes';
import type { Decision, Verdict } from './decision';
import { endVerdicts, hookVerdict, unstruckVerdicts } from './endings';
import { failureVerdicts } from './failures';
import { merged } from './merged';
import { startVerdicts } from './starts';
import { successVerdicts } from './successes';
import type { Turn } from './turn';

/** What the decisions of a run follow from, besides its log. `faults` as the log names them, the platform's own too. */
export interface Subject {
  readonly setup: RunSetup;
  readonly faults: readonly NamedFault[];
}

/** The decisions of a run so far. Made by {@link beginWhy} and {@link explain} only. */
export interface Why {
  readonly subject: Subject;
  readonly run: Run;
  /** In log order. What a rule does to many tasks of a step alike is one decision, at the first of them. */
  readonly decisions: readonly Decision[];
}

export const beginWhy = (subject: Subject): Why => ({ subject, run: startRun(subject.setup), decisions: [] });

/** Goes on with events that follow those explained already. Costs a fold of `events`, however long the log is. */
export function explain({ subject, run, decisions }: Why, events: readonly RunEvent[]): Why {
  let before = run;
  const found: Decision[] = [];
  for (const event of events) {
    const after = apply(before, event);
    found.push(...placed(event, verdictsOf({ before, event, after, faults: subject.faults })));
    before = after;
  }
  return { subject, run: before, decisions: merged(decisions, found) };
}

/** Every decision of a log, and of an ended one also what never struck it. */
export function decisionsOf(subject: Subject, events: readonly RunEvent[]): readonly Decision[] {
  const { decisions } = explain(beginWhy(subject), events);
  return [...decisions, ...unstruck(subject, events)];
}

/** The faults of the plan that an ended log does not tell of. */
export function unstruck({ faults }: Subject, events: readonly RunEvent[]): readonly Decision[] {
  const last = events.at(-1);
  if (last === undefined || !isEnd(last)) return [];
  return unstruckVerdicts(faults, events).map(([place, [rule, reason]]) => ({
    seq: last.seq,
    at: last.at,
    place,
    attempt: null,
    rule,
    reason,
  }));
}

const isEnd = ({ type }: RunEvent): boolean =>
  type === 'run-succeeded' || type === 'run-failed' || type === 'run-cancelled';

function verdictsOf(turn: Turn): readonly Verdict[] {
  const { event } = turn;
  switch (event.type) {
    case 'task-cloned':
    case 'attempt-started':
    case 'fault-struck':
    case 'service-called':
      return startVerdicts(turn, event);
    case 'attempt-succeeded':
      return successVerdicts(turn, event);
    case 'attempt-failed':
      return failureVerdicts(turn, event);
    case 'exit-hook-called':
      return [hookVerdict(turn, event)];
    case 'run-failed':
      return endVerdicts(turn);
    default:
      return [];
  }
}

function placed(event: RunEvent, verdicts: readonly Verdict[]): readonly Decision[] {
  const { seq, at, step, foreach, round } = event;
  const place = step === null ? null : { step, foreach, round };
  const attempt = place === null || event.type === 'task-cloned' ? null : event.attempt;
  return verdicts.map(([rule, reason]) => ({ seq, at, place, attempt, rule, reason }));
}
