import { comparePlaces, orderIn } from '../engine/plans';
import type { Launch } from '../engine/strikes';
import { attemptKey } from '../engine/wanted';
import { assert } from '../model/assert';
import type { EventPlace } from '../model/events';
import { EXIT_KILLED } from '../model/failure';
import { asTaskId, taskKeyOf } from '../model/ids';
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
    this.#timers = work.flatMap((item) => timerOf(item) ?? []);
    const attempts = new Map(work.flatMap((item) => (item.kind === 'attempt' ? [[item.key, item] as const] : [])));
    for (const key of this.#inFlight.keys()) if (!attempts.has(key)) this.#inFlight.delete(key);
    for (const [key, item] of attempts) this.#expect(key, item);
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
      if (next.kind === 'unknown') return { happenings, blocked: { by: 'attempt', floor: next.place.at } };
      if (next.place.at > until) return { happenings, blocked: { by: 'clock', until: next.place.at } };
      next.take();
      happenings.push(next.place);
      if (decides(next.place)) return { happenings, blocked: { by: 'nothing' } };
    }
  }

  #earliest(): Candidate | null {
    let earliest: Candidate | null = null;
    for (const timer of this.#timers) earliest = this.#earlier(earliest, this.#timerCandidate(timer));
    for (const [key, attempt] of this.#inFlight) {
      earliest = this.#earlier(earliest, this.#attemptCandidate(key, attempt));
    }
    return earliest;
  }

  #timerCandidate(timer: Happening): Candidate {
    const take = (): void => {
      this.#timers = this.#timers.filter((other) => other !== timer);
      // The attempt is in flight from here on: nothing after its start-up may overtake it.
      if (timer.type === 'attempt-started') this.#inFlight.set(keyOf(timer), this.#inFlightOf(timer, null));
    };
    return { kind: 'known', place: timer, take };
  }

  #attemptCandidate(key: string, attempt: InFlight): Candidate {
    const [said] = attempt.said;
    const next = said ?? attempt.end;
    const { deadline } = attempt;
    if (deadline !== null && (next?.at ?? attempt.floor) > deadline) {
      const place = killedAt(attempt, deadline, said === undefined ? attempt.lastN : said.n - 1);
      return { kind: 'known', place, take: () => this.#inFlight.delete(key) };
    }
    if (next === null) return { kind: 'unknown', place: { ...attempt.place, at: attempt.floor, n: attempt.lastN + 1 } };
    if (next === said) return { kind: 'known', place: next, take: () => attempt.said.shift() };
    return { kind: 'known', place: next, take: () => this.#inFlight.delete(key) };
  }

  #earlier(a: Candidate | null, b: Candidate): Candidate {
    return a === null || this.#compare(b.place, a.place) < 0 ? b : a;
  }

  #compare(a: Happening, b: Happening): number {
    return a.at - b.at || this.#comparePlaces(a, b) || a.attempt - b.attempt || a.n - b.n;
  }

  #comparePlaces(a: Happening, b: Happening): number {
    assert(a.step !== null && b.step !== null, 'only tasks have something to say here');
    return comparePlaces(this.#orderOf, { ...a, step: a.step }, { ...b, step: b.step });
  }
}

type Candidate =
  | { readonly kind: 'known'; readonly place: Happening; readonly take: () => void }
  | { readonly kind: 'unknown'; readonly place: Happening };

const isComputing = ({ end, deadline, floor }: InFlight): boolean =>
  end === null && (deadline === null || floor <= deadline);

/** Whether an event can change what is wanted. The others may leave together. */
const decides = ({ type }: Happening): boolean =>
  type.startsWith('run-') || type === 'attempt-succeeded' || type === 'attempt-failed' || type === 'wait-ended';

/** The event that a start or a wait becomes when its instant has come; null for an attempt. */
function timerOf(work: Work): Happening | null {
  const { place, attempt } = work;
  if (work.kind === 'start') {
    const { at, taskId, frames, fallback } = work;
    return { ...place, attempt, n: 0, at, type: 'attempt-started', taskId, frames, fallback };
  }
  return work.kind === 'wait' ? { ...place, attempt, n: 0, at: work.until, type: 'wait-ended' } : null;
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
