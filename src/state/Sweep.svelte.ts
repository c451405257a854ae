import { SWEPT_KINDS } from '../lab/singleFaults';
import { scoreOf, type Score } from '../lab/verdict';
import { FaultlineError } from '../model/assert';
import type { Scenario } from '../model/scenario';
import type { SweepCell, SweepFacts, SweepMoment, SweepNews, SweepOrder, SweepPlan } from '../protocol/sweep';
import { CELLS_MAX, sizeRefusal, timeWords } from '../runtime/live/sweepSize';
import type { Draft } from './Draft.svelte';
import type { Ports } from './ports';
import { matrixOf, type Matrix } from './sweepMatrix';

/** How far the sweep has come. `calming`: the flow runs without failures first. */
export type SweepPhase = 'idle' | 'calming' | 'running' | 'done' | 'stopped';

/** A filter of the matrix, and of the next sweep. */
export type SweepFilter = 'steps' | 'kinds' | 'moments';

export const SWEEP_MOMENTS: readonly SweepMoment[] = ['before', 'start', 'during', 'after'];

export interface SweepOptions {
  readonly draft: Draft;
  readonly ports: Pick<Ports, 'sweep' | 'stopSweep' | 'keepSwept' | 'wall' | 'drafts'>;
  /** Shows the stored run of a cell. */
  readonly openRun: (runId: string) => void;
}

/** What was swept, to tell whether it still is what stands in the editor. */
interface Swept {
  readonly order: SweepOrder;
  readonly scenario: string;
}

/** Every single failure of the flow in the editor, and what each one does to it. */
export class Sweep {
  readonly #options: SweepOptions;
  #phase = $state.raw<SweepPhase>('idle');
  #swept = $state.raw<Swept | null>(null);
  #plan = $state.raw<SweepPlan | null>(null);
  #facts = $state.raw<ReadonlyMap<number, SweepFacts>>(new Map());
  #calming = $state.raw<{ readonly done: number; readonly of: number } | null>(null);
  #refusal = $state.raw<string | null>(null);
  #seedCount = $state.raw(1);
  #left = $state.raw<Readonly<Record<SweepFilter, ReadonlySet<string>>>>(NOTHING_LEFT_OUT);
  #ignored = $state.raw<ReadonlySet<string>>(new Set());
  /** Kept runs that are on their way. */
  #opening = $state.raw<number | null>(null);
  #begun = 0;
  #ms = $state.raw<number | null>(null);
  /** News that the next frame shows. */
  #heard: [number, SweepFacts][] = [];
  #cancelFrame: (() => void) | null = null;

  readonly matrix: Matrix | null = $derived.by(() =>
    this.#plan === null
      ? null
      : matrixOf(this.#plan, this.#facts, { ignored: this.#ignored, isShown: (cell) => this.#isShown(cell) }),
  );
  readonly score: Score = $derived.by(() =>
    scoreOf(
      (this.matrix?.cells ?? []).flat().flatMap((cell) => cell?.runs.flatMap(({ verdict }) => verdict ?? []) ?? []),
    ),
  );
  /** Artifacts of the last step that differ from the calm run's somewhere. */
  readonly differing: readonly string[] = $derived.by(() =>
    [...new Set([...this.#facts.values()].flatMap((facts) => facts.differing))].sort(),
  );

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  get phase(): SweepPhase {
    return this.#phase;
  }

  get isGoing(): boolean {
    return this.#phase === 'calming' || this.#phase === 'running';
  }

  get plan(): SweepPlan | null {
    return this.#plan;
  }

  /** Why the last sweep was not made, in words. */
  get refusal(): string | null {
    return this.#refusal;
  }

  get seedCount(): number {
    return this.#seedCount;
  }

  get judged(): number {
    return this.#facts.size;
  }

  get calming(): { readonly done: number; readonly of: number } | null {
    return this.#calming;
  }

  /** Wall milliseconds of the sweep, once it is over. */
  get ms(): number | null {
    return this.#ms;
  }

  /** The cell whose run is being stored to be opened. */
  get opening(): number | null {
    return this.#opening;
  }

  get ignored(): ReadonlySet<string> {
    return this.#ignored;
  }

  /** Steps that a filter offers: the flow's. */
  get steps(): readonly string[] {
    return this.#options.draft.graph?.steps.map(({ name }) => name) ?? [];
  }

  /** The flow in the editor, or what it runs under, is no longer what was swept. */
  get isStale(): boolean {
    return this.#swept !== null && this.#swept.scenario !== sweptText(this.#scenario());
  }

  /** The filters let through what the sweep left out. */
  get isNarrower(): boolean {
    const { order } = this.#swept ?? {};
    if (order === undefined) return false;
    const now = this.#narrowing();
    return FILTERS.some((filter) => {
      const before: readonly string[] | undefined = order[filter];
      const after: readonly string[] | undefined = now[filter];
      return before !== undefined && (after === undefined || after.some((name) => !before.includes(name)));
    });
  }

  /** What is left to do, by the rate so far; null while nothing can be told. */
  get timeLeft(): string | null {
    const of = this.#plan?.cells.length ?? 0;
    if (this.#phase !== 'running' || this.judged < 5) return null;
    const ms = this.#options.ports.wall.now() - this.#begun;
    return timeWords(((ms / this.judged) * (of - this.judged)) / 1000);
  }

  isLeftOut(filter: SweepFilter, name: string): boolean {
    return this.#left[filter].has(name);
  }

  toggle(filter: SweepFilter, name: string): void {
    const left = new Set(this.#left[filter]);
    if (!left.delete(name)) left.add(name);
    this.#left = { ...this.#left, [filter]: left };
  }

  takeAll(filter: SweepFilter): void {
    this.#left = { ...this.#left, [filter]: new Set() };
  }

  setSeedCount(count: number): void {
    this.#seedCount = Math.max(1, Math.floor(count));
  }

  /** An artifact that may differ: a time, say. */
  toggleIgnored(name: string): void {
    const ignored = new Set(this.#ignored);
    if (!ignored.delete(name)) ignored.add(name);
    this.#ignored = ignored;
  }

  /** Sweeps the flow in the editor. A refusal is told by `refusal`; a bug of ours is thrown. */
  async start(): Promise<void> {
    if (this.isGoing) return;
    if (this.#seedCount > CELLS_MAX) {
      this.#refusal = sizeRefusal({ seeds: this.#seedCount, faults: null, msPerSeed: null }).message;
      return;
    }
    const { ports } = this.#options;
    const scenario = this.#scenario();
    const order: SweepOrder = { id: ports.drafts.newId(), scenario, seeds: this.#seeds(), ...this.#narrowing() };
    this.#begin({ order, scenario: sweptText(scenario) });
    try {
      const { plan, facts, ms } = await ports.sweep(order);
      this.#flush();
      this.#plan = plan.cells.length === 0 ? null : plan; // It was stopped before anything was planned.
      this.#facts = new Map(facts.flatMap((one, i) => (one === null ? [] : [[i, one] as const])));
      this.#ms = ms;
      this.#phase = facts.length === 0 || facts.includes(null) ? 'stopped' : 'done';
    } catch (error) {
      this.#phase = 'idle';
      this.#plan = null;
      if (!(error instanceof FaultlineError)) throw error;
      this.#refusal = error.message;
    } finally {
      this.#calming = null;
    }
  }

  stop(): Promise<void> {
    return this.#options.ports.stopSweep();
  }

  hear(news: SweepNews): void {
    if (news.sweep !== this.#swept?.order.id) return;
    switch (news.kind) {
      case 'sweep-calming':
        this.#calming = { done: news.done, of: news.of };
        return;
      case 'sweep-planned':
        this.#plan = news.plan;
        this.#phase = 'running';
        this.#begun = this.#options.ports.wall.now();
        return;
      case 'sweep-judged':
        this.#heard.push([news.cell, news.facts]);
        this.#cancelFrame ??= this.#options.ports.wall.nextFrame(() => {
          this.#flush();
        });
    }
  }

  /** Opens the run of a cell, with its failure in its plan. */
  async open({ index }: SweepCell): Promise<void> {
    const sweep = this.#swept?.order.id;
    if (sweep === undefined || this.#opening !== null) return;
    this.#opening = index;
    try {
      this.#options.openRun(await this.#options.ports.keepSwept(sweep, index));
    } finally {
      this.#opening = null;
    }
  }

  #begin(swept: Swept): void {
    this.#swept = swept;
    this.#phase = 'calming';
    this.#refusal = null;
    this.#plan = null;
    this.#facts = new Map();
    this.#ms = null;
    this.#heard = [];
  }

  #flush(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = null;
    if (this.#heard.length > 0) this.#facts = new Map([...this.#facts, ...this.#heard.splice(0)]);
  }

  #scenario(): Scenario {
    const { draft } = this.#options;
    return draft.scenario([...draft.configWords, 'run']);
  }

  /** The draft's own seed, and those that follow it. */
  #seeds(): readonly number[] {
    const { seed } = this.#options.draft;
    return Array.from({ length: this.#seedCount }, (_, i) => (seed + i) % 2 ** 32);
  }

  #narrowing(): Pick<SweepOrder, SweepFilter> {
    const { steps, kinds, moments } = this.#left;
    return {
      ...(steps.size === 0 ? {} : { steps: this.steps.filter((name) => !steps.has(name)) }),
      ...(kinds.size === 0 ? {} : { kinds: SWEPT_KINDS.filter((kind) => !kinds.has(kind)) }),
      ...(moments.size === 0 ? {} : { moments: SWEEP_MOMENTS.filter((moment) => !moments.has(moment)) }),
    };
  }

  #isShown({ step, kind, moment }: SweepCell): boolean {
    const { steps, kinds, moments } = this.#left;
    return !steps.has(step) && !kinds.has(kind) && !moments.has(moment);
  }
}

const FILTERS: readonly SweepFilter[] = ['steps', 'kinds', 'moments'];

const NOTHING_LEFT_OUT: Readonly<Record<SweepFilter, ReadonlySet<string>>> = {
  steps: new Set(),
  kinds: new Set(),
  moments: new Set(),
};

/** All of a scenario that a sweep depends on. */
const sweptText = ({ faults: _, ...scenario }: Scenario): string => JSON.stringify(scenario);
