/** Random flows and runs for the laws of the engine: everything follows from one seed. */
import { setupOf } from '../../src/engine/setup';
import { graphOf } from '../../src/graph/graphOf';
import type { EventFact } from '../../src/model/events';
import { EXIT_KILLED, type Failure } from '../../src/model/failure';
import type { Decorator, Flow, FlowStep, SourceValue, Span, Transition } from '../../src/model/flow';
import { asRunId } from '../../src/model/ids';
import type { FlowGraph } from '../../src/model/graph';
import type { Json } from '../../src/model/json';
import type { Task } from '../../src/model/run';
import type { Platform } from '../../src/model/scenario';
import type { RunSetup } from '../../src/model/setup';
import { planOf } from '../../src/engine/plans';
import { diceOf, mixed } from '../../src/runtime/simulated/dice';
import type { Behave } from '../../src/runtime/simulated/sayings';

const SPAN: Span = { from: 0, to: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

const literal = (value: Json): SourceValue => ({ kind: 'literal', value });

export function decorator(name: string, attributes: Readonly<Record<string, Json>> = {}): Decorator {
  const values = Object.entries(attributes).map(([key, value]) => [key, literal(value)] as const);
  return { name, attributes: Object.fromEntries(values), span: SPAN };
}

/** A step as a reader would give it. */
export function step(name: string, transition: Transition | null, more: Partial<FlowStep> = {}): FlowStep {
  const marked = { start: false, end: false };
  const bare = { name, line: 1, span: SPAN, nameSpan: SPAN, argumentCount: 1, decorators: [], doc: null };
  return { ...bare, transition, marked, ...more };
}

export const linear = (target: string): Transition => ({ kind: 'linear', targets: [target], span: SPAN });
export const split = (...targets: string[]): Transition => ({ kind: 'split', targets, span: SPAN });
export const foreach = (target: string, variable: string): Transition => ({
  kind: 'foreach',
  targets: [target],
  variable,
  span: SPAN,
});
export const choice = (...targets: string[]): Transition => ({
  kind: 'switch',
  targets,
  condition: 'choice',
  cases: targets.map((target, i) => ({ key: String(i), target })),
  span: SPAN,
});

export const flowOf = (steps: readonly FlowStep[], name = 'RandomFlow'): Flow => ({
  name,
  fileName: 'flow.py',
  doc: null,
  steps,
  parameters: [],
  decorators: [],
  span: SPAN,
  nameSpan: SPAN,
  loaded: true,
});

/** A random flow with random policies, and where it runs. */
export interface RandomFlow {
  readonly graph: FlowGraph;
  readonly platform: Platform;
  readonly maxWorkers: number;
}

export function randomFlow(seed: number): RandomFlow {
  const dice = diceOf(seed);
  const oneOf = <T>(...values: readonly [T, ...T[]]): T => values[Math.floor(dice() * values.length)] ?? values[0];
  const platform = {
    name: 'random',
    startup: oneOf(0, 0.3, 2),
    duration: oneOf(0, 1),
    slots: oneOf(1, 2, 16),
    waits: dice() < 0.7,
  };
  return { graph: graphOf(flowOf(randomSteps(dice))), platform, maxWorkers: oneOf(1, 2, 3, 16) };
}

/** A run of a random flow, or a resume of one. */
export const randomSetup = (seed: number): RunSetup => setupOfRandom(randomFlow(seed), null);

export function setupOfRandom(
  { graph, platform, maxWorkers }: RandomFlow,
  origin: Parameters<typeof setupOf>[1]['origin'],
): RunSetup {
  return setupOf(graph, {
    runId: asRunId(origin === null ? '1' : '2'),
    platform,
    maxWorkers,
    maxNumSplits: 100,
    maxLogBytes: 10_000_000,
    tags: [],
    withDecorators: [],
    configs: {},
    parameters: [],
    origin,
  });
}

/** A chain of segments between `start` and `end`: plain steps, splits, foreaches and switches, nested at most twice. */
function randomSteps(dice: () => number): FlowStep[] {
  const steps: FlowStep[] = [];
  let names = 0;
  const fresh = (kind: string): string => `${kind}${String(++names)}`;
  const policies = (mayCatch: boolean): readonly Decorator[] => [
    ...(dice() < 0.5
      ? [decorator('retry', { times: Math.floor(dice() * 4), minutes_between_retries: dice() * 0.1 })]
      : []),
    ...(mayCatch && dice() < 0.3 ? [decorator('catch', { var: 'problem' })] : []),
  ];
  const add = (name: string, transition: Transition | null, more: Partial<FlowStep> = {}): void => {
    const mayCatch = transition === null || transition.kind === 'linear' || transition.kind === 'split';
    steps.push(step(name, transition, { decorators: policies(mayCatch), ...more }));
  };
  /** Adds a segment that ends by going to `after`; gives the step it begins with. */
  const segment = (after: string, depth: number): string => {
    const kind = depth > 1 ? 0 : dice();
    if (kind < 0.4) {
      const name = fresh('step');
      add(name, linear(after));
      return name;
    }
    if (kind < 0.6) return parallel(after, depth);
    if (kind < 0.85) return fanned(after, depth);
    return chosen(after, depth);
  };
  const parallel = (after: string, depth: number): string => {
    const [name, join] = [fresh('split'), fresh('join')];
    const branches = Array.from({ length: 2 + Math.floor(dice() * 2) }, () => segment(join, depth + 1));
    add(name, split(...branches));
    add(join, linear(after), { argumentCount: 2 });
    return name;
  };
  const fanned = (after: string, depth: number): string => {
    const [name, join] = [fresh('fan'), fresh('join')];
    add(name, foreach(segment(join, depth + 1), 'items'));
    add(join, linear(after), { argumentCount: 2 });
    return name;
  };
  const chosen = (after: string, depth: number): string => {
    const [name, meeting] = [fresh('choice'), fresh('meet')];
    add(name, choice(segment(meeting, depth + 1), segment(meeting, depth + 1)));
    add(meeting, linear(after));
    return name;
  };
  add('end', null);
  let first = 'end';
  for (let i = 0; i < 1 + Math.floor(dice() * 3); i++) first = segment(first, 0);
  add('start', linear(first));
  return steps;
}

/** How likely an attempt is to fail, in three moods. */
export interface Mood {
  readonly failure: number;
}

/** Attempts that fail, sleep and speak by chance: a pure function of the seed and the attempt. */
export function randomBehaviour(seed: number, { failure }: Mood): Behave {
  return (task, attempt, fallback, run, strikes) => {
    const dice = diceOf(mixed(seed, task.key, attempt));
    const slowUs = strikes.delays.reduce((sum, { us }) => sum + us, 0);
    const workUs = dice() < 0.4 ? 0 : Math.floor(dice() * 8) * 1_000_000;
    const codeUs = slowUs + workUs;
    const says = Array.from({ length: Math.floor(dice() * 3) }, (_, i) => ({
      afterUs: slowUs + Math.floor((workUs * (i + 1)) / 4),
      fact: { type: 'output', stream: 'stdout', by: 'code', lines: [`line ${String(i)}`] } satisfies EventFact,
    }));
    const plan = planOf(run.setup, task.place.step);
    const fails = dice() < failure || strikes.bug !== null;
    const succeeded = (isCaught: boolean): EventFact => success(task, run.setup, dice, isCaught);
    if (fallback) return { says: [], codeUs: 0, end: fails ? death(dice) : succeeded(true) };
    if (!fails) return { says, codeUs, end: succeeded(false) };
    const isException = dice() < 0.6 || strikes.bug !== null;
    if (isException && plan.policy.catch !== null && attempt === plan.policy.retryTimes) {
      return { says, codeUs, end: succeeded(true) };
    }
    return { says, codeUs, end: isException ? exception() : death(dice) };
  };
}

function success(task: Task, setup: RunSetup, dice: () => number, isCaught: boolean): EventFact {
  const plan = planOf(setup, task.place.step);
  const numSplits = 1 + Math.floor(dice() * 5);
  const values = Array.from({ length: numSplits }, (_, i) => String(i));
  const pick = plan.next[Math.floor(dice() * plan.next.length)];
  const targets = plan.type === 'split-switch' && pick !== undefined ? [pick] : plan.next;
  const fanOut = plan.type === 'foreach' ? { variable: 'items', numSplits, values } : null;
  return {
    type: 'attempt-succeeded',
    artifacts: [],
    transition: targets.length === 0 ? null : { targets, foreach: fanOut },
    caught: isCaught ? { exception: 'ValueError', message: 'no luck' } : null,
    cards: [],
  };
}

const failed = (failure: Failure): EventFact => ({ type: 'attempt-failed', failure, artifacts: null });

const exception = (): EventFact =>
  failed({ cause: 'user', exception: 'ValueError', message: 'no luck', exitCode: 1, retry: true });

const death = (dice: () => number): EventFact =>
  failed({
    cause: 'killed',
    exception: null,
    message: null,
    exitCode: dice() < 0.05 ? 202 : EXIT_KILLED,
    retry: dice() < 0.95,
  });
