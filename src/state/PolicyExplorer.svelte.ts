import { FaultlineError } from '../model/assert';
import type { FlowGraph } from '../model/graph';
import type { RunSummary } from '../model/record';
import type { FaultKind, FaultMoment } from '../model/scenario';
import {
  AXES,
  costOf,
  DEFAULT_RANGES,
  fitting,
  pointKey,
  pointsOf,
  refusalOf,
  valuesOf,
  type AxisName,
  type AxisRange,
  type Ranges,
} from '../lab/policy/axes';
import { closedForm, type ClosedForm } from '../lab/policy/closedForm';
import { faultOf, setupAt, LAB_FAULT } from '../lab/policy/experiment';
import { flowModel, HAND_DEFAULT, type HandModel } from '../lab/policy/flowModel';
import { summaryOf } from '../lab/policy/measure';
import { loadOf, outcomeOf, type LoadOverTime, type PointOutcome } from '../lab/policy/outcome';
import { seedThat, simulatedRecord } from '../lab/policy/simulatedRecord';
import { EMPTY_TALLY, merged, watchesCalls } from '../lab/policy/tally';
import { asRunId } from '../model/ids';
import { ALL_STEPS, type Experiment, type PolicyPoint, type Tally } from '../protocol/policy';
import { scenarioOf } from '../runtime/scenario';
import type { Draft } from './Draft.svelte';
import type { FailurePlan } from './FailurePlan.svelte';
import { policyIn, withPolicy } from './policyInCode';
import { measuredRun, measuresOf, parametersText, type MeasuredRun, type Measures } from './policyMeasures';
import type { LinksPort, PolicyPort, Wall } from './ports';
import { FlowReader } from './readFlow';

/** What can be read off a point. */
export type MeasureName = 'success' | 'median' | 'p95' | 'attempts' | 'wasted';

/** Logs that are read for a model: of the newest runs. */
const RUNS_MAX = 20;
/** Rounds in which runs of a point are simulated: first a few of each, so that there is something to see. */
const FIRST_ROUNDS = [16, 96];
/** Of one call of a worker: longer ones would be late with what changed meanwhile. */
const BATCH_MS = 60;
/** How far a run of a wanted end is sought. */
const SOUGHT_MAX = 300;

export interface PolicyOptions {
  readonly draft: Draft;
  readonly failures: FailurePlan;
  readonly port: PolicyPort;
  readonly links: Pick<LinksPort, 'record' | 'importRecord'>;
  readonly runs: () => readonly RunSummary[];
  readonly wall: Wall;
  /** Shows a stored run; runs the draft. */
  readonly openRun: (id: string) => Promise<void>;
  readonly run: () => void;
}

/** All that is to be simulated now, the most wanted first. */
interface Order {
  readonly key: string;
  readonly experiment: Experiment;
  readonly points: readonly PolicyPoint[];
  readonly runsPerPoint: number;
}

/** A cell of the map. `outcome` is null until its first runs are in. */
export interface MapCell {
  readonly point: PolicyPoint;
  readonly outcome: PointOutcome | null;
}

/** Policies tried out on a model of the flow in the editor, by thousands of simulated runs. */
export class PolicyExplorer {
  readonly #options: PolicyOptions;
  readonly #reader = new FlowReader();
  readonly #read = new Map<string, MeasuredRun | null>();
  #measured = $state.raw<readonly MeasuredRun[]>([]);
  #isReading = $state.raw(false);
  #step = $state.raw<string | null>(null);
  #kind = $state.raw<FaultKind>('code-bug');
  #moment = $state.raw<FaultMoment>('during');
  #rate = $state.raw(0.5);
  #byHand = $state.raw<ReadonlyMap<string, HandModel>>(new Map());
  #ranges = $state.raw<Readonly<Record<AxisName, AxisRange>>>(DEFAULT_RANGES);
  #across = $state.raw<AxisName>('rate');
  #down = $state.raw<AxisName>('times');
  #also = $state.raw<ReadonlySet<AxisName>>(new Set());
  #measure = $state.raw<MeasureName>('success');
  #runsPerPoint = $state.raw(400);
  #chosen = $state.raw<PolicyPoint | null>(null);
  #isStopped = $state.raw(false);
  #runsPerSecond = $state.raw<number | null>(null);
  /** Tallies of one experiment, and how many seeds of each point are taken; `#heard` counts what came in. */
  #key = '';
  #prepared: Promise<void> | null = null;
  readonly #tallies = new Map<string, Tally>();
  readonly #taken = new Map<string, number>();
  #heard = $state.raw(0);
  #msPerRun = 1;
  readonly #outcomes = new WeakMap<Tally, PointOutcome>();

  constructor(options: PolicyOptions) {
    this.#options = options;
  }

  get graph(): FlowGraph | null {
    const { graph, isGraphStale, problems } = this.#options.draft;
    return isGraphStale || problems.some(({ severity }) => severity === 'error') ? null : graph;
  }

  readonly stepNames: readonly string[] = $derived.by(() => this.graph?.steps.map(({ name }) => name) ?? []);

  /** The step that is looked at: the chosen one, else one that is retried. */
  readonly step: string = $derived.by(() => {
    const chosen = this.#step;
    if (chosen === ALL_STEPS || (chosen !== null && this.stepNames.includes(chosen))) return chosen;
    const steps = this.graph?.steps ?? [];
    const retried = steps.find(({ decorators }) => decorators.some(({ name }) => name === 'retry'));
    return (retried ?? steps.find(({ type }) => type === 'linear') ?? steps[0])?.name ?? '';
  });

  get kind(): FaultKind {
    return this.#kind;
  }

  get moment(): FaultMoment {
    return this.#moment;
  }

  /** The policy of the code, and the failure rate of the panel. */
  readonly point: PolicyPoint = $derived.by(() => ({ ...policyIn(this.graph, this.step), rate: this.#rate }));

  readonly #parameters: string = $derived.by(() => parametersText(this.#options.draft.values));

  readonly measures: Measures = $derived.by(() => {
    const { graph } = this;
    if (graph === null) return { samples: new Map(), leftOut: new Map(), runs: 0, otherRuns: 0 };
    return measuresOf(this.#measured, { source: this.#options.draft.source, graph }, this.#parameters);
  });

  readonly #flowModel = $derived.by(() =>
    this.graph === null
      ? { model: {}, missing: [] }
      : flowModel(this.graph, this.step, { measured: this.measures.samples, byHand: this.#byHand }),
  );

  /** Steps of which nothing is known, so that nothing can be simulated. */
  get missing(): readonly string[] {
    return this.#flowModel.missing;
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** Steps at which the plan aims bad rows. Simulated attempts take no notice: what code makes of them, only code knows. */
  get notSimulated(): readonly string[] {
    const altering = this.#options.draft.content.faults.filter(({ kind }) => kind === 'bad-input');
    return [...new Set(altering.map(({ step }) => step))];
  }

  /** What the model knows of each step. */
  readonly stepModels = $derived.by(() =>
    this.stepNames.map((step) => {
      const samples = this.measures.samples.get(step);
      return {
        step,
        type: this.graph?.steps.find(({ name }) => name === step)?.type ?? 'linear',
        hand: this.#byHand.get(step) ?? null,
        measured: samples === undefined ? null : summaryOf(samples),
        leftOut: this.measures.leftOut.get(step) ?? 0,
      };
    }),
  );

  readonly experiment: Experiment | null = $derived.by(() => {
    const { graph } = this;
    const { model, missing } = this.#flowModel;
    if (graph === null || missing.length > 0) return null;
    const takesMoment = ['spot-interruption', 'eviction', 'out-of-memory'].includes(this.#kind);
    return {
      scenario: this.#options.draft.scenario(['run']),
      graph,
      model,
      step: this.step,
      failure: { kind: this.#kind, ...(takesMoment && { moment: this.#moment }) },
    };
  });

  /** What the tallies depend on besides their points: not on the decorators that points stand for. */
  readonly #experimentKey: string = $derived.by(() => {
    const { experiment } = this;
    if (experiment === null) return '';
    const { scenario, model, step, failure } = experiment;
    const setup = setupAt(experiment, { times: 0, minutes: 0, rate: 0, timeout: 0 }, asRunId(''));
    return JSON.stringify([setup, scenario.faults, scenario.seed, model, step, failure]);
  });

  get ranges(): Readonly<Record<AxisName, AxisRange>> {
    return this.#ranges;
  }

  get across(): AxisName {
    return this.#across;
  }

  get down(): AxisName {
    return this.#down;
  }

  get measure(): MeasureName {
    return this.#measure;
  }

  get runsPerPoint(): number {
    return this.#runsPerPoint;
  }

  /** Whether a sweep goes along an axis. */
  isSwept(axis: AxisName): boolean {
    return axis === this.#across || axis === this.#down || this.#also.has(axis);
  }

  readonly #sweptRanges: Ranges = $derived.by(() =>
    Object.fromEntries(AXES.filter((axis) => this.isSwept(axis)).map((axis) => [axis, this.#ranges[axis]])),
  );

  /** Why the sweep is not begun; null where it is. */
  readonly refusal: string | null = $derived.by(() =>
    refusalOf(this.#sweptRanges, this.#runsPerPoint, this.#runsPerSecond),
  );

  readonly cost = $derived.by(() => costOf(this.#sweptRanges, this.#runsPerPoint, this.#runsPerSecond));

  /** Values along the curves and the map; none where the sweep is refused. */
  readonly acrossValues = $derived.by(() =>
    this.refusal === null ? valuesOf(this.#across, this.#ranges[this.#across]) : [],
  );
  readonly downValues = $derived.by(() =>
    this.refusal === null ? valuesOf(this.#down, this.#ranges[this.#down]) : [],
  );

  readonly #curvePoints = $derived.by(() =>
    this.acrossValues.map((value): PolicyPoint => ({ ...this.point, [this.#across]: value })),
  );

  readonly #mapPoints = $derived.by(() =>
    this.downValues.map((down) =>
      this.acrossValues.map((value): PolicyPoint => ({ ...this.point, [this.#down]: down, [this.#across]: value })),
    ),
  );

  readonly order: Order | null = $derived.by(() => {
    const { experiment } = this;
    if (experiment === null) return null;
    const rest = this.refusal === null ? pointsOf(this.point, this.#sweptRanges) : [];
    const all = [this.point, ...this.#curvePoints, ...this.#mapPoints.flat(), ...rest];
    const points = [...new Map(all.map((point) => [pointKey(point), point])).values()];
    return { key: this.#experimentKey, experiment, points, runsPerPoint: this.#runsPerPoint };
  });

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Of 0..1: how many of the wanted runs are in. */
  readonly progress: { readonly done: number; readonly all: number } = $derived.by(() => {
    void this.#heard;
    const { order } = this;
    if (order === null) return { done: 0, all: 0 };
    const done = order.points.reduce((sum, point) => sum + Math.min(order.runsPerPoint, this.#runsOf(point)), 0);
    return { done, all: order.points.length * order.runsPerPoint };
  });

  get isGoing(): boolean {
    return !this.#isStopped && this.progress.done < this.progress.all;
  }

  get runsPerSecond(): number | null {
    return this.#runsPerSecond;
  }

  /** The point that is looked at closely: one of the map, else the one of the code. */
  get chosen(): PolicyPoint {
    return this.#chosen ?? this.point;
  }

  get isCodeChosen(): boolean {
    return pointKey(this.chosen) === pointKey(this.point);
  }

  readonly chosenOutcome: PointOutcome | null = $derived.by(() => this.#outcomeOf(this.chosen));
  readonly curve: readonly MapCell[] = $derived.by(() => this.#cells(this.#curvePoints));
  readonly map: readonly (readonly MapCell[])[] = $derived.by(() => this.#mapPoints.map((row) => this.#cells(row)));
  /** Exact values along the curve, where there are any. */
  readonly exactCurve: readonly (ClosedForm | null)[] = $derived.by(() => {
    const { experiment } = this;
    return this.#curvePoints.map((point) => (experiment === null ? null : closedForm(experiment, point)));
  });
  readonly exact: ClosedForm | null = $derived.by(() =>
    this.experiment === null ? null : closedForm(this.experiment, this.chosen),
  );
  readonly load: LoadOverTime | null = $derived.by(() => {
    void this.#heard;
    const tally = this.#tallies.get(pointKey(this.chosen));
    return this.#isKnown(tally) ? loadOf(tally.load, tally.runs) : null;
  });

  /** The load is one of calls; else of attempts. */
  get isCallLoad(): boolean {
    return this.experiment !== null && watchesCalls(this.experiment.model, this.step);
  }

  chooseStep(step: string): void {
    this.#step = step;
    this.#chosen = null;
  }

  chooseKind(kind: FaultKind): void {
    this.#kind = kind;
  }

  chooseMoment(moment: FaultMoment): void {
    this.#moment = moment;
  }

  chooseMeasure(measure: MeasureName): void {
    this.#measure = measure;
  }

  chooseAcross(axis: AxisName): void {
    if (axis === this.#down) this.#down = this.#across;
    this.#across = axis;
    this.#chosen = null;
  }

  chooseDown(axis: AxisName): void {
    if (axis === this.#across) this.#across = this.#down;
    this.#down = axis;
    this.#chosen = null;
  }

  sweepAlso(axis: AxisName, isSwept: boolean): void {
    const also = new Set(this.#also);
    if (isSwept) also.add(axis);
    else also.delete(axis);
    this.#also = also;
  }

  setRange(axis: AxisName, change: Partial<AxisRange>): void {
    const range = { ...this.#ranges[axis], ...change };
    const count = Math.max(1, Math.round(range.count));
    this.#ranges = { ...this.#ranges, [axis]: { ...range, count: Number.isFinite(count) ? count : 1 } };
  }

  simulateEach(runs: number): void {
    this.#runsPerPoint = runs;
  }

  choose(point: PolicyPoint | null): void {
    this.#chosen = point;
  }

  setByHand(step: string, change: Partial<HandModel> | null): void {
    const byHand = new Map(this.#byHand);
    if (change === null) byHand.delete(step);
    else byHand.set(step, { ...(byHand.get(step) ?? HAND_DEFAULT), ...change });
    this.#byHand = byHand;
  }

  /** Steps of which nothing is known take the defaults. */
  fillByHand(): void {
    for (const step of this.missing) this.setByHand(step, {});
  }

  /** Moves a slider: the code's decorators follow, the failure rate is the panel's own. */
  set(axis: AxisName, value: number): void {
    this.#chosen = null;
    this.#setPoint({ ...this.point, [axis]: fitting(axis, value) });
  }

  /** The sliders, and so the code, go to the chosen point. */
  takeChosen(): void {
    this.#setPoint(this.chosen);
    this.#chosen = null;
  }

  #setPoint(point: PolicyPoint): void {
    this.#rate = point.rate;
    const { draft } = this.#options;
    draft.edit(this.#sourceAt(point));
  }

  #sourceAt(point: PolicyPoint): string {
    const { source, language } = this.#options.draft;
    const steps = this.step === ALL_STEPS ? this.stepNames : [this.step];
    return withPolicy({ source, language }, steps, { from: this.point, to: point });
  }

  stop(): void {
    this.#isStopped = true;
  }

  goOn(): void {
    this.#isStopped = false;
  }

  /** Shows a simulated run of the chosen point in the workbench: its first one, or the first that ended so. */
  async openRun(end: 'any' | 'failed' | 'succeeded'): Promise<void> {
    const { experiment } = this;
    if (experiment === null) return;
    const { links, wall, openRun } = this.#options;
    const [from, point] = [experiment.scenario.seed, this.chosen];
    const sought = { experiment, point, from, count: SOUGHT_MAX };
    const seed = end === 'any' ? from : seedThat(end === 'succeeded', sought);
    if (seed === null) {
      throw new FaultlineError('bad-scenario', `None of ${String(SOUGHT_MAX)} simulated runs ${end}. Move a slider.`);
    }
    const startedAt = new Date(wall.now()).toISOString();
    const record = simulatedRecord(experiment, point, { seed, source: this.#sourceAt(point), startedAt });
    await openRun(await links.importRecord(record));
  }

  /** The same scenario on the real code: the chosen policy, the failure in the plan. */
  runForReal(): void {
    const { experiment, chosen } = this;
    if (experiment === null) return;
    const { draft, failures, run } = this.#options;
    const fault = faultOf(experiment, chosen);
    this.takeChosen();
    const own = draft.content.faults.findIndex(({ id }) => id === LAB_FAULT);
    if (own >= 0) failures.remove(own);
    if (fault !== null) failures.add(fault);
    run();
  }

  /** Reads the logs of this flow's runs that were not read yet. */
  async readRuns(): Promise<void> {
    const { draft, runs, links } = this.#options;
    const wanted = runs()
      .filter(({ flowName, outcome }) => flowName === draft.flowName && outcome !== null)
      .slice(0, RUNS_MAX);
    this.#isReading = true;
    for (const { id } of wanted) {
      if (this.#read.has(id)) continue;
      this.#read.set(id, null);
      const record = await links.record(id);
      this.#read.set(id, measuredRun(record, this.#reader.read(scenarioOf(record.scenario)).graph));
    }
    this.#isReading = false;
    const measured = wanted.flatMap(({ id }) => this.#read.get(id) ?? []);
    if (measured.length !== this.#measured.length || measured.some((run, i) => run !== this.#measured[i])) {
      this.#measured = measured;
    }
  }

  /** Simulates what is ordered, on all lanes, until it is done or taken back by the answer. */
  simulate(order: Order | null): () => void {
    const state = { isOver: order === null || this.#isStopped };
    if (order !== null && !state.isOver) {
      this.#prepare(order);
      for (let lane = 0; lane < this.#options.port.lanes; lane++) void this.#lane(lane, order, state);
    }
    return () => {
      state.isOver = true;
    };
  }

  #prepare({ key, experiment }: Order): void {
    if (this.#key === key && this.#prepared !== null) return;
    this.#key = key;
    this.#tallies.clear();
    this.#taken.clear();
    this.#prepared = this.#options.port.prepare(experiment);
  }

  async #lane(lane: number, order: Order, state: { readonly isOver: boolean }): Promise<void> {
    await this.#prepared;
    for (;;) {
      if (state.isOver || this.#key !== order.key) return;
      const batch = this.#nextBatch(order);
      if (batch === null) return;
      const begun = this.#options.wall.now();
      const { point, first, count } = batch;
      const tally = await this.#options.port.tally(lane, point, { first, count });
      if (this.#key !== order.key) return;
      const name = pointKey(point);
      this.#tallies.set(name, merged(this.#tallies.get(name) ?? EMPTY_TALLY, tally));
      this.#time(this.#options.wall.now() - begun, count);
      this.#heard += 1;
    }
  }

  #time(ms: number, count: number): void {
    if (ms <= 0) return;
    this.#msPerRun = 0.7 * this.#msPerRun + 0.3 * (ms / count);
    this.#runsPerSecond = Math.round((1000 * this.#options.port.lanes) / this.#msPerRun);
  }

  /** Round by round, in the order of the points: every point gets its first runs before any gets more. */
  #nextBatch({ points, runsPerPoint, experiment }: Order): Batch | null {
    const countMax = Math.max(1, Math.floor(BATCH_MS / this.#msPerRun));
    for (const target of [...FIRST_ROUNDS, runsPerPoint]) {
      const wanted = Math.min(target, runsPerPoint);
      for (const point of points) {
        const name = pointKey(point);
        const taken = this.#taken.get(name) ?? 0;
        if (taken >= wanted) continue;
        const count = Math.min(countMax, wanted - taken);
        this.#taken.set(name, taken + count);
        return { point, first: (experiment.scenario.seed + taken) >>> 0, count };
      }
    }
    return null;
  }

  #runsOf(point: PolicyPoint): number {
    return this.#key === this.#experimentKey ? (this.#tallies.get(pointKey(point))?.runs ?? 0) : 0;
  }

  #cells(points: readonly PolicyPoint[]): readonly MapCell[] {
    return points.map((point) => ({ point, outcome: this.#outcomeOf(point) }));
  }

  #outcomeOf(point: PolicyPoint): PointOutcome | null {
    void this.#heard;
    const tally = this.#tallies.get(pointKey(point));
    if (!this.#isKnown(tally)) return null;
    const known = this.#outcomes.get(tally) ?? outcomeOf(tally);
    this.#outcomes.set(tally, known);
    return known;
  }

  #isKnown(tally: Tally | undefined): tally is Tally {
    return tally !== undefined && tally.runs > 0 && this.#key === this.#experimentKey;
  }
}

interface Batch {
  readonly point: PolicyPoint;
  readonly first: number;
  readonly count: number;
}
