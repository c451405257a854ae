import { deathBefore, failureBy, strikesOn, type Aims } from '../../engine/strikes';
import { assert } from '../../model/assert';
import type { EventFact, EventPlace, RunEvent } from '../../model/events';
import type { Run, Task } from '../../model/run';
import type { Strikes } from '../../model/strikes';
import { instantOf, later, microseconds, type Instant } from '../../model/time';
import type { Work } from '../../model/work';
import { Agenda } from '../agenda';
import type { Release, World } from '../world';

type AttemptWork = Extract<Work, { readonly kind: 'attempt' }>;

/** What a simulated attempt does: words at moments after user code began, then its end. Times are virtual µs. */
export interface Behaviour {
  readonly says: readonly { readonly afterUs: number; readonly fact: EventFact }[];
  readonly codeUs: number;
  readonly end: EventFact;
}

/** What is simulated: a pure function of the attempt. It acts on all strikes but deaths, which the world deals out. */
export type Behave = (task: Task, attempt: number, fallback: boolean, run: Run, strikes: Strikes) => Behaviour;

interface Unfinished {
  readonly work: AttemptWork;
  readonly run: Run;
  readonly strikes: Strikes;
  readonly place: Omit<EventPlace, 'seq' | 'at' | 'n'>;
  readonly codeStartsAt: Instant;
  readonly behaviour: Behaviour;
  readonly durationUs: number;
  said: number;
  isOver: boolean;
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
    this.#inFlight.set(work.key, {
      work,
      run,
      strikes,
      place: { ...work.place, attempt: work.attempt },
      codeStartsAt: later(work.since, microseconds(run.setup.platform.startup)),
      behaviour: this.#behave(task, work.attempt, work.fallback, run, strikes),
      durationUs: microseconds(run.setup.platform.duration),
      said: 0,
      isOver: false,
    });
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
    const entries = [...this.#inFlight].filter(([, { isOver }]) => !isOver);
    const entry = entries[Math.floor(this.#pick() * entries.length)];
    assert(entry !== undefined, 'an attempt that computes is unfinished');
    const [key, attempt] = entry;
    const next = attempt.behaviour.says[attempt.said];
    if (next === undefined || isSilenced(attempt, next)) this.#end(key, attempt);
    else this.#say(key, attempt, next);
  }

  #say(key: string, attempt: Unfinished, { afterUs, fact }: Behaviour['says'][number]): void {
    const { place, codeStartsAt } = attempt;
    const happening = { ...place, at: later(codeStartsAt, afterUs), n: ++attempt.said, ...fact };
    const stored = this.#stored.get(placeKey(place)) ?? 0;
    if (happening.n > stored) this.#agenda.say(key, happening);
    else this.#agenda.repeat(key, happening);
  }

  #end(key: string, attempt: Unfinished): void {
    attempt.isOver = true;
    const { place, codeStartsAt, behaviour, durationUs, said, strikes } = attempt;
    const at = instantOf(codeStartsAt + behaviour.codeUs + durationUs);
    const death = deathBefore(strikes, at);
    const end: EventFact =
      death === null ? behaviour.end : { type: 'attempt-failed', failure: failureBy(death), artifacts: null };
    this.#agenda.end(key, { ...place, at: death?.at ?? at, n: said + 1, ...end });
  }
}

const isSilenced = ({ strikes, codeStartsAt }: Unfinished, { afterUs }: Behaviour['says'][number]): boolean =>
  strikes.death !== null && later(codeStartsAt, afterUs) >= strikes.death.at;

const placeKey = ({ step, foreach, round, attempt }: Omit<EventPlace, 'seq' | 'at' | 'n'>): string =>
  JSON.stringify([step, foreach, round, attempt]);
