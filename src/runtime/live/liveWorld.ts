import { strikesOn, type Aims, type Launch } from '../../engine/strikes';
import type { ArtifactContent, CardContent } from '../../model/artifact';
import type { EventFact, RunEvent } from '../../model/events';
import type { Run } from '../../model/run';
import type { Pace, Service } from '../../model/scenario';
import type { Strikes } from '../../model/strikes';
import { later, microseconds, type Instant } from '../../model/time';
import type { Work } from '../../model/work';
import type { PreparedSource } from '../../protocol/compiler';
import type { AttemptOrder, FlowHost, FlowSource, VoiceMessage } from '../../protocol/flowHost';
import { Agenda } from '../agenda';
import { Signal } from '../signal';
import { RUN_PLACE, type Happening, type Release, type World } from '../world';
import { runAttempt } from './attempts';
import type { BlobCache } from './blobCache';
import type { ClientLibrary } from './clientLibrary';
import type { EndHappening, SaidHappening } from './happenings';
import type { Lease } from './lease';
import { hashesOf, orderOf, type AttemptWork } from './orders';
import { Pacer, type ClockReading } from './pacer';
import { Replay } from './replay';
import { Testimony } from './testimony';

/** Where attempts get their workers. */
export interface Workers {
  /** A fresh worker, for an attempt of a prepared flow that could be loaded; without one, for anything. */
  take(source?: FlowSource): Promise<Lease<FlowHost>>;
  giveBack(lease: Lease<FlowHost>, reason: string): void;
  /** Compiles a source. Absent where the workers read it themselves. */
  prepare?(source: FlowSource): Promise<PreparedSource>;
}

export interface LiveWorldOptions {
  readonly run: Run;
  /** What is stored of the run already. */
  readonly events: readonly RunEvent[];
  readonly source: FlowSource;
  readonly aims: Aims;
  readonly services: readonly Service[];
  readonly pace: Pace;
  readonly workers: Workers;
  readonly blobs: BlobCache;
  /** Null for a flow that does not mention the client API. */
  readonly library: ClientLibrary | null;
  /** Milliseconds of the wall, only ever compared with each other. */
  readonly now: () => number;
  readonly onclock: (reading: ClockReading) => void;
  /** Something happened that no other run of the scenario would repeat. */
  readonly onirreproducible: (reason: string) => void;
}

/** An attempt that was begun and is still wanted: until the log has its end, also when it has computed. */
interface InFlight {
  readonly work: AttemptWork;
  readonly run: Run;
  readonly strikes: Strikes;
  readonly abort: AbortController;
}

interface Bytes {
  readonly artifacts: readonly ArtifactContent[];
  readonly cards: readonly CardContent[];
}

/** The world as it is: attempts in sandboxed workers, a clock that plays at the chosen pace. */
export class LiveWorld implements World {
  readonly #options: LiveWorldOptions;
  readonly #agenda: Agenda;
  readonly #pacer: Pacer;
  readonly #replay: Replay;
  readonly #signal = new Signal();
  readonly #inFlight = new Map<string, InFlight>();
  readonly #bytes = new Map<Happening, Bytes>();
  #aims: Aims;
  #isHeld = false;
  #isStepping = false;
  #verdict: EventFact | null = null;
  #broken: unknown = null;
  #lastAt: Instant;

  constructor(options: LiveWorldOptions) {
    this.#options = options;
    this.#aims = options.aims;
    this.#agenda = new Agenda(options.run.setup, (launch) => strikesOn(this.#aims, launch).death?.at ?? null);
    this.#pacer = new Pacer(options.pace, options.run.now, options.now());
    this.#replay = new Replay(options.run, options.events);
    this.#lastAt = options.run.now;
  }

  setPace(pace: Pace): void {
    if (pace !== 0) this.#isStepping = false;
    this.#pacer.setPace(pace, this.#options.now());
    this.#signal.raise();
  }

  /** The clock goes to the next event, and stands still there. */
  step(): void {
    this.#isStepping = true;
    this.setPace(0);
  }

  /** A person pressed Stop: the run ends where the played clock stands. */
  cancel(): void {
    this.#options.onirreproducible('Somebody stopped the run.');
    this.#verdict = { type: 'run-cancelled' };
    this.#signal.raise();
  }

  /**
   * Stops releasing events, and gives the first instant that is still open: what happens there can be changed. Events
   * are released again after {@link aim}.
   */
  hold(): Instant {
    this.#isHeld = true;
    return later(this.#lastAt, 1);
  }

  /** Whether a fault would strike an attempt that is in flight. */
  wouldStrike(aims: Aims): boolean {
    return [...this.#inFlight].some(
      ([key, { work, strikes }]) => this.#agenda.has(key) && !isEqual(strikes, strikesOn(aims, launchOf(work))),
    );
  }

  /** Failures are aimed otherwise from now on. Attempts whose lot changes are executed again, as if it had been so. */
  aim(aims: Aims): void {
    this.#aims = aims;
    this.#isHeld = false;
    for (const [key, { work, run, strikes, abort }] of this.#inFlight) {
      if (!this.#agenda.has(key) || isEqual(strikes, strikesOn(aims, launchOf(work)))) continue;
      abort.abort();
      this.#agenda.restart(key);
      void this.#attempt(key, work, run);
    }
    this.#signal.raise();
  }

  reconcile(work: readonly Work[], run: Run): void {
    this.#agenda.reconcile(work);
    const attempts = new Map(work.flatMap((item) => (item.kind === 'attempt' ? [[item.key, item] as const] : [])));
    for (const [key, { abort }] of this.#inFlight) {
      if (attempts.has(key)) continue;
      abort.abort();
      this.#inFlight.delete(key);
    }
    for (const [key, item] of attempts) if (!this.#inFlight.has(key)) void this.#attempt(key, item, run);
  }

  async next(): Promise<Release> {
    for (;;) {
      if (this.#broken !== null) throw this.#broken;
      if (this.#isHeld) {
        await this.#signal.wait(Infinity);
        continue;
      }
      if (this.#verdict !== null) return this.#conclude(this.#verdict);
      const { happenings, blocked } = this.#agenda.release(this.#pacer.until(this.#options.now()));
      if (happenings.length > 0) return this.#released(happenings);
      if (this.#isStepping && blocked.by === 'clock') {
        this.#isStepping = false;
        this.#pacer.reach(blocked.until, this.#options.now());
        continue;
      }
      this.#pacer.hold(this.#agenda.horizon(), this.#options.now());
      this.#tellClock();
      const ms = blocked.by === 'clock' ? this.#pacer.msUntil(blocked.until, this.#options.now()) : Infinity;
      await this.#signal.wait(ms);
    }
  }

  #released(happenings: readonly Happening[]): Release {
    for (const happening of happenings) {
      this.#lastAt = happening.at;
      this.#replay.remember(happening);
    }
    this.#pacer.reach(this.#lastAt, this.#options.now());
    if (this.#pacer.pace === 'instant') this.#tellClock();
    const bytes = happenings.flatMap((happening) => this.#bytes.get(happening) ?? []);
    for (const happening of happenings) this.#bytes.delete(happening);
    return {
      happenings,
      artifacts: bytes.flatMap(({ artifacts }) => artifacts),
      cards: bytes.flatMap(({ cards }) => cards),
    };
  }

  #conclude(fact: EventFact): Release {
    const { at } = this.#pacer.read(this.#options.now());
    const happening = { ...RUN_PLACE, at: at > this.#lastAt ? at : this.#lastAt, ...fact };
    return { happenings: [happening], artifacts: [], cards: [] };
  }

  #tellClock(): void {
    this.#options.onclock(this.#pacer.read(this.#options.now()));
  }

  /** Runs one attempt in a worker of its own, and gives the worker back when the attempt has ended or is given up. */
  async #attempt(key: string, work: AttemptWork, run: Run): Promise<void> {
    const abort = new AbortController();
    const strikes = strikesOn(this.#aims, launchOf(work));
    this.#inFlight.set(key, { work, run, strikes, abort });
    const { workers, source, services } = this.#options;
    const order = orderOf(run, work, source, { seed: this.#aims.seed, services, strikes });
    const testimony = new Testimony({
      place: { ...work.place, attempt: work.attempt },
      codeStartsAt: order.codeStartsAt,
      durationUs: microseconds(run.setup.platform.duration),
      strikes,
    });
    if (strikes.death !== null && strikes.death.at <= order.codeStartsAt) {
      this.#end(key, testimony.death()); // Nothing of it ever runs, so there is nothing to be ended.
      return;
    }
    try {
      const lease = await workers.take(source);
      abort.signal.addEventListener('abort', () => {
        lease.end('the attempt is no longer wanted');
      });
      try {
        if (!abort.signal.aborted) {
          const whole = { ...order, ...(await this.#fetched(order, work)) };
          await this.#converse(key, testimony, (hear) => runAttempt(lease, whole, hear), abort);
        }
      } finally {
        workers.giveBack(lease, 'the attempt has ended');
      }
    } catch (error) {
      this.#broken = error;
    } finally {
      this.#signal.raise();
    }
  }

  /** What an order refers to but does not hold. */
  async #fetched(
    order: Parameters<typeof hashesOf>[0],
    work: AttemptWork,
  ): Promise<Pick<AttemptOrder, 'blobs' | 'client'>> {
    const { blobs, library } = this.#options;
    const needed = hashesOf(order);
    if (library === null) return { client: null, blobs: await blobs.getAll(needed) };
    const { client, hashes } = library.viewFor(work, needed);
    return { client, blobs: await blobs.getAll(new Set([...needed, ...hashes])) };
  }

  async #converse(
    key: string,
    testimony: Testimony,
    attempt: (hear: (message: VoiceMessage) => void) => ReturnType<typeof runAttempt>,
    abort: AbortController,
  ): Promise<void> {
    const { signal } = abort;
    const outcome = await attempt((message) => {
      if (signal.aborted) return;
      const heard = testimony.hear(message);
      if (heard === 'dead') {
        this.#end(key, testimony.death());
        abort.abort(); // Death is real: whatever the worker would do after this moment, it does not.
        return;
      }
      if (heard === null) this.#agenda.clock(key, testimony.clock);
      else this.#say(key, heard);
      this.#signal.raise();
    });
    if (signal.aborted) return;
    if ('died' in outcome) {
      this.#options.onirreproducible(outcome.died.message ?? 'A worker died.');
      this.#end(key, testimony.brokeDown(outcome.died));
      return;
    }
    const end = testimony.end(outcome);
    if (end.happening.type === 'attempt-failed' && end.happening.failure.cause === 'watchdog') {
      this.#options.onirreproducible(end.happening.failure.message ?? 'The watchdog ended an attempt.');
    }
    this.#end(key, end);
  }

  #end(key: string, end: EndHappening | null): void {
    if (end === null) return;
    for (const { hash, bytes } of end.artifacts) this.#options.blobs.add(hash, bytes);
    this.#bytes.set(end.happening, end);
    this.#agenda.end(key, end.happening);
    this.#signal.raise();
  }

  #say(key: string, { happening, cards }: SaidHappening): void {
    const known = this.#replay.check(happening);
    if (known === 'new') {
      if (cards.length > 0) this.#bytes.set(happening, { artifacts: [], cards });
      this.#agenda.say(key, happening);
    }
    if (known === 'same') this.#agenda.repeat(key, happening);
    if (known === 'different') this.#verdict = notReproducible(happening);
  }
}

const launchOf = ({ place, attempt, since, fallback }: AttemptWork): Launch => ({ place, attempt, since, fallback });

const isEqual = (a: Strikes, b: Strikes): boolean => JSON.stringify(a) === JSON.stringify(b);

const notReproducible = ({ step, attempt }: Happening): EventFact => ({
  type: 'run-failed',
  headline: 'Not reproducible',
  message:
    `Attempt ${String(attempt)} of step ${step ?? ''} said something else when it was executed again ` +
    'after the interruption. The code depends on something that is not part of the scenario.',
});
