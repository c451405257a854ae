import { deathBefore, failureBy } from '../../engine/strikes';
import type { EventFact } from '../../model/events';
import type { Run, Task } from '../../model/run';
import type { Platform } from '../../model/scenario';
import type { Strikes } from '../../model/strikes';
import { instantOf, later, microseconds } from '../../model/time';
import type { Work } from '../../model/work';
import type { Happening } from '../world';

export type AttemptWork = Extract<Work, { readonly kind: 'attempt' }>;

/** What a simulated attempt does: words at moments after user code began, then its end. Times are virtual µs. */
export interface Behaviour {
  readonly says: readonly { readonly afterUs: number; readonly fact: EventFact }[];
  readonly codeUs: number;
  readonly end: EventFact;
}

/** What is simulated: a pure function of the attempt. It acts on all strikes but deaths, which the world deals out. */
export type Behave = (task: Task, attempt: number, fallback: boolean, run: Run, strikes: Strikes) => Behaviour;

/** All that an attempt says, its end last. A death silences what it would have said from then on, and is its end. */
export function sayings(
  { startup, duration }: Platform,
  { place, attempt, since }: AttemptWork,
  strikes: Strikes,
  { says, codeUs, end }: Behaviour,
): readonly Happening[] {
  const { step, foreach, round } = place;
  const codeStartsAt = later(since, microseconds(startup));
  const endsAt = instantOf(codeStartsAt + codeUs + microseconds(duration));
  const death = deathBefore(strikes, endsAt);
  const said: Happening[] = [];
  for (const { afterUs, fact } of says) {
    const at = later(codeStartsAt, afterUs);
    if (strikes.death !== null && at >= strikes.death.at) break;
    said.push({ ...fact, step, foreach, round, attempt, at, n: said.length + 1 });
  }
  const fact: EventFact = death === null ? end : { type: 'attempt-failed', failure: failureBy(death), artifacts: null };
  said.push({ ...fact, step, foreach, round, attempt, at: death?.at ?? endsAt, n: said.length + 1 });
  return said;
}
