import type { RunEvent } from '../../model/events';
import { taskKeyOf, type TaskKey, type TaskPlace } from '../../model/ids';
import type { Run } from '../../model/run';
import type { NamedFault } from '../strikes';

/** An event, and the run before and after it. */
export interface Turn {
  readonly before: Run;
  readonly event: RunEvent;
  readonly after: Run;
  readonly faults: readonly NamedFault[];
}

/** The place of a task event. */
export const placeIn = ({ step, foreach, round }: RunEvent): TaskPlace => ({ step: step ?? '', foreach, round });
export const keyIn = (event: RunEvent): TaskKey => taskKeyOf(placeIn(event));
