import { wordsOf } from '../cli/commandLine';
import { problemAt } from '../engine/jsonText';
import { SIMULATED } from '../lab/policy/simulatedRecord';
import { assert, FaultlineError } from '../model/assert';
import type { FlowGraph } from '../model/graph';
import type { Problem } from '../model/problem';
import type { RunRecord } from '../model/record';
import type { Fault, Platform, Scenario } from '../model/scenario';
import { instantOf } from '../model/time';
import type { EngineNews, StoredRun } from '../protocol/engine';
import { aimMarks, aimWords, runMarks } from './aims';
import { aimScope } from './aimScope';
import type { AimScope } from './aimScope';
import { artifactNames } from './artifactNames';
import type { AimMark, RunMark } from './aims';
import { CardShelf, cardsOf, cardToShow } from './CardShelf.svelte';
import type { ShelvedCard } from './CardShelf.svelte';
import { chipsOf } from './chips';
import type { Chip } from './chips';
import { ConsoleLog } from './ConsoleLog.svelte';
import { Draft } from './Draft.svelte';
import { DraftFiles } from './DraftFiles.svelte';
import { Drafts } from './Drafts.svelte';
import { edgeStates } from './edges';
import type { DrawnEdge } from './edges';
import { watchWords } from './examples';
import { FailurePlan } from './FailurePlan.svelte';
import { noHistories } from './history';
import { Help } from './Help.svelte';
import { helpScene } from './helpScenes';
import { inspect } from './inspection';
import type { Inspection } from './inspection';
import { emptyLanes, lanesOf, lookOf } from './lanes';
import type { Lane } from './lanes';
import { Lab } from './Lab.svelte';
import { LessonVisit } from './LessonVisit.svelte';
import { LinkVisit } from './LinkVisit.svelte';
import type { TextFile } from './LinkVisit.svelte';
import { LiveStrikes } from './LiveStrikes';
import type { Look } from './look';
import { Palette } from './Palette.svelte';
import { Playback } from './Playback.svelte';
import { PLAN_PROBLEM } from './planText';
import type { DraftContent, OpenedRun, Ports } from './ports';
import { Previews } from './Previews.svelte';
import { explainPlan, planCompletions } from './planCompletion';
import type { PlanCompletions } from './planCompletion';
import { completionsOf } from './promptCompletions';
import type { Completions } from './promptCompletions';
import { FlowReader } from './readFlow';
import { Reasons } from './Reasons.svelte';
import { ResumeOutlook } from './ResumeOutlook.svelte';
import type { Resumable } from './ResumeOutlook.svelte';
import { Rooms } from './Rooms.svelte';
import { RunList } from './RunList.svelte';
import { RunView } from './RunView.svelte';
import type { Density } from './nodeBox';
import { densityOf, keptPlaces, renamedSteps, scenePlan } from './scenePlan';
import type { ScenePlan } from './scenePlan';
import { Sharing } from './Sharing.svelte';
import type { Shareable } from './Sharing.svelte';
import { Selection } from './Selection.svelte';
import { noCardWords, sentenceOf } from './sentence';
import { displayAt, summarise } from './stepDisplay';
import type { Scene, StepDisplay, StepLook, StepSummary } from './stepDisplay';
import { strikersOf, unstruckPlaces } from './struckFaults';
import { chooseTask, nothingToInspect } from './taskChoice';
import type { TaskChoice } from './taskChoice';
import { Sweep } from './Sweep.svelte';
import type { Theme } from './Theme.svelte';
import { TimelineView } from './TimelineView.svelte';
import { Trail } from './Trail.svelte';
import type { Neighbour } from './Trail.svelte';
import { Transport } from './Transport.svelte';
import type { WhyLine } from './whyLines';
import { count } from './words';
import type { Sentence } from './words';
import { unchanged } from './unchanged';
import { Workbench } from './Workbench.svelte';
import type { Notice } from './Workbench.svelte';

const TAKE_OVER_TRIES = 3;

const isMoving = (look: Look): boolean => look === 'starting' || look === 'running' || look === 'waiting';

/** False where another tab drives the run; throws on whatever else went wrong. */
function isDrivenElsewhere(error: unknown): false {
  if (error instanceof FaultlineError && error.code === 'run-driven-elsewhere') return false;
  throw error;
}

const stillDriven = (amount: number): Notice => ({
  code: 'run-driven-elsewhere',
  message: `${count(amount, 'run')} could not be deleted: somebody drives ${amount === 1 ? 'it' : 'them'}. Stop first.`,
});

/** All that the page knows and can do. Made once, by `app`. */
export class Page {
  readonly draft: Draft;
  readonly drafts: Drafts;
  readonly links: LinkVisit;
  readonly lesson: LessonVisit;
  readonly sharing: Sharing;
  readonly files: DraftFiles;
  readonly failures: FailurePlan;
  readonly view: RunView;
  readonly playback: Playback;
  readonly transport: Transport;
  readonly timeline = new TimelineView();
  readonly trail: Trail;
  readonly strikes: LiveStrikes;
  readonly selection = new Selection();
  readonly theme: Theme;
  readonly workbench: Workbench;
  readonly rooms: Rooms;
  readonly lab: Lab;
  readonly sweep: Sweep;
  readonly runs: RunList;
  readonly cards: CardShelf;
  readonly console = new ConsoleLog();
  readonly previews: Previews;
  readonly reasons: Reasons;
  readonly help = new Help();
  readonly palette = new Palette();
  readonly outlook = new ResumeOutlook(() => this.#resumable());
  readonly ports: Ports;
  readonly #runReader = new FlowReader();
  /** Of a graph that nothing has run of, as it was drawn last. */
  #blankSummaries: readonly StepSummary[] = [];
  #blankLanes: readonly Lane[] = [];
  /** Runs asked for from here that have not ended. */
  #asked = $state(0);
  /** The stored run that was asked for last. One asked for before it may come later. */
  #awaited: string | null = null;

  readonly graph: FlowGraph | null = $derived.by(() => this.#graphOnScreen());
  /** Kept apart from the draft, which changes with every letter: what is laid out depends on this alone. */
  readonly #platform: Platform = $derived.by(() => this.view.stored?.scenario.platform ?? this.draft.platform);
  readonly #summaries = $derived.by(() => this.#summarised());
  readonly displays: readonly StepDisplay[] = $derived.by(() =>
    this.#summaries.map((summary) => displayAt(summary, this.view.now)),
  );
  /** Where something goes on; of several steps the last. */
  readonly movingStep: string | null = $derived.by(
    () => this.displays.findLast(({ look }) => isMoving(look))?.step ?? null,
  );
  /** As text, so that what follows only the looks of steps stays still between two of them. */
  readonly #lookText = $derived.by(() =>
    JSON.stringify(this.displays.map(({ step, look, word }) => ({ step, look, word }))),
  );
  readonly looks: readonly StepLook[] = $derived(JSON.parse(this.#lookText) as readonly StepLook[]);
  readonly edges: readonly DrawnEdge[] = $derived.by(() => this.#edges());
  readonly #cells = $derived.by(() => this.#cellCounts());
  /** The graph that the one on screen has its places from. */
  readonly #placedGraph = $derived.by(() => (this.graph === this.draft.graph ? this.draft.settledGraph : this.graph));
  readonly #renamed = $derived.by(() =>
    this.graph === null || this.#placedGraph === null
      ? new Map<string, string>()
      : renamedSteps(this.#placedGraph, this.graph),
  );
  readonly #density: Density = $derived.by(() =>
    this.#placedGraph === null ? 'roomy' : densityOf(this.#placedGraph, this.workbench.graphWidth),
  );
  readonly #settledPlan = $derived.by(() => this.#planOf(this.#placedGraph, this.#density, this.#cells));
  readonly plan: ScenePlan | null = $derived.by(() =>
    this.graph === null || this.#placedGraph === null || this.#settledPlan === null
      ? null
      : keptPlaces(this.#settledPlan, this.#renamed),
  );
  readonly lanes: readonly Lane[] = $derived.by(() => this.#lanes());
  /** The cards of the run so far. */
  readonly shelved: readonly ShelvedCard[] = $derived.by(() => cardsOf(this.view.picture?.histories ?? noHistories));
  readonly shownCard: ShelvedCard | null = $derived.by(() =>
    cardToShow(this.shelved, { slot: this.cards.slot, step: this.selection.step, task: this.selection.task }),
  );
  /** The selected task among those of its step. */
  readonly choice: TaskChoice | null = $derived.by(() => this.#choice());
  readonly inspection: Inspection | null = $derived.by(() => this.#inspection());
  /** What can strike the run on screen, as its log names it. */
  readonly #strikers = $derived.by(() => (this.view.stored === null ? [] : strikersOf(this.view.stored.scenario)));
  /** What the draft's plan aims at steps: drawn where the graph is the draft's. */
  readonly aimMarks: readonly AimMark[] = $derived.by(() =>
    this.graph === null || this.graph !== this.draft.graph ? [] : aimMarks(this.failures.faults, this.graph),
  );
  readonly runMarks: readonly RunMark[] = $derived.by(() =>
    this.graph === this.draft.graph ? runMarks(this.failures.faults) : [],
  );
  /** Failures of the run on screen that struck nothing, once it is over: their places in its plan. */
  readonly unstruck: readonly number[] = $derived.by(() => this.#unstruck());
  readonly sentence: Sentence = $derived.by(() => this.#sentence());

  constructor(ports: Ports, draft: DraftContent, theme: Theme) {
    this.ports = ports;
    this.theme = theme;
    this.draft = new Draft(draft, (content) => {
      ports.saveDraft(content);
    });
    this.failures = new FailurePlan(this.draft);
    this.view = new RunView(ports.wall);
    this.reasons = new Reasons(this.view);
    this.workbench = new Workbench(ports.settings);
    this.rooms = new Rooms(this.workbench);
    this.playback = new Playback(this.draft, ports, (promise) => this.#trying(promise));
    this.transport = new Transport({
      view: this.view,
      playback: this.playback,
      pace: () => this.draft.pace,
      canPause: () => this.canPause,
      wall: ports.wall,
    });
    this.trail = new Trail(ports.settings);
    this.strikes = new LiveStrikes({
      draft: this.draft,
      failures: this.failures,
      view: this.view,
      ports,
      notify: (notice) => {
        this.workbench.notify(notice);
      },
    });
    this.sweep = new Sweep({
      draft: this.draft,
      ports,
      openRun: (runId) => {
        this.#openSwept(runId);
      },
    });
    this.files = new DraftFiles(this.draft, this.workbench);
    this.drafts = new Drafts(ports.drafts, {
      onopen: (content) => {
        this.#turnTo(content);
      },
      onnotice: (notice) => {
        this.workbench.notify(notice);
      },
      trying: (promise) => this.#trying(promise),
    });
    this.links = new LinkVisit({
      port: ports.links,
      drafts: this.drafts,
      graph: () => this.draft.graph,
      events: () => this.view.events,
      execute: (command) => {
        this.execute([...this.draft.configWords, ...command]);
      },
      openRun: async (runId) => {
        await this.runs.refresh();
        this.#show(await ports.openRun(runId));
      },
      clearRun: () => {
        this.rooms.followRun();
        if (!this.isBusy) this.#clearRun();
      },
      look: (step, task, at) => {
        if (step === null) this.selection.clear();
        else if (task === null) this.selection.selectStep(step);
        else this.selection.selectTask(step, task);
        if (at !== null) this.view.seek(instantOf(at));
      },
      notify: (notice) => {
        this.workbench.notify(notice);
      },
    });
    this.lesson = new LessonVisit({
      port: ports.lessons,
      draft: this.draft,
      drafts: this.drafts,
      execute: (scenario, next) => this.#executeInTurn(scenario, next),
      record: (runId) => ports.links.record(runId),
      clearRun: () => {
        if (!this.isBusy) this.#clearRun();
      },
      show: () => {
        this.workbench.showLesson();
      },
      showRun: () => {
        this.workbench.openPhone('run');
      },
      notify: (notice) => {
        this.workbench.notify(notice);
      },
      dismiss: (code) => {
        this.workbench.dismiss(code);
      },
      trying: (promise) => this.#trying(promise),
    });
    this.sharing = new Sharing(
      ports.links,
      () => this.#shareable(),
      (promise) => void this.#trying(promise),
    );
    this.runs = new RunList(ports.runs);
    this.lab = new Lab({
      draft: this.draft,
      failures: this.failures,
      port: ports.policy,
      links: ports.links,
      wall: ports.wall,
      runs: () => this.runs.runs,
      openRun: async (id) => {
        await this.runs.refresh();
        this.openRun(id);
      },
      run: () => {
        this.run();
      },
    });
    this.cards = new CardShelf(
      (hash) => ports.card(hash),
      (spec) => ports.chart(spec),
    );
    this.previews = new Previews((hashes) => ports.previews(hashes));
    this.lesson.follow();
    void this.#trying(this.runs.refresh());
  }

  /** A run was asked for here, or somebody drives the one on screen. */
  get isBusy(): boolean {
    return this.#asked > 0 || (this.view.isDriven && !this.view.isWatched);
  }

  /** Nothing has run in this browser yet. */
  get isNewHere(): boolean {
    return this.runs.runs.length === 0 && this.view.stored === null && !this.isBusy;
  }

  /** A run was asked for and has not opened: Python loads, or the flow does. */
  get isStarting(): boolean {
    return this.#asked > 0 && !this.view.isDriven;
  }

  /** A run is driven here that can stand still. */
  get canPause(): boolean {
    return this.view.isDriven && !this.view.isWatched;
  }

  get canResume(): boolean {
    const { stored } = this.view;
    return (
      !this.isBusy &&
      stored !== null &&
      stored.outcome !== null &&
      !stored.imported &&
      stored.flowName === this.draft.flowName
    );
  }

  /** What to say where there is no card: which step will make one. */
  get noCardWords(): Sentence {
    return noCardWords(this.graph);
  }

  /** What the sentence above the graph invites to; null where it only tells. */
  get action(): { readonly label: string; readonly act: () => void } | null {
    const { stored, isInterrupted } = this.view;
    if (stored === null || !isInterrupted || stored.imported || this.isBusy) return null;
    return {
      label: 'Continue',
      act: () => {
        this.continueRun(stored.id);
      },
    };
  }

  /** What stands before a command. */
  get prompt(): string {
    return `${this.draft.content.language === 'python' ? 'python' : 'node'} ${this.draft.fileName}`;
  }

  /** What the inspector says where there is nothing to inspect. */
  get nothingWords(): Sentence {
    return nothingToInspect(this.view.picture, this.selection.step);
  }

  completions(line: string, cursor: number): Completions {
    const steps = this.draft.graph?.steps.map(({ name }) => name) ?? [];
    return completionsOf(line, cursor, { parameters: this.draft.parameters, steps, runs: this.runs.runs });
  }

  /** Everything that the console has come to at the cursor. */
  readonly consoleLines = $derived.by(() => {
    const { stored, isNewest, picture } = this.view;
    if (isNewest || picture === null) return this.console.lines;
    return this.console.linesAt(stored?.id ?? null, picture.run.now);
  });

  /** The run that the one on screen came from. */
  get cameFrom(): Neighbour | null {
    const id = this.view.stored?.id;
    return id === undefined ? null : this.trail.cameFrom(id, this.runs.runs);
  }

  /** The run that came of the one on screen. */
  get ledTo(): Neighbour | null {
    const id = this.view.stored?.id;
    return id === undefined ? null : this.trail.ledTo(id, this.runs.runs);
  }

  /** What a row of one task looks like at the cursor, whatever became of it later. */
  lookOfLane({ task, look }: Lane): Look {
    if (task === null || this.view.isNewest) return look;
    const history = this.view.picture?.histories.get(task.key);
    return history === undefined ? 'pending' : lookOf(history, this.#strikers);
  }

  chipsOf(step: string): readonly Chip[] {
    const found = this.graph?.steps.find(({ name }) => name === step);
    return found === undefined ? [] : chipsOf(found, this.#platform);
  }

  /** Selects a step, and the only task it has. */
  select(step: string): void {
    const task = this.displays.find((display) => display.step === step)?.task ?? null;
    if (task === null) this.selection.selectStep(step);
    else this.selection.selectTask(step, task);
  }

  hear(news: EngineNews): void {
    if (news.kind === 'run-opened') this.#begin(news.run);
    if (news.kind === 'python') this.workbench.hearPython(news.state);
    else if ('sweep' in news) this.sweep.hear(news);
    else if (news.kind === 'notice') this.workbench.notify(news);
    else if (news.kind === 'show-card') this.#showCardOf(news);
    else {
      this.view.hear(news);
      this.console.hear(news);
    }
    if (news.kind === 'run-abandoned') void this.#trying(this.#takeOver(news.run.id));
    if (news.kind === 'run-opened' || news.kind === 'run-closed') this.playback.reset();
    this.links.hear(news);
    this.lesson.hear(news);
    if (news.kind.startsWith('run')) void this.#trying(this.runs.refresh());
  }

  /** Another run comes on screen, made from the one that was there. */
  #begin(run: StoredRun): void {
    const before = this.view.stored;
    if (before?.id === run.id) return;
    if (before !== null) this.trail.lead(before, run);
    this.transport.rest();
    this.timeline.reset();
  }

  run(): void {
    this.execute([...this.draft.configWords, 'run']);
  }

  /** Executes a line of the prompt: `run --alpha 3`, with or without `python flow.py` before it. */
  type(line: string): void {
    const read = wordsOf(line, this.draft.fileName);
    if (read.kind === 'empty') return;
    if (read.kind === 'words' && !this.isBusy) {
      this.execute(read.words, line.trim());
      return;
    }
    this.console.echo(line.trim(), line.trim());
    this.console.refuse(read.kind === 'refused' ? read.message : 'A run is going on. Stop it, or wait for its end.');
  }

  /** Starts a new run that clones what finished in the one on screen; `step` and all after it run again. */
  resume(step: string | null = null): void {
    const origin = this.view.stored?.id;
    const from = step === null ? [] : [step];
    this.execute(origin === undefined ? ['resume', ...from] : ['resume', ...from, '--origin-run-id', origin]);
  }

  /** Shows what a resume would do, until it is pressed or put away. */
  previewResume(step: string | null): void {
    if (!this.canResume) return;
    this.outlook.pin(step);
    this.workbench.openLower('why');
  }

  /** Executes a command of Metaflow's on the draft: its words after the file name. */
  execute(command: readonly string[], typed: string | null = null): void {
    if (this.isBusy || this.lesson.holdsBack(command)) return;
    this.rooms.followRun();
    this.outlook.close();
    this.console.echo(typed ?? `${this.prompt} ${command.join(' ')}`, typed);
    this.#ask(this.ports.execute(this.draft.scenario(command), this.draft.pace));
  }

  /** Executes a scenario that is not the draft's, and then what its record leads to. Null while a run goes on. */
  #executeInTurn(scenario: Scenario, next?: (record: RunRecord) => Scenario | null): Promise<RunRecord> | null {
    if (this.isBusy) return null;
    this.rooms.followRun();
    this.outlook.close();
    const executed = async (each: Scenario): Promise<RunRecord> => {
      this.console.echo(`${this.prompt} ${each.command.join(' ')}`, null);
      return this.ports.lessons.execute(each, this.draft.pace);
    };
    const running = executed(scenario).then((record) => {
      const then = next?.(record) ?? null;
      return then === null ? record : executed(then);
    });
    this.#ask(running.then(() => undefined));
    return running;
  }

  continueRun(runId: string): void {
    if (this.isBusy) return;
    this.rooms.followRun();
    this.#ask(this.ports.continueRun(runId, this.draft.pace));
  }

  stop(): void {
    void this.#trying(this.ports.stop());
  }

  openRun(runId: string): void {
    if (this.isBusy) return;
    this.rooms.followRun();
    this.#open(runId);
  }

  /** A run of the lab, which is stored by now. */
  #openSwept(runId: string): void {
    if (this.isBusy) {
      const message = 'A run is going on. Stop it, or wait for its end: the run of this cell is stored and then opens.';
      this.workbench.notify({ code: 'run-in-progress', message });
    } else this.openRun(runId);
  }

  /** A failure joins the draft's plan. */
  addToPlan(fault: Fault): void {
    this.failures.add(fault);
    this.showPlan(this.failures.faults.length - 1);
  }

  #open(runId: string): void {
    if (runId === this.view.stored?.id) return;
    this.#awaited = runId;
    const opening = this.ports.openRun(runId);
    void this.#trying(
      opening.then((opened) => {
        if (this.#awaited === runId) this.#show(opened);
      }),
    );
  }

  /** Deletes stored runs. The one on screen leaves it; one that somebody drives stays, and that is said. */
  deleteRuns(runIds: readonly string[]): void {
    void this.#trying(
      this.runs.delete(runIds).then((kept) => {
        const shown = this.view.stored?.id;
        if (shown !== undefined && runIds.includes(shown) && !kept.includes(shown)) this.#clearRun();
        if (kept.length > 0) this.workbench.notify(stillDriven(kept.length));
      }),
    );
  }

  /** No run is on screen, as before the first one. */
  #clearRun(): void {
    this.#awaited = null;
    this.selection.clear();
    this.view.clear();
    this.console.clear();
  }

  /** Goes on with the run on screen, whose driver is gone, unless a third tab was faster: then that one is watched. */
  async #takeOver(runId: string): Promise<void> {
    for (let tries = 0; tries < TAKE_OVER_TRIES; tries++) {
      if (this.isBusy || this.view.stored?.id !== runId || this.view.isDriven) return;
      const took = this.ports.continueRun(runId, this.draft.pace).then(() => true, isDrivenElsewhere);
      if (await took) return;
      this.#show(await this.ports.openRun(runId));
    }
  }

  /** Opens a scene of the help in a draft of its own. It runs when somebody presses Run. */
  async openScene(name: string): Promise<void> {
    const scene = helpScene(name);
    assert(scene !== null, 'the pages of the help link to scenes that are there');
    const { example, faults, parameters, shows } = scene;
    const { pace: _, planText: __, ...content } = await this.ports.drafts.fetchExample(example, example.flows.python);
    this.help.close();
    await this.links.openScene(`scene:${name}`, {
      ...content,
      parameters,
      faults,
      command: ['run'],
    });
    this.workbench.notify({ code: 'help-scene', message: shows });
  }

  /** Looks at a card: selects its task and opens the tab. */
  chooseCard(card: ShelvedCard): void {
    this.cards.choose(card);
    this.selection.selectTask(card.task.place.step, card.task.key);
    this.workbench.openLower('cards');
  }

  /** Goes to where a decision was made: selects its task, and looks at its moment. */
  follow({ at, step, task, attempt }: WhyLine): void {
    if (step !== null && task !== null) {
      if (attempt === null) this.selection.selectTask(step, task);
      else this.selection.selectAttempt(step, task, attempt);
    }
    this.transport.seek(at);
  }

  /** Somebody does something that the engine may refuse. */
  attempt(promise: Promise<unknown>): void {
    void this.#trying(promise);
  }

  /** Opens the popover that aims a failure: at what is selected, else at the first step. */
  aim(at: string | null = this.selection.step): void {
    const step = at ?? this.draft.graph?.start ?? null;
    if (step === null || this.draft.graph === null) return;
    const task = step === this.selection.step ? this.selection.task : null;
    const foreach = task === null ? [] : (this.view.picture?.run.tasks.get(task)?.place.foreach ?? []);
    this.failures.aimAt(step, foreach);
  }

  /** What there is to choose from for a failure that is being aimed. */
  aimScope(fault: Fault): AimScope {
    const { graph, source, language, platform } = this.draft;
    assert(graph !== null, 'failures are aimed at the steps of a graph');
    const histories = this.graph === graph ? (this.view.newest?.histories ?? noHistories) : noHistories;
    const artifacts = artifactNames(graph, source, language);
    return aimScope(fault, { graph, platform, services: this.failures.services, artifacts, histories });
  }

  /** What the failure plan's editor completes and explains. */
  readonly planAssistant = {
    complete: (text: string, offset: number): PlanCompletions => {
      const { graph, source, language } = this.draft;
      const artifacts = graph === null ? new Set<string>() : artifactNames(graph, source, language);
      return planCompletions(text, offset, { ...this.failures.parts, graph, artifacts });
    },
    explain: explainPlan,
  };

  /** Opens files of the user's: lessons, and what else is ours. */
  async openFiles(files: readonly TextFile[]): Promise<void> {
    const isLesson = ({ name }: TextFile): boolean => /\.(md|markdown)$/i.test(name);
    for (const file of files.filter(isLesson)) await this.lesson.openFile(file.name, await file.text());
    await this.links.openFiles(files.filter((file) => !isLesson(file)));
  }

  /** What there is to share: the draft, and the run on screen once it has ended. */
  #shareable(): Shareable {
    const { stored, events, cursor } = this.view;
    const isOwn = stored !== null && stored.outcome !== null && stored.flowName === this.draft.flowName;
    return {
      flowName: this.draft.flowName,
      scenario: this.draft.scenario(['run']),
      run: isOwn ? stored : null,
      events,
      look: {
        at: cursor.kind === 'at' ? cursor.at : null,
        step: this.selection.step,
        task: this.selection.task,
      },
    };
  }

  /** Shows the failure plan's text, at one failure of it. */
  showPlan(index: number | null = null): void {
    this.workbench.openPlan(index === null ? null : this.failures.lineOfFault(index));
  }

  /** The run that has the card may be another than the one on screen. */
  #showCardOf(asked: Extract<EngineNews, { kind: 'show-card' }>): void {
    const choose = (): void => {
      this.view.goLive();
      const card = this.shelved.find(({ hash, task }) => hash === asked.hash && task.id === asked.taskId);
      if (card !== undefined) this.chooseCard(card);
    };
    if (asked.runId === this.view.stored?.id) choose();
    else {
      const opening = this.ports.openRun(asked.runId);
      void this.#trying(
        opening.then((opened) => {
          this.view.show(opened);
          choose();
        }),
      );
    }
  }

  /** Another draft is edited. A run that is going on stays on screen; else the last one of this flow comes there. */
  #turnTo(content: DraftContent): void {
    this.draft.replace(content);
    this.lesson.follow();
    this.files.forget();
    this.workbench.startCode();
    if (this.isBusy) return;
    this.selection.clear();
    const last = this.runs.runs.find(({ flowName }) => flowName === this.draft.flowName);
    this.#awaited = null;
    if (last === undefined) {
      this.view.clear();
      this.console.clear();
    } else this.#open(last.id);
  }

  #show(opened: OpenedRun): void {
    this.transport.rest();
    this.timeline.reset();
    this.view.show(opened);
    this.console.show(opened);
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

  #resumable(): Resumable | null {
    const { stored, newest } = this.view;
    if (!this.canResume || stored === null || newest === null) return null;
    const { source } = stored.scenario;
    const then = { source, graph: this.#runReader.read(stored.scenario).graph };
    const { graph, problems } = this.draft;
    return { origin: newest.run, then, now: { source: this.draft.source, graph, problems } };
  }

  /** The draft's, unless the run on screen is of another flow. */
  #graphOnScreen(): FlowGraph | null {
    const { stored } = this.view;
    if (stored === null || stored.flowName === this.draft.flowName) return this.draft.graph;
    return this.#runReader.read(stored.scenario).graph;
  }

  #summarised(): readonly StepSummary[] {
    if (this.graph === null) return [];
    const summaries = summarise(this.#sceneOf(this.graph));
    if (this.view.picture !== null) return summaries;
    // A letter changes one step, if any.
    this.#blankSummaries = unchanged(this.#blankSummaries, summaries);
    return this.#blankSummaries;
  }

  /** The run's; the draft's before the first one. */
  #sceneOf(graph: FlowGraph): Scene {
    return {
      graph,
      picture: this.view.picture,
      platform: this.#platform,
      faults: this.#strikers,
      isOver: this.view.isOver && this.view.isNewest,
    };
  }

  /** As text, so that a layout lasts until a number in it changes. */
  #cellCounts(): string {
    const counts = this.#summaries.flatMap(({ display }) =>
      display.foreach === null ? [] : [[display.step, display.foreach.cells.length] as const],
    );
    return JSON.stringify(counts);
  }

  #planOf(graph: FlowGraph | null, density: Density, counts: string): ScenePlan | null {
    if (graph === null) return null;
    const cells = new Map(JSON.parse(counts) as (readonly [string, number])[]);
    return scenePlan(graph, { platform: this.#platform, cells, density });
  }

  #edges(): readonly DrawnEdge[] {
    const displays = this.#summaries.map(({ display }) => [display.step, display] as const);
    return edgeStates(this.plan?.edges ?? [], new Map(displays));
  }

  #choice(): TaskChoice | null {
    return chooseTask(this.view.picture, this.selection.step, this.selection.task);
  }

  #inspection(): Inspection | null {
    const { picture, stored, events } = this.view;
    if (picture === null || stored === null || this.choice === null) return null;
    const { source, seed } = stored.scenario;
    const faults = this.#strikers;
    const texts = { source, draft: this.draft.source };
    return inspect(this.choice.key, { ...texts, picture, events, faults, seed, previews: this.previews.known });
  }

  #lanes(): readonly Lane[] {
    const { newest } = this.view;
    if (this.graph === null) return [];
    if (newest === null) {
      this.#blankLanes = unchanged(this.#blankLanes, emptyLanes(this.graph, this.#renamed));
      return this.#blankLanes;
    }
    return lanesOf(this.graph, newest, {
      faults: this.#strikers,
      unfolded: this.timeline.unfolded,
      task: this.selection.task,
    });
  }

  #unstruck(): readonly number[] {
    const { stored, isOver, isInterrupted, events } = this.view;
    return stored === null || !isOver || isInterrupted ? [] : unstruckPlaces(stored.scenario.faults, events);
  }

  /** The same, where they stand in the plan's text, as long as the plan is the run's. */
  get unstruckProblems(): readonly Problem[] {
    const { stored } = this.view;
    if (stored === null || JSON.stringify(stored.scenario.faults) !== JSON.stringify(this.failures.faults)) return [];
    const message = `This never struck in run ${String(stored.number)}.`;
    return this.failures.isBehind
      ? []
      : this.unstruck.map((i) =>
          problemAt(this.failures.reading, ['faults', i], { severity: 'info', message, code: PLAN_PROBLEM }),
        );
  }

  /** What never struck, in words; null where all did. */
  get unstruckWords(): string | null {
    const { stored, isNewest } = this.view;
    if (!isNewest) return null;
    const faults = this.unstruck.flatMap((i) => stored?.scenario.faults[i] ?? []);
    if (faults.length === 0) return null;
    const words = faults.map(
      (fault) => `${aimWords({ ...fault, probability: 1 })} of ${fault.step === '*' ? 'every step' : fault.step}`,
    );
    const more = words.length > 2 ? ` and ${String(words.length - 2)} more` : '';
    return `Never struck: ${words.slice(0, 2).join('; ')}${more}.`;
  }

  #sentence(): Sentence {
    const told = this.#told();
    return this.view.stored?.irreproducible === SIMULATED ? [`${SIMULATED} `, ...told] : told;
  }

  #told(): Sentence {
    const { example } = this.drafts.current;
    return sentenceOf({
      graph: this.graph,
      picture: this.view.picture,
      displays: this.displays,
      now: this.view.now,
      isInterrupted: this.view.isInterrupted && this.view.isNewest,
      brokenLine: this.draft.brokenLine,
      watch: example === null ? null : watchWords(example, this.draft.content.language),
      isStale: this.draft.isGraphStale,
      python: this.isStarting ? this.workbench.python : null,
    });
  }
}
