import { holds, unmet } from '../lessons/condition';
import { partsIn, proseIn } from '../lessons/inLanguage';
import type { Lesson, LessonProblem } from '../lessons/lesson';
import { earlierScenario, lessonContent } from '../lessons/lessonContent';
import type { Inline, Prose } from '../model/prose';
import type { RunRecord } from '../model/record';
import type { Language, Scenario } from '../model/scenario';
import type { EngineNews, StoredRun } from '../protocol/engine';
import type { Draft } from './Draft.svelte';
import { NO_PROGRESS, stageOf } from './lessonProgress';
import type { LessonProgress, Stage } from './lessonProgress';
import { LessonShelf } from './LessonShelf.svelte';
import type { DraftContent, LessonsPort } from './ports';
import { RepairCheck } from './RepairCheck.svelte';
import type { Notice } from './Workbench.svelte';

const PREDICT_FIRST = 'predict-first';
/** Checks that fail before the solution is offered. */
const CHECKS_BEFORE_SOLUTION = 3;

/** The parts of the page that a lesson moves. */
interface LessonSurroundings {
  readonly port: LessonsPort;
  readonly draft: Draft;
  readonly drafts: {
    readonly lesson: string | null;
    openLesson(lesson: string, content: DraftContent, isAnew?: boolean): Promise<void>;
  };
  /** Executes a scenario on screen, and then the one that `next` makes of its record. Null where the page is busy. */
  readonly execute: (scenario: Scenario, next?: (record: RunRecord) => Scenario | null) => Promise<RunRecord> | null;
  readonly record: (runId: string) => Promise<RunRecord>;
  readonly clearRun: () => void;
  /** The lesson comes into view, where it is a tab. */
  readonly show: () => void;
  /** The run comes into view, where it is a tab. */
  readonly showRun: () => void;
  readonly notify: (notice: Notice) => void;
  readonly dismiss: (code: string) => void;
  readonly trying: (promise: Promise<unknown>) => Promise<void>;
}

/** An option as it is drawn: after the run it says whether it came true. */
export interface OptionView {
  readonly place: number;
  readonly says: readonly Inline[];
  readonly isChosen: boolean;
  /** Null before the run. */
  readonly cameTrue: boolean | null;
}

/** A lesson's file that is refused. */
export interface RefusedLesson {
  readonly name: string;
  readonly problems: readonly LessonProblem[];
}

/** The lesson that the draft in the editor belongs to: predict, run, explain, repair. */
export class LessonVisit {
  readonly shelf: LessonShelf;
  readonly check: RepairCheck;
  readonly #page: LessonSurroundings;
  #lesson = $state.raw<Lesson | null>(null);
  #refused = $state.raw<RefusedLesson | null>(null);
  #isRunning = $state.raw(false);
  /** What of the check's condition on the learner's own run did not hold, of the newest one. */
  #ownRun = $state.raw<readonly string[] | null>(null);

  readonly #progress: LessonProgress = $derived.by(() =>
    this.#lesson === null ? NO_PROGRESS : this.shelf.progress(this.#lesson.id),
  );
  readonly stage: Stage = $derived(stageOf(this.#progress));
  readonly options: readonly OptionView[] = $derived.by(() => this.#options());

  constructor(page: LessonSurroundings) {
    this.#page = page;
    this.shelf = new LessonShelf(page.port);
    this.check = new RepairCheck(page.port);
  }

  /** Null where the draft in the editor belongs to none, or its lesson has not come yet. */
  get lesson(): Lesson | null {
    return this.#lesson;
  }

  get progress(): LessonProgress {
    return this.#progress;
  }

  /** A file that is no lesson, and why. */
  get refused(): RefusedLesson | null {
    return this.#refused;
  }

  /** The lesson's run was asked for and has not ended. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  get ownRun(): readonly string[] | null {
    return this.#ownRun;
  }

  /** The text of one of the lesson's parts, in the language of the flow in the editor. */
  text(part: 'intro' | 'question' | 'explain' | 'task' | 'afterwards'): Prose {
    return this.#lesson === null ? [] : proseIn(this.#lesson[part], this.#page.draft.language);
  }

  /** What the lesson says to who chose as was chosen. */
  get reply(): Prose {
    const { chosen } = this.#progress;
    const option = chosen === null ? undefined : this.#lesson?.options[chosen];
    return option === undefined ? [] : proseIn(option.reply, this.#page.draft.language);
  }

  /** Null before the run; of a lesson whose options do not fit, `unfit`. */
  get verdict(): 'right' | 'wrong' | 'unfit' | null {
    const { chosen, result } = this.#progress;
    if (result === null) return null;
    if (result.came.length !== 1) return 'unfit';
    return chosen === result.came[0] ? 'right' : 'wrong';
  }

  /** A text that passes the check: once it has passed, or was tried often enough. */
  get solution(): string | null {
    const { isPassed, checks } = this.#progress;
    if (!isPassed && checks < CHECKS_BEFORE_SOLUTION) return null;
    return this.#lesson?.solutions[this.#page.draft.language]?.source ?? null;
  }

  /** Opens a lesson where it was left. */
  open(id: string, language: Language): void {
    void this.#page.trying(this.#open(id, language, false));
  }

  /** The lesson from its start. What was made of its flow stays among the drafts. */
  restart(): void {
    const lesson = this.#lesson;
    if (lesson === null) return;
    this.shelf.restart(lesson.id);
    void this.#page.trying(this.#open(lesson.id, this.#page.draft.language, true));
  }

  /** Opens a lesson's file; one that has errors is refused line by line. */
  async openFile(name: string, text: string): Promise<void> {
    const { id, reading } = await this.shelf.add(text);
    this.#refused = reading.ok ? null : { name, problems: reading.problems };
    if (reading.ok) await this.#open(id, this.#page.draft.language, false);
  }

  dismissRefusal(): void {
    this.#refused = null;
  }

  /** Whether the run of last time would tell what is to be predicted. */
  async hidesRuns(): Promise<boolean> {
    const { lesson } = this.#page.drafts;
    if (lesson === null) return false;
    await this.shelf.load();
    return stageOf(this.shelf.progress(lesson)) === 'predict';
  }

  /** Another draft is in the editor, or the first one: its lesson comes along. */
  follow(): void {
    const id = this.#page.drafts.lesson;
    if (id === this.#lesson?.id) return;
    this.check.forget();
    this.#ownRun = null;
    this.#lesson = null;
    if (id !== null) void this.#page.trying(this.#take(id));
  }

  choose(place: number): void {
    if (this.#lesson === null || this.#progress.result !== null) return;
    this.shelf.change(this.#lesson.id, { chosen: place });
    this.#page.dismiss(PREDICT_FIRST);
  }

  /** Whether a command must wait for the prediction; says so. */
  holdsBack(command: readonly string[]): boolean {
    const isRun = command.includes('run') || command.includes('resume');
    if (this.#lesson === null || this.stage !== 'predict' || !isRun) return false;
    const message = 'Choose first what you expect: the lesson is about the difference.';
    this.#page.notify({ code: PREDICT_FIRST, message });
    this.#page.show();
    return true;
  }

  /** Makes the run that was predicted: of the lesson's flow as it is in the lesson, whatever is in the editor. */
  run(): void {
    const lesson = this.#lesson;
    if (lesson === null || this.#progress.chosen === null || this.#isRunning) return;
    this.#isRunning = true;
    void this.#page.trying(this.#run(lesson)).finally(() => {
      this.#isRunning = false;
    });
  }

  /** Has the flow in the editor judged. */
  judge(): void {
    const lesson = this.#lesson;
    if (lesson === null || this.check.state === 'running') return;
    const { draft } = this.#page;
    const { command: _, ...learner } = draft.scenario([]);
    const steps = draft.graph?.steps.map(({ name }) => name) ?? [];
    void this.#page.trying(
      this.check.judge(lesson, learner, steps).then((isPassed) => {
        if (isPassed === null) return;
        const { checks, isPassed: before } = this.shelf.progress(lesson.id);
        this.shelf.change(lesson.id, { checks: checks + 1, isPassed: isPassed || before });
      }),
    );
  }

  /** Puts a trial on screen: the same run, and all about it. */
  look(scenario: Scenario): void {
    if (this.#page.execute(scenario) !== null) this.#page.showRun();
  }

  hear(news: EngineNews): void {
    if (news.kind === 'run-closed' && this.#lesson !== null)
      void this.#page.trying(this.#closed(this.#lesson, news.run));
  }

  async #open(id: string, language: Language, isAnew: boolean): Promise<void> {
    const reading = await this.shelf.read(id);
    if (reading === null) return;
    if (!reading.ok) {
      this.#refused = { name: id, problems: reading.problems };
      return;
    }
    this.#page.show();
    await this.#page.drafts.openLesson(id, lessonContent(reading.lesson, language), isAnew);
    this.check.forget();
    this.#ownRun = null;
    this.#lesson = reading.lesson;
    // A run of last time would tell what is to be predicted.
    if (stageOf(this.shelf.progress(id)) === 'predict') this.#page.clearRun();
  }

  async #take(id: string): Promise<void> {
    const reading = await this.shelf.read(id);
    if (this.#page.drafts.lesson === id && reading?.ok === true) this.#lesson = reading.lesson;
  }

  async #run(lesson: Lesson): Promise<void> {
    const { pace: _, ...content } = lessonContent(lesson, this.#page.draft.language);
    const scenario: Scenario = { ...content, command: lesson.scenario.command };
    const earlier = earlierScenario(lesson, content.language);
    const record = await (earlier === null
      ? this.#page.execute(scenario)
      : this.#page.execute(earlier, (origin) => resumeOf(origin, scenario)));
    if (record !== null) this.#predicted(lesson, record);
  }

  #predicted(lesson: Lesson, record: RunRecord): void {
    const { outcome, id, command } = record.run;
    const isOver = command[0] === lesson.scenario.command[0] && (outcome === 'succeeded' || outcome === 'failed');
    if (!isOver || this.shelf.progress(lesson.id).result !== null) return;
    const came = lesson.options.flatMap(({ when }, place) => (holds(when, record) ? [place] : []));
    this.shelf.change(lesson.id, { result: { run: id, came } });
    this.#page.show();
  }

  /** A run of the learner's own: the one that was predicted, or one that the check asks for. */
  async #closed(lesson: Lesson, run: StoredRun): Promise<void> {
    const { run: asked } = lesson.check;
    const { chosen, result } = this.shelf.progress(lesson.id);
    if (result === null && chosen !== null && !this.#isRunning && isPredicted(lesson, run)) {
      this.#predicted(lesson, await this.#page.record(run.id));
    } else if (result !== null && asked !== null && run.flowName === this.#page.draft.flowName) {
      this.#ownRun = unmet(asked, await this.#page.record(run.id));
      const { checks, isPassed } = this.shelf.progress(lesson.id);
      this.shelf.change(lesson.id, { checks: checks + 1, isPassed: isPassed || this.#ownRun.length === 0 });
    }
  }

  #options(): readonly OptionView[] {
    const { chosen, result } = this.#progress;
    const { language } = this.#page.draft;
    return (this.#lesson?.options ?? []).map(({ says }, place) => ({
      place,
      says: partsIn(says, language),
      isChosen: place === chosen,
      cameTrue: result === null ? null : result.came.includes(place),
    }));
  }
}

/** The lesson's run, as a resume of one that has come to its end. */
const resumeOf = ({ run }: RunRecord, scenario: Scenario): Scenario | null =>
  run.outcome === 'failed' || run.outcome === 'succeeded'
    ? { ...scenario, command: [...scenario.command, '--origin-run-id', run.id] }
    : null;

/** Somebody pressed the page's own Run on the lesson's flow as it is. */
function isPredicted(lesson: Lesson, { scenario, command }: StoredRun): boolean {
  if (lesson.earlier[scenario.language] !== undefined || !command.includes('run')) return false;
  const { pace: _, ...content } = lessonContent(lesson, scenario.language);
  const told = ({ source, seed, parameters, faults, services, platform }: Omit<Scenario, 'command'>): string =>
    JSON.stringify([source, seed, parameters, faults, services, platform]);
  return told(scenario) === told(content);
}
