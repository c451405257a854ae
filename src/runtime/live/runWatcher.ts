import type { EngineNews, StoredRun } from '../../protocol/engine';
import type { RunStores } from '../ports';
import type { TabNews, Tabs } from './tabs';

export interface RunWatcherOptions {
  readonly run: StoredRun;
  /** How many of its events the page has. */
  readonly length: number;
  readonly stores: Pick<RunStores, 'log' | 'runs' | 'locks'>;
  readonly tabs: Tabs;
  readonly tell: (news: EngineNews) => void;
}

/** Follows a run that another tab drives: what that tab has stored is read and told as if it were driven here. */
export class RunWatcher {
  readonly #options: RunWatcherOptions;
  readonly #end = new AbortController();
  #length: number;
  #reading: Promise<void> = Promise.resolve();

  constructor(options: RunWatcherOptions) {
    this.#options = options;
    this.#length = options.length;
  }

  get runId(): StoredRun['id'] {
    return this.#options.run.id;
  }

  /** Resolves when the run has ended, was abandoned, or is no longer looked at. Never rejects. */
  async watch(): Promise<void> {
    const { run, stores, tabs, tell } = this.#options;
    tell({ kind: 'run-watched', run });
    const deaf = tabs.listen((news) => {
      this.#hear(news);
    });
    try {
      this.#catchUp();
      await stores.locks.free(run.id, this.#end.signal);
      this.#catchUp();
      await this.#reading;
      if (!this.#end.signal.aborted) await this.#conclude();
    } catch {
      // Stopped, or storage gave out: the page has been told of that, and shows what it has.
    } finally {
      deaf();
    }
  }

  stop(): void {
    this.#end.abort();
  }

  #hear(news: TabNews): void {
    if (news.kind === 'clock' && news.reading.runId === this.runId) this.#options.tell(news.reading);
    if (news.kind === 'appended' && news.runId === this.runId) this.#catchUp();
  }

  #catchUp(): void {
    this.#reading = this.#reading.then(() => this.#read());
  }

  async #read(): Promise<void> {
    if (this.#end.signal.aborted) return;
    const events = await this.#options.stores.log.read(this.runId, this.#length);
    if (events.length === 0 || this.#end.signal.aborted) return;
    this.#length += events.length;
    this.#options.tell({ kind: 'events', runId: this.runId, events });
  }

  async #conclude(): Promise<void> {
    const { run, stores, tell } = this.#options;
    const now = await stores.runs.get(run.id);
    tell({ kind: 'run-closed', run: now ?? run });
    if (now?.outcome === null) tell({ kind: 'run-abandoned', run: now });
  }
}
