import { comparePlaces, orderIn } from '../engine/plans';
import type { Launch } from '../engine/strikes';
import { attemptKey } from '../engine/wanted';
import { assert } from '../model/assert';
import type { EventPlace } from '../model/events';
import { EXIT_KILLED } from '../model/failure';
import { asTaskId, taskKeyOf, type TaskPlace } from '../model/ids';
import type { RunSetup } from '../model/setup';
import { later, microseconds, type Instant } from '../model/time';
import type { Work } from '../model/work';
import type { Happening } from './world';

type AttemptWork = Extract<Work, { readonly kind: 'attempt' }>;

type Started = Extract<Happening, { readonly type: 'attempt-started' }>;

/** An attempt in flight: what it has said and not yet released, and the instant before which it says nothing more. */
interface InFlight {
  readonly place: Started;
  floor: Instant;
  deadline: Instant | null;
  readonly said: Happening[];
  end: Happening | null;
  lastN: number;
}

/** Why nothing can be released: an event lies ahead of the played clock, or an attempt may still speak earlier. */
export type Blocked =
  | { readonly by: 'clock'; readonly until: Instant }
  | { readonly by: 'attempt'; readonly floor: Instant }
  | { readonly by: 'nothing' };

export interface Releasable {
  readonly happenings: readonly Happening[];
  readonly blocked: Blocked;
}

/**
 * The order law. Events leave in virtual time, ties by (step in the goldens' order, foreach indices, round,
 * attempt, n), and none leaves while an attempt in flight could still say an earlier one. So the log does not
 * depend on the order in which attempts really finish.
 *
 * An attempt says nothing before its start-up has ended, and what it says has instants that never go back.
 */
export class Agenda {
  readonly #orderOf: (step: string) => number;
  readonly #startupUs: number;
  readonly #deathOf: (launch: Launch) => Instant | null;
  readonly #inFlight = new Map<string, InFlight>();
  #timers: readonly Happening[] = [];

  /** `deathOf` says when an attempt dies at the latest: it may be before its start-up has ended. */
  constructor(setup: RunSetup, deathOf: (launch: Launch) => Instant | null = () => null) {
    this.#orderOf = orderIn(setup);
    this.#startupUs = microseconds(setup.platform.startup);
    this.#deathOf = deathOf;
  }

  /** Takes over the work that is wanted now. Attempts that are no longer wanted are forgotten with all they said. */
  reconcile(work: readonly Work[]): void {
    const timers: Happening[] = [];
    const attempts = new Set<string>();
    for (const item of work) {
      if (item.kind !== 'attempt') timers.push(timerOf(item));
      else {
        attempts.add(item.key);
        this.#expect(item.key, item);
      }
    }
    this.#timers = timers;
    if (this.#inFlight.size === attempts.size) return;
    for (const key of this.#inFlight.keys()) if (!attempts.has(key)) this.#inFlight.delete(key);
  }

  #expect(key: string, work: AttemptWork): void {
    const known = this.#inFlight.get(key);
    if (known !== undefined) known.deadline = work.deadline;
    else this.#inFlight.set(key, this.#inFlightOf(startedOf(work), work.deadline));
  }

  #inFlightOf(place: Started, deadline: Instant | null): InFlight {
    return { place, floor: this.#floorOf(place), deadline, said: [], end: null, lastN: 0 };
  }

  #floorOf({ step, foreach, round, attempt, at, fallback }: Started): Instant {
    assert(step !== null, 'an attempt has a step');
    const death = this.#deathOf({ place: { step, foreach, round }, attempt, since: at, fallback });
    const startupEnds = later(at, this.#startupUs);
    return death !== null && death < startupEnds ? death : startupEnds;
  }

  /** Forgets what the attempt has said and not yet released: it is executed once more, and says it again or not. */
  restart(key: string): void {
    const attempt = this.#inFlight.get(key);
    if (attempt !== undefined) this.#inFlight.set(key, this.#inFlightOf(attempt.place, attempt.deadline));
  }

  /** Whether the attempt is in flight: its end has not been released. */
  has(key: string): boolean {
    return this.#inFlight.has(key);
  }

  /** Whether the attempt is in flight and nothing that it says is known yet. */
  isSilent(key: string): boolean {
    const attempt = this.#inFlight.get(key);
    return attempt !== undefined && attempt.end === null && attempt.said.length === 0;
  }

  /** The attempt's clock stands at `at`: it says nothing earlier any more. */
  clock(key: string, at: Instant): void {
    const attempt = this.#inFlight.get(key);
    if (attempt !== undefined && at > attempt.floor) attempt.floor = at;
  }

  say(key: string, happening: Happening): void {
    const attempt = this.#inFlight.get(key);
    if (attempt === undefined) return;
    attempt.said.push(happening);
    attempt.lastN = happening.n;
    this.clock(key, happening.at);
  }

  /** The attempt said again what the log has already: it is not released a second time. */
  repeat(key: string, { n, at }: Happening): void {
    const attempt = this.#inFlight.get(key);
    if (attempt === undefined) return;
    attempt.lastN = n;
    this.clock(key, at);
  }

  end(key: string, happening: Happening): void {
    const attempt = this.#inFlight.get(key);
    if (attempt !== undefined) attempt.end = happening;
  }

  /** No event before this instant is missing. Infinite when no attempt is computing. */
  horizon(): number {
    const floors = [...this.#inFlight.values()].filter(isComputing).map(({ floor }) => floor);
    return Math.min(Infinity, ...floors);
  }

  /** Takes out what may be released up to `until`, ending with the first event that decides what is wanted next. */
  release(until: number): Releasable {
    const happenings: Happening[] = [];
    for (;;) {
      const next = this.#earliest();
      if (next === null) return { happenings, blocked: { by: 'nothing' } };
      if (next.from === 'silence') return { happenings, blocked: { by: 'attempt', floor: next.place.at } };
      if (next.place.at > until) return { happenings, blocked: { by: 'clock', until: next.place.at } };
      this.#take(next);
      happenings.push(next.place);
      if (decides(next.place)) return { happenings, blocked: { by: 'nothing' } };
    }
  }

  /** Looks at all that may come next, for every event of a run: only the earliest becomes an object. */
  #earliest(): Candidate | null {
    let earliest: Happening | null = null;
    let key = '';
    for (const timer of this.#timers) if (this.#isEarlier(timer, earliest)) earliest = timer;
    const isTimer = earliest;
    for (const [own, attempt] of this.#inFlight) {
      const next = nextOf(attempt);
      if (next.at > (earliest?.at ?? Infinity) || !this.#isEarlier(next, earliest)) continue;
      [earliest, key] = [next, own];
    }
    if (earliest === null) return null;
    if (earliest === isTimer) return { from: 'timer', place: earliest };
    const attempt = this.#inFlight.get(key);
    assert(attempt !== undefined, 'what comes next is said by an attempt in flight');
    return { from: sourceOf(attempt, earliest), place: earliest, key };
  }

  #take(next: Candidate): void {
    if (next.from === 'said') this.#inFlight.get(next.key)?.said.shift();
    else if (next.from === 'end') this.#inFlight.delete(next.key);
    else if (next.from === 'timer') {
      const timer = next.place;
      this.#timers = this.#timers.filter((other) => other !== timer);
      // The attempt is in flight from here on: nothing after its start-up may overtake it.
      if (timer.type === 'attempt-started') this.#inFlight.set(keyOf(timer), this.#inFlightOf(timer, null));
    }
  }

  #isEarlier(a: Happening, b: Happening | null): boolean {
    return b === null || this.#compare(a, b) < 0;
  }

  #compare(a: Happening, b: Happening): number {
    return a.at - b.at || this.#comparePlaces(a, b) || a.attempt - b.attempt || a.n - b.n;
  }

  #comparePlaces(a: Happening, b: Happening): number {
    assertOfTask(a);
    assertOfTask(b);
    return comparePlaces(this.#orderOf, a, b);
  }
}

function assertOfTask(happening: Happening): asserts happening is Happening & TaskPlace {
  assert(happening.step !== null, 'only tasks have something to say here');
}

/** What may be released next, and what that takes out of the agenda. `silence`: it may still be said. */
type Candidate =
  | { readonly from: 'timer'; readonly place: Happening }
  | { readonly from: 'said' | 'end' | 'silence'; readonly place: Happening; readonly key: string };

/** What an attempt comes to next; where it may still say something, the first place that this could have. */
function nextOf(attempt: InFlight): Happening {
  const [said] = attempt.said;
  const next = said ?? attempt.end;
  const { deadline } = attempt;
  if (deadline !== null && (next?.at ?? attempt.floor) > deadline) {
    return killedAt(attempt, deadline, said === undefined ? attempt.lastN : said.n - 1);
  }
  return next ?? { ...attempt.place, at: attempt.floor, n: attempt.lastN + 1 };
}

function sourceOf({ said, end }: InFlight, next: Happening): 'said' | 'end' | 'silence' {
  if (next === said[0]) return 'said';
  return next === end || next.type === 'attempt-failed' ? 'end' : 'silence';
}

const isComputing = ({ end, deadline, floor }: InFlight): boolean =>
  end === null && (deadline === null || floor <= deadline);

/** Whether an event can change what is wanted. The others may leave together. */
const decides = ({ type }: Happening): boolean =>
  type === 'attempt-succeeded' || type === 'attempt-failed' || type === 'wait-ended';

/** The event that a start or a wait becomes when its instant has come. */
function timerOf(work: Exclude<Work, AttemptWork>): Happening {
  const { attempt } = work;
  // Named one by one: spreading them is what a simulated run spent most of its time with.
  const { step, foreach, round } = work.place;
  if (work.kind === 'start') {
    const { at, taskId, frames, fallback } = work;
    return { step, foreach, round, attempt, n: 0, at, type: 'attempt-started', taskId, frames, fallback };
  }
  return { step, foreach, round, attempt, n: 0, at: work.until, type: 'wait-ended' };
}

/** What an attempt in flight began with, for its place in the order. */
const startedOf = ({ place, attempt, since, fallback }: AttemptWork): Started => ({
  ...place,
  attempt,
  n: 0,
  at: since,
  type: 'attempt-started',
  taskId: asTaskId(''),
  frames: [],
  fallback,
});

/** Metaflow's five seconds are over: what is left is killed, and nothing of it is saved. */
const killedAt = ({ place }: InFlight, at: Instant, lastN: number): Happening => ({
  step: place.step,
  foreach: place.foreach,
  round: place.round,
  attempt: place.attempt,
  n: lastN + 1,
  at,
  type: 'attempt-failed',
  failure: { cause: 'killed', exception: null, message: null, exitCode: EXIT_KILLED, retry: false },
  artifacts: null,
});

/** The key of an attempt's work, from any of its events. */
export function keyOf({ step, foreach, round, attempt }: EventPlace | Happening): string {
  assert(step !== null, 'an attempt has a step');
  return attemptKey(taskKeyOf({ step, foreach, round }), attempt);
}
