import type { ArtifactContent, CardContent } from '../model/artifact';
import type { EventFact, EventPlace } from '../model/events';
import type { Run } from '../model/run';
import type { Work } from '../model/work';

/** An event before it has its number. */
export type Happening = Omit<EventPlace, 'seq'> & EventFact;

/** Events that may be released at once, in order, with the bytes that they refer to. Never empty. */
export interface Release {
  readonly happenings: readonly Happening[];
  readonly artifacts: readonly ArtifactContent[];
  readonly cards: readonly CardContent[];
}

/** Everything that is not a pure function: workers, clocks, chance. One live, one simulated. */
export interface World {
  /** Starts what is newly wanted and gives up what no longer is; work that was given up never reports. */
  reconcile(work: readonly Work[], run: Run): void;
  next(): Promise<Release>;
}

/** The place of an event of the run itself. */
export const RUN_PLACE = { step: null, foreach: [], round: 0, attempt: 0, n: 0 } as const;
