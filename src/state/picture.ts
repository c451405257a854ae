import { apply, startRun } from '../engine/run';
import type { RunEvent } from '../model/events';
import type { Run } from '../model/run';
import type { RunSetup } from '../model/setup';
import type { Instant } from '../model/time';
import { noHistories, record } from './history';
import type { Histories } from './history';

/** A run as it is drawn: the engine's fold of the log up to some event, and the attempts that led there. */
export interface Picture {
  readonly run: Run;
  readonly histories: Histories;
}

export const blankPicture = (setup: RunSetup): Picture => ({ run: startRun(setup), histories: noHistories });

export function advance({ run, histories }: Picture, event: RunEvent): Picture {
  const next = apply(run, event);
  return { run: next, histories: record(histories, event, { before: run, after: next }) };
}

/** The picture at an instant: after all events up to and including `at`. `events` start at the first. */
export function pictureAt(setup: RunSetup, events: readonly RunEvent[], at: Instant): Picture {
  let picture = blankPicture(setup);
  for (const event of events) {
    if (event.at > at) break;
    picture = advance(picture, event);
  }
  return picture;
}
