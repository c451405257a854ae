import { eventMarks } from '../engine/digest';
import type { RunEvent } from '../model/events';
import { taskKeyOf } from '../model/ids';
import { secondsOf } from '../model/time';
import type { StoredRun } from '../protocol/engine';
import type { ExpectedResult } from '../share/link';

/** How the reader's run compares with the sender's. */
export interface LinkVerdict {
  readonly isSame: boolean;
  readonly words: string;
  /** The first event that departs, where one is known. */
  readonly departs: RunEvent | null;
}

/** Of a run that has ended. */
export function linkVerdict(expected: ExpectedResult, run: StoredRun, events: readonly RunEvent[]): LinkVerdict {
  if (run.digest === expected.digest) {
    return { isSame: true, words: 'Same result as the sender’s, event by event.', departs: null };
  }
  const marks = eventMarks(events, run.scenario.language);
  const place = marks.findIndex((mark, i) => mark !== expected.marks[i]);
  const departs = expected.marks.length === 0 ? null : (events[place] ?? null);
  return { isSame: false, words: `${reason(expected, run)} ${departure(expected, departs, events)}`.trim(), departs };
}

function reason({ engine }: ExpectedResult, run: StoredRun): string {
  if (run.irreproducible !== null) return `Not comparable with the sender’s run: ${run.irreproducible}`;
  if (engine !== run.engine) return `The sender’s run was made by another version (${engine}).`;
  return 'Not the sender’s result.';
}

function departure({ marks }: ExpectedResult, departs: RunEvent | null, events: readonly RunEvent[]): string {
  if (departs !== null) return `It departs at ${eventWords(departs)}.`;
  const missing = marks.length - events.length;
  return missing > 0
    ? `The sender’s has ${String(missing)} more ${missing === 1 ? 'event' : 'events'} at its end.`
    : '';
}

function eventWords({ seq, at, type, step, foreach, round, attempt }: RunEvent): string {
  const task = step === null ? 'the run' : `attempt ${String(attempt)} of ${taskKeyOf({ step, foreach, round })}`;
  return `event ${String(seq + 1)}, ${secondsOf(at).toFixed(1)} s: ${type.replaceAll('-', ' ')}, ${task}`;
}
