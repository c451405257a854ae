import { assert } from '../../model/assert';
import type { EventFact, EventPlace, RunEvent } from '../../model/events';
import type { Run, Task } from '../../model/run';
import { instantOf, later, microseconds, type Instant } from '../../model/time';
import type { Work } from '../../model/work';
import { Agenda } from '../agenda';
import type { Release, World } from '../world';

/** What a simulated attempt does: words at moments after user code began, then its end. Times are virtual µs. */
export interface Behaviour {
  readonly says: readonly { readonly afterUs: number; readonly fact: EventFact }[];
  readonly codeUs: number;
  readonly end: EventFact;
}

/** What is simulated: a pure function of the attempt. */
export type Behave = (task: Task, attempt: number, fallback: boolean, run: Run) => Behaviour;

interface Unfinished {
  readonly place: Omit<EventPlace, 'seq' | 'at' | 'n'>;
  readonly codeStartsAt: Instant;
  readonly behaviour: Behaviour;
  readonly durationUs: number;
  said: number;
}

/**
 * A world without workers: attempts behave as they are told. Which of the attempts in flight comes further next
 * is up to `pick` (a number in [0, 1)), so that tests can shuffle it: the log must not depend on it.
 */
export class SimulatedWorld implements World {
  readonly #agenda: Agenda;
  readonly #behave: Behave;
  readonly #pick: () => number;
  readonly #stored: ReadonlyMap<string, number>;
  readonly #unfinished = new Map<string, Unfinished>();
  #known = new Set<string>();

  /** `stored` are the events of a log that the run continues: what attempts in flight said there is not said again. */
  constructor(run: Run, behave: Behave, pick: () => number, stored: readonly RunEvent[] = []) {
    this.#agenda = new Agenda(run.setup);
    this.#behave = behave;
    this.#pick = pick;
    this.#stored = new Map(stored.map((event) => [placeKey(event), event.n]));
  }

  reconcile(work: readonly Work[], run: Run): void {
    this.#agenda.reconcile(work);
    const attempts = work.flatMap((item) => (item.kind === 'attempt' ? [item] : []));
    for (const item of attempts) {
      if (this.#known.has(item.key)) continue;
      const task = run.tasks.get(item.task);
      assert(task !== undefined, `${item.key} belongs to a task`);
      this.#unfinished.set(item.key, {
        place: { ...item.place, attempt: item.attempt },
        codeStartsAt: later(item.since, microseconds(run.setup.platform.startup)),
        behaviour: this.#behave(task, item.attempt, item.fallback, run),
        durationUs: microseconds(run.setup.platform.duration),
        said: 0,
      });
    }
    this.#known = new Set(attempts.map(({ key }) => key));
    for (const key of this.#unfinished.keys()) if (!this.#known.has(key)) this.#unfinished.delete(key);
  }

  next(): Promise<Release> {
    for (;;) {
      const { happenings, blocked } = this.#agenda.release(Infinity);
      if (happenings.length > 0) return Promise.resolve({ happenings, artifacts: [], cards: [] });
      assert(blocked.by === 'attempt', 'only an attempt that computes holds a simulated run up');
      this.#hearOne();
    }
  }

  /** One of the attempts that compute comes one utterance further. */
  #hearOne(): void {
    const entries = [...this.#unfinished];
    const entry = entries[Math.floor(this.#pick() * entries.length)];
    assert(entry !== undefined, 'an attempt that computes is unfinished');
    const [key, attempt] = entry;
    const next = attempt.behaviour.says[attempt.said];
    if (next === undefined) this.#end(key, attempt);
    else this.#say(key, attempt, next);
  }

  #say(key: string, attempt: Unfinished, { afterUs, fact }: Behaviour['says'][number]): void {
    const { place, codeStartsAt } = attempt;
    const happening = { ...place, at: later(codeStartsAt, afterUs), n: ++attempt.said, ...fact };
    const stored = this.#stored.get(placeKey(place)) ?? 0;
    if (happening.n > stored) this.#agenda.say(key, happening);
    else this.#agenda.repeat(key, happening);
  }

  #end(key: string, { place, codeStartsAt, behaviour, durationUs, said }: Unfinished): void {
    this.#unfinished.delete(key);
    const at = instantOf(codeStartsAt + behaviour.codeUs + durationUs);
    this.#agenda.end(key, { ...place, at, n: said + 1, ...behaviour.end });
  }
}

const placeKey = ({ step, foreach, round, attempt }: Omit<EventPlace, 'seq' | 'at' | 'n'>): string =>
  JSON.stringify([step, foreach, round, attempt]);
