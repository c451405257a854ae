import type { ArtifactContent } from '../../model/artifact';
import type { EventFact, RunEvent } from '../../model/events';
import type { Run } from '../../model/run';
import type { Pace } from '../../model/scenario';
import { later, microseconds, type Instant } from '../../model/time';
import type { Work } from '../../model/work';
import type { AttemptOrder, FlowHost, FlowSource, VoiceMessage } from '../../protocol/flowHost';
import { Agenda } from '../agenda';
import type { CardContent } from '../ports';
import { Signal } from '../signal';
import { RUN_PLACE, type Happening, type Release, type World } from '../world';
import { runAttempt } from './attempts';
import type { BlobCache } from './blobCache';
import type { ClientLibrary } from './clientLibrary';
import { deathOf, endOf, saidOf, type AttemptPlace, type SaidHappening } from './happenings';
import type { Lease } from './lease';
import { hashesOf, orderOf, type AttemptWork } from './orders';
import { Pacer, type ClockReading } from './pacer';
import { Replay } from './replay';

/** Where attempts get their workers. */
export interface Workers {
  take(): Promise<Lease<FlowHost>>;
  giveBack(lease: Lease<FlowHost>, reason: string): void;
}

export interface LiveWorldOptions {
  readonly run: Run;
  /** What is stored of the run already. */
  readonly events: readonly RunEvent[];
  readonly source: FlowSource;
  readonly seed: number;
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
  /** Attempts that were begun and are still wanted: until the log has their end, also when they have computed. */
  readonly #inFlight = new Map<string, AbortController>();
  readonly #bytes = new Map<Happening, Bytes>();
  #verdict: EventFact | null = null;
  #broken: unknown = null;
  #lastAt: Instant;

  constructor(options: LiveWorldOptions) {
    this.#options = options;
    this.#agenda = new Agenda(options.run.setup);
    this.#pacer = new Pacer(options.pace, options.run.now, options.now());
    this.#replay = new Replay(options.run, options.events);
    this.#lastAt = options.run.now;
  }

  setPace(pace: Pace): void {
    this.#pacer.setPace(pace, this.#options.now());
    this.#signal.raise();
  }

  /** A person pressed Stop: the run ends where the played clock stands. */
  cancel(): void {
    this.#options.onirreproducible('Somebody stopped the run.');
    this.#verdict = { type: 'run-cancelled' };
    this.#signal.raise();
  }

  reconcile(work: readonly Work[], run: Run): void {
    this.#agenda.reconcile(work);
    const attempts = new Map(work.flatMap((item) => (item.kind === 'attempt' ? [[item.key, item] as const] : [])));
    for (const [key, abort] of this.#inFlight) {
      if (attempts.has(key)) continue;
      abort.abort();
      this.#inFlight.delete(key);
    }
    for (const [key, item] of attempts) if (!this.#inFlight.has(key)) void this.#attempt(key, item, run);
  }

  async next(): Promise<Release> {
    for (;;) {
      if (this.#broken !== null) throw this.#broken;
      if (this.#verdict !== null) return this.#conclude(this.#verdict);
      const { happenings, blocked } = this.#agenda.release(this.#pacer.until(this.#options.now()));
      if (happenings.length > 0) return this.#released(happenings);
      this.#pacer.hold(this.#agenda.horizon(), this.#options.now());
      this.#tellClock();
      const ms = blocked.by === 'clock' ? this.#pacer.msUntil(blocked.until, this.#options.now()) : Infinity;
      await this.#signal.wait(ms);
    }
  }

  #released(happenings: readonly Happening[]): Release {
    for (const { at } of happenings) this.#lastAt = at;
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
    this.#inFlight.set(key, abort);
    const { workers, source, seed } = this.#options;
    const order = orderOf(run, work, source, seed);
    try {
      const lease = await workers.take();
      abort.signal.addEventListener('abort', () => {
        lease.end('the attempt is no longer wanted');
      });
      try {
        if (!abort.signal.aborted) {
          const whole = { ...order, ...(await this.#fetched(order, work)) };
          await this.#converse(key, work, run, (hear) => runAttempt(lease, whole, hear), abort.signal);
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
    work: AttemptWork,
    run: Run,
    attempt: (hear: (message: VoiceMessage) => void) => ReturnType<typeof runAttempt>,
    signal: AbortSignal,
  ): Promise<void> {
    const place: AttemptPlace = { ...work.place, attempt: work.attempt };
    const { startup, duration } = run.setup.platform;
    let clock = later(work.since, microseconds(startup));
    let said = 0;
    const outcome = await attempt((message) => {
      if (signal.aborted || message.at < clock) return; // A clock that goes back is a lie.
      clock = message.at;
      if (message.kind === 'clock') this.#agenda.clock(key, message.at);
      else if (message.n === said + 1) {
        said = message.n;
        this.#say(key, saidOf(place, message));
      }
      this.#signal.raise();
    });
    if (signal.aborted) return;
    if ('died' in outcome) {
      this.#options.onirreproducible(outcome.died.message ?? 'A worker died.');
      this.#agenda.end(key, deathOf(place, said + 1, later(clock, microseconds(duration)), outcome.died));
      return;
    }
    if (outcome.end.kind === 'failed' && outcome.end.failure.cause === 'watchdog') {
      this.#options.onirreproducible(outcome.end.failure.message ?? 'The watchdog ended an attempt.');
    }
    const codeEndedAt = outcome.codeEndedAt < clock ? clock : outcome.codeEndedAt;
    const end = endOf(place, { ...outcome, codeEndedAt, said }, microseconds(duration));
    for (const { hash, bytes } of end.artifacts) this.#options.blobs.add(hash, bytes);
    this.#bytes.set(end.happening, end);
    this.#agenda.end(key, end.happening);
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

const notReproducible = ({ step, attempt }: Happening): EventFact => ({
  type: 'run-failed',
  headline: 'Not reproducible',
  message:
    `Attempt ${String(attempt)} of step ${step ?? ''} said something else when it was executed again ` +
    'after the interruption. The code depends on something that is not part of the scenario.',
});
