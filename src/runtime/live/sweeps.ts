import { FaultlineError } from '../../model/assert';
import type { RunEvent } from '../../model/events';
import type { ContentHash, RunId } from '../../model/ids';
import type { SweepCell, SweepNews, SweepOrder, SweepResult } from '../../protocol/sweep';
import type { HeadlessRun } from './headless';
import type { RunStores } from '../ports';
import { branched, sweep, type SweepRules, type SweepWorld } from './sweep';

/** Sweeps whose runs can still be kept, besides the one that is going on. */
const SWEEPS_KEPT = 4;
/** What their runs may hold beyond what they share with a calm one. A run that is let go of is run again when asked for. */
const SIZE_BYTES_MAX = 64 * 2 ** 20;
/** Of one event, as a guess. */
const EVENT_BYTES = 600;

export interface SweepsOptions {
  readonly world: SweepWorld;
  readonly rules: SweepRules;
  /** Where runs are kept that somebody wants to see. */
  readonly stores: RunStores;
  readonly tell: (news: SweepNews) => void;
  readonly lanes: number;
}

/** A sweep, as far as its runs are at hand. */
interface Made {
  readonly calms: Map<number, HeadlessRun>;
  readonly cells: SweepCell[];
  readonly runs: Map<number, HeadlessRun>;
  /** Runs that were stored, by their cells. */
  readonly kept: Map<number, RunId>;
}

/** One sweep at a time, and the runs of the last ones. */
export class Sweeps {
  readonly #options: SweepsOptions;
  readonly #made = new Map<string, Made>();
  #going: AbortController | null = null;
  #sizeBytes = 0;

  constructor(options: SweepsOptions) {
    this.#options = options;
  }

  /** @throws {FaultlineError} as `EngineHost.sweep` */
  async start(order: SweepOrder): Promise<SweepResult> {
    if (this.#going !== null) {
      throw new FaultlineError('sweep-in-progress', 'A sweep is going on. Wait for its end, or stop it.');
    }
    this.#going = new AbortController();
    const made: Made = { calms: new Map(), cells: [], runs: new Map(), kept: new Map() };
    this.#remember(order.id, made);
    const { world, rules, tell, lanes } = this.#options;
    try {
      return await sweep(order, {
        world,
        rules,
        tell,
        lanes,
        signal: this.#going.signal,
        oncalm: (seed, calm) => made.calms.set(seed, calm),
        onrun: (cell, run) => {
          made.cells[cell.index] = cell;
          this.#hold(made, cell, run);
        },
      });
    } finally {
      this.#going = null;
    }
  }

  stop(): void {
    this.#going?.abort();
  }

  /** @throws {FaultlineError} as `EngineHost.keepSwept` */
  async keep(sweepId: string, index: number): Promise<RunId> {
    const made = this.#made.get(sweepId);
    const cell = made?.cells[index];
    const calm = cell === undefined ? undefined : made?.calms.get(cell.seed);
    if (made === undefined || cell === undefined || calm === undefined) {
      throw new FaultlineError('sweep-gone', 'The runs of this sweep are no longer at hand. Sweep again to see them.');
    }
    const before = made.kept.get(index);
    if (before !== undefined && (await this.#options.stores.runs.get(before)) !== null) return before;
    const { world, stores } = this.#options;
    const run = made.runs.get(index) ?? (await branched(calm, cell, world, new AbortController().signal));
    const id = await store(run, stores);
    made.kept.set(index, id);
    return id;
  }

  #remember(id: string, made: Made): void {
    this.#made.delete(id);
    this.#made.set(id, made);
    for (const [oldest, { runs }] of this.#made) {
      if (this.#made.size <= SWEEPS_KEPT) return;
      this.#made.delete(oldest);
      for (const run of runs.values()) this.#sizeBytes -= ownSize(run);
    }
  }

  #hold(made: Made, cell: SweepCell, run: HeadlessRun): void {
    const size = ownSize(run);
    if (this.#sizeBytes + size > SIZE_BYTES_MAX) return;
    this.#sizeBytes += size;
    made.runs.set(cell.index, run);
  }
}

/** What a run holds at most that nobody else does. */
function ownSize({ events, contents, cards }: HeadlessRun): number {
  const bytes = [...contents.values()].reduce((sum, content) => sum + content.bytes.byteLength, 0);
  const chars = [...cards.values()].reduce((sum, { html }) => sum + html.length, 0);
  return bytes + chars * 2 + events.length * EVENT_BYTES;
}

/** Stores a run that went on out of sight, with what it refers to. */
async function store({ stored, events, contents, cards }: HeadlessRun, { runs, log }: RunStores): Promise<RunId> {
  const { number: _, duration: __, outcome, digest, irreproducible, ...row } = stored;
  const held = (hashes: readonly ContentHash[]) => [...new Set(hashes)].flatMap((hash) => contents.get(hash) ?? []);
  const parameters = held(row.setup.parameters.map(({ hash }) => hash));
  const blank = { ...row, id: row.setup.runId, outcome: null, digest: null, irreproducible: null };
  const run = await runs.create(blank, parameters);
  await log.commit({
    run: run.id,
    events,
    artifacts: held(events.flatMap(artifactsIn)),
    cards: [...cards.values()],
    end: { outcome, digest, irreproducible },
  });
  return run.id;
}

const artifactsIn = (event: RunEvent): readonly ContentHash[] =>
  'artifacts' in event ? (event.artifacts ?? []).map(({ hash }) => hash) : [];
