import { FaultlineError } from '../model/assert';
import type { FlowGraph } from '../model/graph';
import type { Pace, Platform } from '../model/scenario';
import type { EngineNews } from '../protocol/engine';
import { CardShelf, cardsOf } from './CardShelf.svelte';
import type { ShelvedCard } from './CardShelf.svelte';
import { chipsOf } from './chips';
import type { Chip } from './chips';
import { Draft } from './Draft.svelte';
import { noHistories } from './history';
import { lanesOf } from './lanes';
import type { Lane } from './lanes';
import type { DraftContent, Ports } from './ports';
import { FlowReader } from './readFlow';
import { RunList } from './RunList.svelte';
import { RunView } from './RunView.svelte';
import { scenePlan } from './scenePlan';
import type { ScenePlan } from './scenePlan';
import { Selection } from './Selection.svelte';
import { noCardWords, sentenceOf } from './sentence';
import { displayAt, summarise } from './stepDisplay';
import type { Scene, StepDisplay } from './stepDisplay';
import type { Theme } from './Theme.svelte';
import type { Sentence } from './words';
import { Workbench } from './Workbench.svelte';

/** All that the page knows and can do. Made once, by `app`. */
export class Page {
  readonly draft: Draft;
  readonly view: RunView;
  readonly selection = new Selection();
  readonly theme: Theme;
  readonly workbench: Workbench;
  readonly runs: RunList;
  readonly cards: CardShelf;
  readonly ports: Ports;
  readonly #runReader = new FlowReader();
  /** Runs asked for from here that have not ended. */
  #asked = $state(0);

  readonly graph: FlowGraph | null = $derived.by(() => this.#graphOnScreen());
  readonly #summaries = $derived.by(() => (this.graph === null ? [] : summarise(this.#sceneOf(this.graph))));
  readonly displays: readonly StepDisplay[] = $derived.by(() =>
    this.#summaries.map((summary) => displayAt(summary, this.view.now)),
  );
  readonly #cells = $derived.by(() => this.#cellCounts());
  readonly plan: ScenePlan | null = $derived.by(() => this.#planOf(this.graph, this.#cells));
  readonly lanes: readonly Lane[] = $derived.by(() => this.#lanes());
  /** The cards of the run so far. */
  readonly shelved: readonly ShelvedCard[] = $derived.by(() => cardsOf(this.view.picture?.histories ?? noHistories));
  readonly sentence: Sentence = $derived.by(() => this.#sentence());

  constructor(ports: Ports, draft: DraftContent, theme: Theme) {
    this.ports = ports;
    this.theme = theme;
    this.draft = new Draft(draft, (content) => {
      ports.saveDraft(content);
    });
    this.view = new RunView(ports.wall);
    this.workbench = new Workbench(ports.settings);
    this.runs = new RunList(() => ports.runs());
    this.cards = new CardShelf((hash) => ports.card(hash));
  }

  /** A run was asked for here, or somebody drives the one on screen. */
  get isBusy(): boolean {
    return this.#asked > 0 || this.view.isDriven;
  }

  /** A run was asked for and has not opened: Python loads, or the flow does. */
  get isStarting(): boolean {
    return this.#asked > 0 && !this.view.isDriven;
  }

  get canResume(): boolean {
    const { stored } = this.view;
    return !this.isBusy && stored !== null && stored.outcome !== null && stored.flowName === this.draft.flowName;
  }

  /** The displays without what moves from frame to frame. */
  get stillDisplays(): readonly StepDisplay[] {
    return this.#summaries.map(({ display }) => display);
  }

  /** What to say where there is no card: which step will make one. */
  get noCardWords(): Sentence {
    return noCardWords(this.graph);
  }

  chipsOf(step: string): readonly Chip[] {
    const found = this.graph?.steps.find(({ name }) => name === step);
    return found === undefined ? [] : chipsOf(found, this.#platform());
  }

  /** Selects a step, and the only task it has. */
  select(step: string): void {
    const task = this.displays.find((display) => display.step === step)?.task ?? null;
    if (task === null) this.selection.selectStep(step);
    else this.selection.selectTask(step, task);
  }

  hear(news: EngineNews): void {
    if (news.kind === 'python') this.workbench.hearPython(news.state);
    else if (news.kind === 'notice') this.workbench.notify(news);
    else this.view.hear(news);
    if (news.kind === 'run-opened' || news.kind === 'run-closed') void this.#trying(this.runs.refresh());
  }

  run(): void {
    this.execute(['run']);
  }

  /** Starts a new run that clones what finished in the one on screen. */
  resume(): void {
    const origin = this.view.stored?.id;
    this.execute(origin === undefined ? ['resume'] : ['resume', '--origin-run-id', origin]);
  }

  /** Executes a command of Metaflow's on the draft: its words after the file name. */
  execute(command: readonly string[]): void {
    if (!this.isBusy) this.#ask(this.ports.execute(this.draft.scenario(command), this.draft.pace));
  }

  continueRun(runId: string): void {
    if (!this.isBusy) this.#ask(this.ports.continueRun(runId, this.draft.pace));
  }

  stop(): void {
    void this.#trying(this.ports.stop());
  }

  openRun(runId: string): void {
    if (runId === this.view.stored?.id || this.isBusy) return;
    void this.#trying(this.ports.openRun(runId).then((opened) => this.view.show(opened)));
  }

  setPace(pace: Pace): void {
    this.draft.setPace(pace);
    void this.#trying(this.ports.setPace(pace));
  }

  setPlatform(platform: Platform): void {
    this.draft.setPlatform(platform);
  }

  #ask(running: Promise<void>): void {
    this.#asked += 1;
    void this.#trying(running).finally(() => (this.#asked -= 1));
  }

  /** What is refused at an edge becomes a notice; a bug of ours goes on to `app`. */
  async #trying(promise: Promise<unknown>): Promise<void> {
    try {
      await promise;
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      this.workbench.notify({ code: error.code, message: error.message });
    }
  }

  /** The draft's, unless the run on screen is of another flow. */
  #graphOnScreen(): FlowGraph | null {
    const { stored } = this.view;
    if (stored === null || stored.flowName === this.draft.flowName) return this.draft.graph;
    const { language, source, fileName } = stored.scenario;
    return this.#runReader.read(language, source, fileName).graph;
  }

  /** The run's; the draft's before the first one. */
  #platform(): Platform {
    return this.view.stored?.scenario.platform ?? this.draft.platform;
  }

  #sceneOf(graph: FlowGraph): Scene {
    return {
      graph,
      picture: this.view.picture,
      platform: this.#platform(),
      faults: this.view.stored?.scenario.faults ?? [],
      isOver: this.view.isOver && this.view.cursor.kind === 'live',
    };
  }

  /** As text, so that a layout lasts until a number in it changes. */
  #cellCounts(): string {
    const counts = this.#summaries.flatMap(({ display }) =>
      display.foreach === null ? [] : [[display.step, display.foreach.cells.length] as const],
    );
    return JSON.stringify(counts);
  }

  #planOf(graph: FlowGraph | null, cells: string): ScenePlan | null {
    if (graph === null) return null;
    return scenePlan(graph, this.#platform(), new Map(JSON.parse(cells) as (readonly [string, number])[]));
  }

  #lanes(): readonly Lane[] {
    const histories = this.view.newest?.histories ?? noHistories;
    return this.graph === null ? [] : lanesOf(this.graph, histories, this.view.stored?.scenario.faults ?? []);
  }

  #sentence(): Sentence {
    return sentenceOf({
      graph: this.graph,
      picture: this.view.picture,
      displays: this.displays,
      now: this.view.now,
      isInterrupted: this.view.isInterrupted,
      brokenLine: this.draft.brokenLine,
      python: this.isStarting ? this.workbench.python : null,
    });
  }
}
