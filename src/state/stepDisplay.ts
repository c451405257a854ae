import { policyOf } from '../engine/policyOf';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { TaskKey } from '../model/ids';
import type { Task } from '../model/run';
import type { Fault, Platform } from '../model/scenario';
import type { StepPolicy } from '../model/setup';
import { ZERO } from '../model/time';
import type { Instant } from '../model/time';
import { arrivalsOf } from './arrivals';
import { foreachOf, foreachShown } from './foreach';
import type { ForeachDisplay } from './foreach';
import type { TaskHistory } from './history';
import { WORDS } from './look';
import { stepsNotTaken } from './notTaken';
import type { Picture } from './picture';
import { attemptsLeft, pipsOf } from './pips';
import type { Pip } from './pips';
import { phaseOf, shownAt, waitLeftAt } from './taskPhase';
import type { Phase, PhaseContext, Shown, WaitLeft } from './taskPhase';
import { tasksByStep } from './tasksByStep';
import type { TasksByStep } from './tasksByStep';
import { amount, seconds } from './words';

/** Everything that a step's node shows at an instant. */
export interface StepDisplay extends Shown {
  readonly step: string;
  readonly pips: readonly Pip[];
  /** At the right of the foot: `2 left`, `2.20 s`, or nothing. */
  readonly foot: string;
  readonly wait: WaitLeft | null;
  /** Its tasks as a grid; null for a step that runs once. */
  readonly foreach: ForeachDisplay | null;
  /** The task to select with the step: the only one, or the newest round. */
  readonly task: TaskKey | null;
  /** Where its task went on to; null while that is open, or where each of its tasks chose for itself. */
  readonly went: readonly string[] | null;
}

/** What is said of a step wherever it has but a glyph and a word. */
export type StepLook = Pick<StepDisplay, 'step' | 'look' | 'word'>;

/** A step between two events: what is still is kept, what moves waits for the clock. */
export interface StepSummary {
  readonly display: StepDisplay;
  readonly phase: Phase;
}

/** What is drawn. `picture` is null before the first run, and then `platform` is the draft's. */
export interface Scene {
  readonly graph: FlowGraph;
  readonly picture: Picture | null;
  readonly platform: Platform;
  readonly faults: readonly Fault[];
  /** The run on screen is not driven any more. */
  readonly isOver: boolean;
}

/** In the graph's order. */
export function summarise(scene: Scene): readonly StepSummary[] {
  const tasks: TasksByStep = scene.picture === null ? new Map() : tasksByStep(scene.picture.run);
  const notTaken = scene.picture === null ? new Set() : stepsNotTaken(scene.graph, tasks);
  return scene.graph.steps.map((step) => summaryOf(step, tasks.get(step.name) ?? [], notTaken.has(step.name), scene));
}

/** The step as the clock shows it at `now`; the very same object as long as nothing in it moves. */
export function displayAt({ display, phase }: StepSummary, now: Instant): StepDisplay {
  if (phase.kind === 'still') return display;
  return { ...display, ...shownAt(phase, now), wait: waitLeftAt(phase, now) };
}

function summaryOf(step: GraphStep, tasks: readonly Task[], isNotTaken: boolean, scene: Scene): StepSummary {
  const context: PhaseContext = { policy: policyFor(step, scene), faults: scene.faults, isOver: scene.isOver };
  const task = tasks.at(-1);
  if (scene.picture === null || task === undefined) return unreached(step, isNotTaken, scene, context);
  const { histories } = scene.picture;
  if (task.place.foreach.length > 0) return ofMany(step, foreachOf(tasks, histories, context));
  return ofOne(task, histories.get(task.key), context);
}

const policyFor = (step: GraphStep, { picture, platform }: Scene): StepPolicy =>
  picture?.run.setup.steps.find(({ name }) => name === step.name)?.policy ?? policyOf(step, platform);

function ofOne(task: Task, history: TaskHistory | undefined, context: PhaseContext): StepSummary {
  const phase = phaseOf(task, history, context);
  const pips = pipsOf(context.policy, history ?? null, phase.kind === 'waiting', context.faults);
  const round = task.place.round > 0 ? `round ${String(task.place.round)}` : null;
  const shown = shownAt(phase, ZERO);
  const display: StepDisplay = {
    ...shown,
    detail: shown.detail ?? round,
    step: task.place.step,
    pips,
    foot: footOf(task, history, pips, context),
    wait: null,
    foreach: null,
    task: task.key,
    went: task.transition?.targets ?? null,
  };
  return { phase, display };
}

/** What is left of the attempts while it matters; how long it all took once it is over. */
function footOf(task: Task, history: TaskHistory | undefined, pips: readonly Pip[], context: PhaseContext): string {
  const { status } = task.state;
  if (status === 'failed') return context.policy.retryTimes > 0 ? `${String(attemptsLeft(pips))} left` : '';
  const from = history?.attempts[0]?.startedAt;
  if (status === 'completed') return from === undefined ? seconds(0) : seconds(task.state.at - from);
  const isFirst = (history?.attempts.length ?? 0) <= 1 && status === 'running';
  if (context.policy.retryTimes === 0 || context.isOver || isFirst) return '';
  return `${String(attemptsLeft(pips))} left`;
}

function ofMany(step: GraphStep, foreach: ForeachDisplay): StepSummary {
  const shown = foreachShown(foreach);
  const display = { ...shown, step: step.name, pips: [], foot: '', wait: null, foreach, task: null, went: null };
  return { phase: { kind: 'still', shown }, display };
}

function unreached(step: GraphStep, isNotTaken: boolean, scene: Scene, context: PhaseContext): StepSummary {
  const shown: Shown = isNotTaken
    ? notTaken(step, scene.graph)
    : { look: 'pending' as const, ...unreachedWords(step, scene) };
  const { retryTimes } = context.policy;
  const isFresh = scene.picture === null && retryTimes > 0;
  const pips = isNotTaken ? [] : pipsOf(context.policy, null, false, scene.faults);
  const foot = isFresh ? `up to ${String(retryTimes + 1)}` : '';
  const display = { ...shown, step: step.name, pips, foot, wait: null, foreach: null, task: null, went: null };
  return { phase: { kind: 'still', shown }, display };
}

/** With the case that would have led here. */
function notTaken({ name }: GraphStep, graph: FlowGraph): Shown {
  const found = graph.steps.flatMap(({ cases }) => cases).find(({ target }) => target === name);
  return { look: 'not-taken', word: WORDS['not-taken'], detail: found?.key ?? null };
}

/** What counts thousands is said in two parts, of which a small node shows the first. */
const arrived = (got: number, of: number): { word: string; detail: string | null } =>
  of < 1000
    ? { word: `${String(got)} / ${String(of)} in`, detail: null }
    : { word: `${amount(got)} in`, detail: `of ${amount(of)}` };

function unreachedWords(step: GraphStep, { graph, picture, isOver }: Scene): { word: string; detail: string | null } {
  if (picture === null) return { word: 'Not run yet', detail: null };
  const arrivals = step.isJoin ? arrivalsOf(step, graph, picture.run) : null;
  if (arrivals !== null) return arrived(arrivals.got, arrivals.of);
  return { word: isOver ? 'Not reached' : WORDS.pending, detail: null };
}
