import type { CommandOf } from '../../cli/command';
import { printedRecord, rejectedRecord } from '../../engine/record';
import type { ArtifactPreview } from '../../model/artifact';
import { assert, FaultlineError } from '../../model/assert';
import type { RunEvent } from '../../model/events';
import type { ContentHash } from '../../model/ids';
import type { RunRecord, RunSummary } from '../../model/record';
import type { Fault, Language, Pace, Scenario } from '../../model/scenario';
import { secondsOf } from '../../model/time';
import type { EngineNews, ExecuteOrder, RunLabel, StoredRun } from '../../protocol/engine';
import type { FlowHost } from '../../protocol/flowHost';
import type { RunStores } from '../ports';
import type { Lease } from './lease';
import type { Workers } from './liveWorld';
import { flowSourceOf, preparedSource } from './loading';
import {
  passedLines,
  prepareResume,
  prepareRun,
  withLoaded,
  type Loaded,
  type LoadedCommand,
  type ReadyRun,
  type Refused,
} from './prepare';
import { preambleOf, printedBy, refusalLines } from './printing';
import { RunDriver } from './runDriver';
import { RunWatcher } from './runWatcher';
import { recordOfStored } from './storedRecord';
import { tabNewsOf, type Tabs } from './tabs';

export interface EngineOptions {
  readonly stores: RunStores;
  /** What this version is called in records. */
  readonly version: string;
  /** @throws {FaultlineError} `language-not-here` */
  readonly workersFor: (language: Language) => Workers;
  readonly tell: (news: EngineNews) => void;
  readonly tabs: Tabs;
  /** Milliseconds of a clock that never goes back; its zero is `timeOriginMs` since 1970. */
  readonly now: () => number;
  readonly timeOriginMs: number;
}

/** What a command came to: a run that was driven, or words. */
type Done = { readonly kind: 'ran'; readonly run: StoredRun } | { readonly kind: 'said'; readonly record: RunRecord };

/** Executes Metaflow's commands on scenarios, one at a time, and answers for what is stored. */
export class Engine {
  readonly #options: EngineOptions;
  #busy = false;
  #driver: RunDriver | null = null;
  #watcher: RunWatcher | null = null;
  #pace: Pace = 'instant';

  constructor(options: EngineOptions) {
    this.#options = options;
    options.tabs.listen((news) => {
      if (news.kind === 'runs-changed') options.tell(news);
    });
  }

  /** Resolves when the command has ended, with its record. @throws {FaultlineError} `run-in-progress` */
  execute({ scenario, pace }: ExecuteOrder): Promise<RunRecord> {
    return this.#alone(pace, async () => {
      const workers = this.#options.workersFor(scenario.language);
      const done = await withLoaded(scenario, workers, this.#options.stores, (loaded, lease) =>
        this.#begin(scenario, loaded, lease),
      );
      if (done.kind === 'said') return done.record;
      return this.#driveToEnd(done.run);
    });
  }

  /** Goes on with an interrupted run; one that has ended is answered with its record. */
  continue(name: string, pace: Pace): Promise<RunRecord> {
    return this.#alone(pace, async () => {
      const run = await this.#stored(name);
      return run.outcome === null ? this.#driveToEnd(run) : recordOfStored(run, this.#options.stores);
    });
  }

  cancel(): void {
    this.#driver?.cancel();
  }

  async strike(fault: Fault): Promise<Fault | null> {
    return (await this.#driver?.strike(fault)) ?? null;
  }

  setPace(pace: Pace): void {
    this.#pace = pace;
    this.#driver?.setPace(pace);
  }

  step(): void {
    this.#pace = 0;
    this.#driver?.step();
  }

  async runs(): Promise<readonly RunSummary[]> {
    const { runs, locks } = this.#options.stores;
    return Promise.all(
      (await runs.list()).map(async (run) => {
        const isDriven = run.outcome === null && (await locks.isDriven(run.id));
        return summaryOf(run, isDriven);
      }),
    );
  }

  async labelRun(name: string, { name: called, ...label }: RunLabel): Promise<void> {
    const { id } = await this.#stored(name);
    const naming = called === undefined ? {} : { name: called ?? undefined };
    await this.#options.stores.runs.update(id, { ...label, ...naming });
    this.#tellAll({ kind: 'runs-changed' });
  }

  async deleteRuns(names: readonly string[]): Promise<readonly string[]> {
    const { runs } = this.#options.stores;
    const kept: string[] = [];
    for (const name of names) {
      const run = await runs.get(name);
      if (run !== null && !(await isDeleted(runs.delete(run.id)))) kept.push(name);
    }
    this.#tellAll({ kind: 'runs-changed' });
    return kept;
  }

  async record(name: string): Promise<RunRecord> {
    return recordOfStored(await this.#stored(name), this.#options.stores);
  }

  async open(name: string): Promise<{ run: StoredRun; events: readonly RunEvent[] }> {
    const run = await this.#stored(name);
    const events = await this.#options.stores.log.read(run.id);
    if (run.id !== this.#driver?.runId) void this.#watchIfDriven(run, events.length);
    return { run, events };
  }

  /** Follows a run while another tab drives it. */
  async #watchIfDriven(run: StoredRun, length: number): Promise<void> {
    const { stores, tabs, tell } = this.#options;
    this.#watcher?.stop();
    const watcher = new RunWatcher({ run, length, stores, tabs, tell });
    this.#watcher = watcher;
    const isDriven = run.outcome === null && (await stores.locks.isDriven(run.id).catch(() => false));
    if (isDriven && this.#watcher === watcher) await watcher.watch();
  }

  previews(hashes: readonly ContentHash[]): Promise<ReadonlyMap<ContentHash, ArtifactPreview>> {
    return this.#options.stores.artifacts.previews(hashes);
  }

  card(hash: ContentHash): Promise<string | null> {
    return this.#options.stores.cards.get(hash);
  }

  /** Tells the page, and the other tabs what concerns them. */
  readonly #tellAll = (news: EngineNews): void => {
    this.#options.tell(news);
    const forTabs = tabNewsOf(news);
    if (forTabs !== null) this.#options.tabs.say(forTabs);
  };

  async #alone<T>(pace: Pace, work: () => Promise<T>): Promise<T> {
    if (this.#busy) {
      throw new FaultlineError('run-in-progress', 'A run is in progress on this page. Wait for its end, or stop it.');
    }
    this.#busy = true;
    this.#watcher?.stop();
    this.#pace = pace;
    try {
      return await work();
    } finally {
      this.#busy = false;
      this.#driver = null;
    }
  }

  async #stored(name: string): Promise<StoredRun> {
    const run = await this.#options.stores.runs.get(name);
    if (run === null)
      throw new FaultlineError('run-not-found', `There is no run ${name} in this browser.`, { run: name });
    return run;
  }

  async #begin(scenario: Scenario, loaded: Loaded, lease: Lease<FlowHost>): Promise<Done> {
    if (loaded.kind === 'refused') return this.#refuse(scenario, '', loaded, []);
    const { command, flow } = loaded.loaded;
    const preamble = preambleOf(scenario, loaded.loaded);
    switch (command.kind) {
      case 'run':
        return this.#create(
          scenario,
          preamble,
          await prepareRun(scenario, loaded.loaded, command, lease),
          loaded.loaded,
        );
      case 'resume':
        return this.#resume(scenario, preamble, loaded.loaded, command);
      case 'usage-error':
        return this.#refuse(scenario, flow.name, { ...command, kind: 'refused' }, preamble);
      default:
        return this.#print(scenario, loaded.loaded, preamble);
    }
  }

  async #resume(
    scenario: Scenario,
    preamble: readonly string[],
    loaded: LoadedCommand,
    command: CommandOf<'resume'>,
  ): Promise<Done> {
    return this.#create(
      scenario,
      preamble,
      await prepareResume(scenario, loaded, command, this.#options.stores),
      loaded,
    );
  }

  async #create(
    scenario: Scenario,
    preamble: readonly string[],
    prepared: ReadyRun | Refused,
    loaded: LoadedCommand,
  ): Promise<Done> {
    const { flow, command } = loaded;
    if (prepared.kind === 'refused') return this.#refuse(scenario, flow.name, prepared, preamble);
    const { runs } = this.#options.stores;
    const { setup, parameters, origin } = prepared;
    const run = await runs.create(
      {
        id: setup.runId,
        flowName: setup.flowName,
        scenario,
        setup,
        outcome: null,
        startedAt: new Date().toISOString(),
        digest: null,
        originRunId: origin?.id ?? null,
        command: scenario.command,
        engine: this.#options.version,
        irreproducible: null,
        preamble: [...preamble, ...passedLines(loaded), ...prepared.said],
        tags: setup.tags,
      },
      parameters,
    );
    if (command.kind === 'run') await runs.setLatest(setup.flowName, run.id);
    return { kind: 'ran', run };
  }

  /** Holds the run against other tabs, drives it and tells the page how it ended. */
  async #driveToEnd(run: StoredRun): Promise<RunRecord> {
    const { stores, workersFor, now, timeOriginMs } = this.#options;
    const tell = this.#tellAll;
    const release = new AbortController();
    await stores.locks.hold(run.id, release.signal);
    try {
      tell({ kind: 'run-opened', run });
      const workers = workersFor(run.scenario.language);
      const prepared = await preparedSource(workers, flowSourceOf(run.scenario, run.setup));
      assert(prepared.ok, 'a run was made of a flow that compiles');
      const { source } = prepared;
      const driver = { stored: run, source, pace: this.#pace, workers, stores, now, timeOriginMs, tell };
      this.#driver = new RunDriver(driver);
      await this.#driver.drive();
    } finally {
      release.abort();
      const ended = await stores.runs.get(run.id).catch(() => null);
      tell({ kind: 'run-closed', run: ended ?? run });
    }
    return this.record(run.id);
  }

  #refuse(scenario: Scenario, flowName: string, refused: Refused, preamble: readonly string[]): Done {
    const lines = refusalLines(refused);
    const said = [...preamble, ...(refused.said ?? [])];
    this.#tellPrinted(said, 'stdout');
    this.#tellPrinted(lines, 'stderr');
    const { headline, message } = refused;
    const parts = { scenario, command: scenario.command, startedAt: new Date().toISOString(), flowName };
    return { kind: 'said', record: rejectedRecord({ ...parts, headline, message, output: [...said, ...lines] }) };
  }

  async #print(scenario: Scenario, loaded: LoadedCommand, preamble: readonly string[]): Promise<Done> {
    const printed = await printedBy(loaded, this.#options.stores);
    if (printed.kind === 'refused') return this.#refuse(scenario, loaded.flow.name, printed, preamble);
    const output = [...preamble, ...printed.lines];
    this.#tellPrinted(output, 'stdout');
    if (printed.news !== undefined) this.#options.tell(printed.news);
    const parts = { scenario, command: scenario.command, startedAt: new Date().toISOString() };
    return { kind: 'said', record: printedRecord({ ...parts, flowName: loaded.flow.name, output }) };
  }

  #tellPrinted(lines: readonly string[], stream: 'stdout' | 'stderr'): void {
    if (lines.length > 0) this.#options.tell({ kind: 'printed', lines, stream });
  }
}

/** False where somebody drives the run; throws on whatever else went wrong. */
async function isDeleted(deletion: Promise<void>): Promise<boolean> {
  try {
    await deletion;
    return true;
  } catch (error) {
    if (error instanceof FaultlineError && error.code === 'run-driven-elsewhere') return false;
    throw error;
  }
}

const summaryOf = (run: StoredRun, isDriven: boolean): RunSummary => ({
  id: run.id,
  number: run.number,
  flowName: run.flowName,
  outcome: run.outcome ?? (isDriven ? null : 'interrupted'),
  startedAt: run.startedAt,
  duration: secondsOf(run.duration),
  digest: run.digest,
  originRunId: run.originRunId,
  attempts: run.attempts ?? null,
  name: run.name ?? null,
  isPinned: run.isPinned === true,
});
