import { strikesOn, type Aims } from '../../engine/strikes';
import { assert } from '../../model/assert';
import type { EventPlace, RunEvent } from '../../model/events';
import type { Run } from '../../model/run';
import type { Strikes } from '../../model/strikes';
import { later, type Instant } from '../../model/time';
import type { Work } from '../../model/work';
import { Agenda } from '../agenda';
import type { Happening, Release, World } from '../world';
import { sayings, type AttemptWork, type Behave } from './sayings';

interface Unfinished {
  readonly work: AttemptWork;
  readonly run: Run;
  readonly strikes: Strikes;
  /** All that it says, its end last. */
  readonly sayings: readonly Happening[];
  said: number;
}

/**
 * A world without workers: attempts behave as they are told. Which of the attempts in flight comes further next
 * is up to `pick` (a number in [0, 1)), so that tests can shuffle it: the log must not depend on it.
 */
export class SimulatedWorld implements World {
  readonly #agenda: Agenda;
  #aims: Aims;
  readonly #behave: Behave;
  readonly #pick: () => number;
  /** How much of each attempt in flight is in the log, and is not said again. */
  readonly #stored: Map<string, number>;
  readonly #inFlight = new Map<string, Unfinished>();
  #lastAt: Instant;

  /** `stored` are the events of a log that the run continues: what attempts in flight said there is not said again. */
  constructor(
    run: Run,
    behave: Behave,
    pick: () => number,
    stored: readonly RunEvent[] = [],
    aims: Aims = { faults: [], platform: run.setup.platform, seed: 0 },
  ) {
    this.#aims = aims;
    this.#lastAt = run.now;
    this.#agenda = new Agenda(run.setup, (launch) => strikesOn(this.#aims, launch).death?.at ?? null);
    this.#behave = behave;
    this.#pick = pick;
    this.#stored = new Map(stored.map((event) => [placeKey(event), event.n]));
  }

  /** The first instant that is still open. */
  get openFrom(): Instant {
    return later(this.#lastAt, 1);
  }

  /** Failures are aimed otherwise from now on; attempts whose lot changes begin anew, as if it had been so. */
  aim(aims: Aims): void {
    this.#aims = aims;
    for (const [key, { work, run, strikes }] of this.#inFlight) {
      if (!this.#agenda.has(key) || JSON.stringify(strikes) === JSON.stringify(strikesOn(aims, work))) continue;
      this.#agenda.restart(key);
      this.#begin(work, run);
    }
  }

  reconcile(work: readonly Work[], run: Run): void {
    this.#agenda.reconcile(work);
    const attempts = new Map(work.flatMap((item) => (item.kind === 'attempt' ? [[item.key, item] as const] : [])));
    for (const [key, item] of attempts) if (!this.#inFlight.has(key)) this.#begin(item, run);
    for (const key of this.#inFlight.keys()) if (!attempts.has(key)) this.#inFlight.delete(key);
  }

  #begin(work: AttemptWork, run: Run): void {
    const task = run.tasks.get(work.task);
    assert(task !== undefined, `${work.key} belongs to a task`);
    const strikes = strikesOn(this.#aims, work);
    const behaviour = this.#behave(task, work.attempt, work.fallback, run, strikes);
    const said = sayings(run.setup.platform, work, strikes, behaviour);
    this.#inFlight.set(work.key, { work, run, strikes, sayings: said, said: 0 });
  }

  next(): Promise<Release> {
    for (;;) {
      const { happenings, blocked } = this.#agenda.release(Infinity);
      if (happenings.length > 0) return Promise.resolve(this.#released(happenings));
      assert(blocked.by === 'attempt', 'only an attempt that computes holds a simulated run up');
      this.#hearOne();
    }
  }

  #released(happenings: Release['happenings']): Release {
    for (const happening of happenings) {
      this.#lastAt = happening.at;
      this.#stored.set(placeKey(happening), happening.n);
    }
    return { happenings, artifacts: [], cards: [] };
  }

  /** One of the attempts that compute comes one utterance further. */
  #hearOne(): void {
    const entries = [...this.#inFlight].filter(([, { said, sayings }]) => said < sayings.length);
    const entry = entries[Math.floor(this.#pick() * entries.length)];
    assert(entry !== undefined, 'an attempt that computes is unfinished');
    const [key, attempt] = entry;
    const next = attempt.sayings[attempt.said++];
    assert(next !== undefined, 'an unfinished attempt has something left to say');
    if (attempt.said === attempt.sayings.length) this.#agenda.end(key, next);
    else if (next.n > (this.#stored.get(placeKey(next)) ?? 0)) this.#agenda.say(key, next);
    else this.#agenda.repeat(key, next);
  }
}

const placeKey = ({ step, foreach, round, attempt }: Omit<EventPlace, 'seq' | 'at' | 'n'>): string =>
  JSON.stringify([step, foreach, round, attempt]);
