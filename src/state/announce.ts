import type { RunEvent } from '../model/events';
import { taskKeyOf } from '../model/ids';
import type { Picture } from './picture';
import { seconds } from './words';

/**
 * What a screen reader is told of events that came together: one sentence about the gravest, so that a fast run
 * does not flood it. Null when none of them is worth a word.
 */
export function announcementOf(events: readonly RunEvent[], picture: Picture): string | null {
  const ending = events.find(
    ({ type }) => type === 'run-succeeded' || type === 'run-failed' || type === 'run-cancelled',
  );
  if (ending !== undefined) return endingWords(ending);
  const gravest = events.findLast(isFailure) ?? events.findLast(isCaught) ?? events.findLast(isOfTask);
  return gravest === undefined ? null : taskWords(gravest, picture);
}

const isFailure = ({ type }: RunEvent): boolean => type === 'attempt-failed';
const isCaught = (event: RunEvent): boolean => event.type === 'attempt-succeeded' && event.caught !== null;
const isOfTask = ({ type }: RunEvent): boolean => type === 'attempt-started' || type === 'attempt-succeeded';

function endingWords(event: RunEvent): string {
  const at = seconds(event.at);
  if (event.type === 'run-failed') return `The run failed after ${at}: ${event.message}`;
  return event.type === 'run-cancelled' ? `The run was stopped after ${at}.` : `The run succeeded after ${at}.`;
}

function taskWords(event: RunEvent, { run }: Picture): string | null {
  if (event.step === null) return null;
  const key = taskKeyOf({ step: event.step, foreach: event.foreach, round: event.round });
  const attempt = `Attempt ${String(event.attempt)} of ${key}`;
  switch (event.type) {
    case 'attempt-started':
      return event.attempt > 0 ? `${attempt} starts.` : `${key} starts.`;
    case 'attempt-succeeded':
      return event.caught === null
        ? `${key} succeeded.`
        : `${attempt} failed with ${event.caught.exception}; @catch took over.`;
    case 'attempt-failed': {
      const state = run.tasks.get(key)?.state;
      const next =
        state?.status === 'waiting'
          ? ` Attempt ${String(state.attempt)} starts after ${seconds(state.until - event.at)}.`
          : '';
      return `${attempt} failed${event.failure.exception === null ? '' : ` with ${event.failure.exception}`}.${next}`;
    }
    default:
      return null;
  }
}
