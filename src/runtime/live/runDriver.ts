import { Digest } from '../../engine/digest';
import { apply, openingFacts, startRun } from '../../engine/run';
import type { EventFact, RunEvent } from '../../model/events';
import type { RunOutcome } from '../../model/record';
import type { Run } from '../../model/run';
import type { Fault, Pace, Scenario } from '../../model/scenario';
import { secondsOf, ZERO } from '../../model/time';
import type { EngineNews, StoredRun } from '../../protocol/engine';
import type { FlowSource } from '../../protocol/flowHost';
import { drive, isOver, numbered } from '../drive';
import type { RunEnd, RunStores } from '../ports';
import { RUN_PLACE, type Happening, type Release } from '../world';
import { BlobCache } from './blobCache';
import { ClientLibrary, READS_RUNS } from './clientLibrary';
import { callExitHooks } from './exitHooks';
import { LiveWorld, type Workers } from './liveWorld';

const CACHE_BYTES_MAX = 128 * 2 ** 20;

export interface RunDriverOptions {
  readonly stored: StoredRun;
  readonly source: FlowSource;
  readonly pace: Pace;
  readonly workers: Workers;
  readonly stores: RunStores;
  readonly now: () => number;
  /** Milliseconds since 1970 of `now`'s zero, so that the page's clock and ours can be compared. */
  readonly timeOriginMs: number;
  readonly tell: (news: EngineNews) => void;
}

/** Drives one stored run from where its log ends to its end, and tells the page what is stored. */
export class RunDriver {
  readonly #options: RunDriverOptions;
  readonly #digest: Digest;
  /** What exit hooks read in a flow that reads no runs otherwise; null without hooks. */
  readonly #ownRun: ClientLibrary | null;
  readonly #blobs: BlobCache;
  #world: LiveWorld | null = null;
  #library: ClientLibrary | null = null;
  #pace: Pace;
  #irreproducible: string | null;
  #scenario: Scenario;
  #isCancelled = false;
  #attempts = 0;
  #striking: Promise<unknown> = Promise.resolve();

  constructor(options: RunDriverOptions) {
    this.#options = options;
    this.#digest = new Digest(options.stored.scenario.language);
    this.#ownRun = options.stored.setup.exitHooks === undefined ? null : ClientLibrary.ofRun(options.stored);
    this.#blobs = new BlobCache(options.stores.artifacts, CACHE_BYTES_MAX);
    this.#pace = options.pace;
    this.#irreproducible = options.stored.irreproducible;
    this.#scenario = options.stored.scenario;
  }

  get runId(): StoredRun['id'] {
    return this.#options.stored.id;
  }

  setPace(pace: Pace): void {
    this.#pace = pace;
    this.#world?.setPace(pace);
  }

  step(): void {
    this.#pace = 0;
    this.#world?.step();
  }

  /** Also before the first attempt. */
  cancel(): void {
    this.#isCancelled = true;
    this.#world?.cancel();
  }

  /**
   * Lets a failure strike the run now: one microsecond after what is in its log. It joins the run's scenario, under
   * which the run would have gone the same way. Null, and nothing has changed, when it would strike nothing in flight
   * and is aimed at an attempt.
   */
  strike(fault: Fault): Promise<Fault | null> {
    const struck = this.#striking.then(() => (this.#world === null ? null : this.#strike(fault, this.#world)));
    this.#striking = struck.catch(() => undefined); // One after the other: each goes on from the scenario of the last.
    return struck;
  }

  async #strike(fault: Fault, world: LiveWorld): Promise<Fault | null> {
    const at = secondsOf(world.hold());
    const struck: Fault = { ...fault, id: this.#freshId(), moment: { at, of: 'run' } };
    const scenario = { ...this.#scenario, faults: [...this.#scenario.faults, struck] };
    const isKept = fault.attempts === 'every' || world.wouldStrike(scenario);
    try {
      if (!isKept) return null;
      const { stored, stores, tell } = this.#options;
      // Recorded before it is believed: after a crash here the run goes on under the failure.
      const run = await stores.runs.update(stored.id, { scenario });
      this.#scenario = scenario;
      tell({ kind: 'run-changed', run });
      return struck;
    } finally {
      world.aim(this.#scenario);
    }
  }

  #freshId(): string {
    const ids = new Set(this.#scenario.faults.map(({ id }) => id));
    for (let i = 1; ; i++) if (!ids.has(`live-${String(i)}`)) return `live-${String(i)}`;
  }

  /** Resolves when the run has ended and all of it is stored. */
  async drive(): Promise<void> {
    const { stored, stores } = this.#options;
    const events = await stores.log.read(stored.id);
    for (const event of events) this.#count(event);
    await this.#openLibrary(events);
    let run = events.reduce(apply, startRun(stored.setup));
    if (run.length === 0) run = await this.#open(run);
    if (isOver(run)) return;
    this.#world = this.#worldFor(run, events);
    if (this.#isCancelled) this.#world.cancel();
    await drive(
      run,
      this.#world,
      (events, release) => this.#commit(events, release),
      (run, last) => this.#callHooks(run, last),
    );
  }

  #callHooks(run: Run, last: EventFact): Promise<readonly Happening[]> {
    const { source, workers } = this.#options;
    const library = this.#library ?? this.#ownRun;
    if (library === null || run.setup.exitHooks === undefined) return Promise.resolve([]);
    return callExitHooks(run, last, { source, workers, library, blobs: this.#blobs });
  }

  async #openLibrary(events: readonly RunEvent[]): Promise<void> {
    const { stored, stores } = this.#options;
    this.#library = await ClientLibrary.open(stored, stores);
    this.#library?.add(events);
    this.#ownRun?.add(events);
    if (this.#library?.hasOthers === true) this.#irreproducible ??= READS_RUNS;
  }

  async #open(run: Run): Promise<Run> {
    const facts = openingFacts(run.setup);
    const happenings = facts.map(([place, fact]) => ({ ...RUN_PLACE, ...place, at: ZERO, ...fact }));
    const events = numbered(0, happenings);
    await this.#commit(events, { happenings, artifacts: [], cards: [] });
    return events.reduce(apply, run);
  }

  #worldFor(run: Run, events: readonly RunEvent[]): LiveWorld {
    const { stored, source, workers, now, timeOriginMs, tell } = this.#options;
    return new LiveWorld({
      run,
      events,
      source,
      aims: this.#scenario,
      services: this.#scenario.services,
      pace: this.#pace,
      workers,
      blobs: this.#blobs,
      library: this.#library,
      now,
      onclock: (reading) => {
        tell({ kind: 'clock', runId: stored.id, wallMs: timeOriginMs + now(), ...reading });
      },
      onirreproducible: (reason) => {
        this.#irreproducible ??= reason;
      },
    });
  }

  async #commit(events: readonly RunEvent[], { artifacts, cards }: Release): Promise<void> {
    const { stored, stores, tell } = this.#options;
    for (const event of events) this.#count(event);
    const outcome = outcomeOf(events.at(-1));
    const end: { end?: RunEnd } = outcome === null ? {} : { end: this.#end(outcome) };
    await stores.log.commit({ run: stored.id, events, artifacts, cards, ...end });
    this.#library?.add(events);
    this.#ownRun?.add(events);
    tell({ kind: 'events', runId: stored.id, events });
  }

  #count(event: RunEvent): void {
    this.#digest.add(event);
    if (event.type === 'attempt-started') this.#attempts += 1;
  }

  #end(outcome: RunOutcome): RunEnd {
    return { outcome, attempts: this.#attempts, digest: this.#digest.hex(), irreproducible: this.#irreproducible };
  }
}

function outcomeOf(last: RunEvent | undefined): RunOutcome | null {
  switch (last?.type) {
    case 'run-succeeded':
      return 'succeeded';
    case 'run-failed':
      return 'failed';
    case 'run-cancelled':
      return 'cancelled';
    default:
      return null;
  }
}
