import type { ArtifactContent, CardContent } from '../../model/artifact';
import { assert } from '../../model/assert';
import type { RunEvent } from '../../model/events';
import type { ContentHash } from '../../model/ids';
import type { RunRecord } from '../../model/record';
import type { Fault, Language, Scenario } from '../../model/scenario';
import type { StoredRun } from '../../protocol/engine';
import type { RunCommit, RunStores } from '../ports';
import { boundedWorkers } from './boundedWorkers';
import { Engine } from './engine';
import { flowSourceOf, preparedSource } from './loading';
import type { Workers } from './liveWorld';
import { RunDriver } from './runDriver';

/** A whole run that nobody watches and nothing stores: its row, its log, and the contents that the log refers to. */
export interface HeadlessRun {
  readonly stored: StoredRun;
  readonly events: readonly RunEvent[];
  /** Of its artifacts and its parameters. */
  readonly contents: ReadonlyMap<ContentHash, ArtifactContent>;
  readonly cards: ReadonlyMap<ContentHash, CardContent>;
}

export interface HeadlessOptions {
  /** Stores in memory, empty ones with every call. */
  readonly newStores: () => RunStores;
  readonly version: string;
  /** @throws {FaultlineError} `language-not-here` */
  readonly workersFor: (language: Language) => Workers;
  /** Attempts that compute at once, those of all runs together. */
  readonly concurrent: number;
  readonly now: () => number;
}

/** Runs at once, as fast as they go, each in a memory of its own. User code sees no run besides its own. */
export class Headless {
  readonly #options: HeadlessOptions;
  readonly #workers = new Map<Language, Workers>();
  /** Attempts that were begun. */
  #attempts = 0;

  constructor(options: HeadlessOptions) {
    this.#options = options;
  }

  /** Milliseconds of a clock that never goes back. */
  now(): number {
    return this.#options.now();
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** The run of a scenario from its start; its record where the command made none. Ends soon once `signal` aborts. */
  async run(scenario: Scenario, signal: AbortSignal): Promise<HeadlessRun | RunRecord> {
    const kept = keeping(this.#options.newStores());
    const record = await this.#executed(scenario, kept.stores, signal);
    const [stored] = await kept.stores.runs.list();
    return stored === undefined ? record : kept.run(stored);
  }

  /** What comes of one command on a scenario, and nothing else of it. Ends soon once `signal` aborts. */
  record(scenario: Scenario, signal: AbortSignal): Promise<RunRecord> {
    return this.#executed(scenario, this.#options.newStores(), signal);
  }

  #executed(scenario: Scenario, stores: RunStores, signal: AbortSignal): Promise<RunRecord> {
    const { version, now } = this.#options;
    const engine = new Engine({
      stores,
      version,
      workersFor: (language) => this.#workersFor(language),
      tell: () => {
        if (signal.aborted) engine.cancel();
      },
      tabs: { say: () => undefined, listen: () => () => undefined },
      now,
      timeOriginMs: 0,
    });
    return engine.execute({ scenario, pace: 'instant' });
  }

  /**
   * The run that goes as `before` up to its event `fromSeq`, and from there on under other failures. It is the run that
   * the scenario has with these failures from the start, if none of them could have struck earlier: the log of a run
   * does not depend on where it was interrupted.
   */
  async branch(
    before: HeadlessRun,
    fromSeq: number,
    faults: readonly Fault[],
    signal: AbortSignal,
  ): Promise<HeadlessRun> {
    const kept = keeping(this.#options.newStores(), before);
    const { number: _, duration: __, ...row } = before.stored;
    const scenario = { ...row.scenario, faults };
    const blank = { ...row, scenario, outcome: null, digest: null, startedAt: new Date().toISOString() };
    const { runs, log, artifacts } = kept.stores;
    const run = await runs.create(blank);
    await artifacts.putAll([...before.contents.values()], run.id);
    if (fromSeq > 0) await log.append(run.id, before.events.slice(0, fromSeq));
    await this.#drive(run, kept.stores, signal);
    const ended = await runs.get(run.id);
    assert(ended !== null, 'a run in memory stays there');
    return kept.run(ended);
  }

  async #drive(stored: StoredRun, stores: RunStores, signal: AbortSignal): Promise<void> {
    const workers = this.#workersFor(stored.scenario.language);
    const prepared = await preparedSource(workers, flowSourceOf(stored.scenario, stored.setup));
    assert(prepared.ok, 'a run was made of a flow that compiles');
    const driver = new RunDriver({
      stored,
      source: prepared.source,
      pace: 'instant',
      workers,
      stores,
      now: this.#options.now,
      timeOriginMs: 0,
      tell: () => undefined,
    });
    const cancel = (): void => {
      driver.cancel();
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
    try {
      await driver.drive();
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /** One bound for all runs of a language, and a count of what they take. */
  #workersFor(language: Language): Workers {
    const known = this.#workers.get(language);
    if (known !== undefined) return known;
    const bounded = boundedWorkers(this.#options.workersFor(language), this.#options.concurrent);
    const counted: Workers = {
      ...bounded,
      take: (source) => {
        this.#attempts += 1;
        return bounded.take(source);
      },
    };
    this.#workers.set(language, counted);
    return counted;
  }
}

/** Stores that also hand out what a run brought; what it shares with `before` is kept once. */
function keeping(stores: RunStores, before: HeadlessRun | null = null) {
  const contents = new Map(before?.contents);
  const cards = new Map(before?.cards);
  const add = (content: ArtifactContent): void => {
    if (!contents.has(content.hash)) contents.set(content.hash, content);
  };
  const kept: RunStores = {
    ...stores,
    runs: {
      ...stores.runs,
      create: (run, parameters = []) => {
        parameters.forEach(add);
        return stores.runs.create(run, parameters);
      },
    },
    log: {
      ...stores.log,
      commit: (commit: RunCommit) => {
        commit.artifacts.forEach(add);
        for (const card of commit.cards) cards.set(card.hash, card);
        return stores.log.commit(commit);
      },
    },
  };
  const run = async (stored: StoredRun): Promise<HeadlessRun> => ({
    stored,
    events: await stores.log.read(stored.id),
    contents,
    cards,
  });
  return { stores: kept, run };
}
