import { hear, startConsole } from '../cli/console';
import type { ConsoleFold } from '../cli/console';
import { bare, bareBad } from '../cli/lines';
import type { ConsoleLine } from '../model/console';
import type { RunEvent } from '../model/events';
import type { RunId } from '../model/ids';
import { ZERO } from '../model/time';
import type { Instant } from '../model/time';
import type { EngineNews, StoredRun } from '../protocol/engine';
import type { OpenedRun } from './ports';

/** Lines above this many are let go, the oldest first: the run keeps them. */
const LINES_MAX = 100_000;
const HISTORY_MAX = 200;

/** What the console shows: what commands printed, Metaflow's lines of each run, and the lines that were typed. */
export class ConsoleLog {
  #lines = $state.raw<readonly ConsoleLine[]>([]);
  #history = $state.raw<readonly string[]>([]);
  #runId: RunId | null = null;
  /** Lines before this one are of earlier runs. */
  #runFrom = $state.raw(0);
  #fold: ConsoleFold | null = null;
  /** Number of events told, so that those which come twice are not. */
  #told = 0;

  get lines(): readonly ConsoleLine[] {
    return this.#lines;
  }

  /**
   * The lines as they stood at an instant of a run; all of them where they tell of another run. Between two events
   * of the run the instant is the earlier one's, so that the lines stay the same.
   */
  linesAt(runId: RunId | null, at: Instant): readonly ConsoleLine[] {
    const from = this.#runFrom;
    if (runId !== this.#runId) return this.#lines;
    return this.#lines.filter((line, i) => i < from || line.at <= at);
  }

  /** What was typed, oldest first. */
  get history(): readonly string[] {
    return this.#history;
  }

  hear(news: EngineNews): void {
    if (news.kind === 'run-opened') this.#open(news.run);
    else if (news.kind === 'events' && news.runId === this.#runId) this.#tell(news.events);
    else if (news.kind === 'printed') this.#print(news.lines, news.stream === 'stderr');
  }

  /** Starts over with a stored run. */
  show({ run, events }: OpenedRun): void {
    this.#lines = [];
    this.#runId = null;
    this.#open(run);
    this.#tell(events);
  }

  /** Echoes a command before it is executed. `typed` is kept for the arrow keys; null when a button gave it. */
  echo(command: string, typed: string | null): void {
    this.#add([{ ...bare(ZERO, `$ ${command}`), stream: 'stdout', tone: 'code' }]);
    if (typed === null || typed === this.#history.at(-1)) return;
    this.#history = [...this.#history, typed].slice(-HISTORY_MAX);
  }

  /** Why a line was not understood. */
  refuse(message: string): void {
    this.#print([message], true);
  }

  clear(): void {
    this.#lines = [];
    this.#runFrom = 0;
  }

  #open(run: StoredRun): void {
    if (run.id === this.#runId) return;
    this.#runId = run.id;
    this.#fold = startConsole(run.setup);
    this.#told = 0;
    this.#runFrom = this.#lines.length;
    this.#print(run.preamble, false);
  }

  #tell(events: readonly RunEvent[]): void {
    if (this.#fold === null) return;
    const lines: ConsoleLine[] = [];
    for (const event of events) {
      if (event.seq !== this.#told) continue;
      const heard = hear(this.#fold, event);
      this.#fold = heard.fold;
      this.#told += 1;
      lines.push(...heard.lines);
    }
    this.#add(lines);
  }

  #print(texts: readonly string[], isBad: boolean): void {
    this.#add(texts.map((text) => (isBad ? bareBad(ZERO, text) : { ...bare(ZERO, text), stream: 'stdout' })));
  }

  #add(lines: readonly ConsoleLine[]): void {
    if (lines.length === 0) return;
    const all = this.#lines.concat(lines);
    this.#lines = all.length > LINES_MAX ? all.slice(-LINES_MAX) : all;
    this.#runFrom = Math.max(0, this.#runFrom - Math.max(0, all.length - LINES_MAX));
  }
}
