import { depthOf } from '../engine/planProblems';
import { ATTEMPTS_MAX, lastAttempt } from '../engine/policy';
import { policyOf } from '../engine/policyOf';
import { SECONDS_UNSAID, runSecondsOf } from '../engine/strikes';
import type { FlowGraph } from '../model/graph';
import type { Fault, FaultKind, FaultMoment, Platform, PlatformFailureKind } from '../model/scenario';
import { OWN_FAILURES } from './platforms';

/** What a kind of failure is called, and what it does in truth. `@` stands for the attempt. */
interface KindWords {
  readonly label: string;
  /** Under a node. */
  readonly short: string;
  readonly does: string;
}

export const KIND_WORDS: Readonly<Record<FaultKind, KindWords>> = {
  'spot-interruption': {
    label: 'Spot interruption',
    short: 'spot interruption',
    does: 'The spot instance is reclaimed: @ is ended, and what it had set is lost.',
  },
  eviction: {
    label: 'Eviction',
    short: 'eviction',
    does: 'The pod is evicted: @ is ended, and what it had set is lost.',
  },
  'out-of-memory': {
    label: 'Out of memory',
    short: 'out of memory',
    does: 'The machine runs out of memory: @ is ended, and what it had set is lost.',
  },
  'metadata-unavailable': {
    label: 'Metadata unavailable',
    short: 'metadata unavailable',
    does: 'The metadata service does not answer: @ ends before your code.',
  },
  'datastore-unavailable': {
    label: 'Artifact store unavailable',
    short: 'store unavailable',
    does: 'Your code runs to its end in @, and nothing of it can be saved. What it did outside has happened.',
  },
  'network-blip': { label: 'Network blip', short: 'network blip', does: 'Calls to services fail in @ for a while.' },
  service: { label: 'Service error', short: 'service error', does: 'A service answers otherwise in @.' },
  'bad-input': { label: 'Bad input', short: 'bad input', does: 'An artifact or parameter is altered before @.' },
  'code-bug': { label: 'Code bug', short: 'code bug', does: 'An exception is raised as your code begins in @.' },
  slow: { label: 'Slow task', short: 'slow', does: 'Time passes as your code begins in @; a timeout may strike.' },
};

export interface KindGroup {
  readonly label: string;
  readonly kinds: readonly FaultKind[];
}

/** Kinds by what fails; those that the platform brings about by itself come first. */
export function kindGroups(platform: Platform): readonly KindGroup[] {
  const deaths: readonly PlatformFailureKind[] = ['spot-interruption', 'eviction', 'out-of-memory'];
  const own = OWN_FAILURES[platform.name] ?? deaths;
  const others = deaths.filter((kind) => !own.includes(kind));
  return [
    { label: 'Platform', kinds: [...own, ...others, 'metadata-unavailable', 'datastore-unavailable'] },
    { label: 'Outside', kinds: ['network-blip', 'service'] },
    { label: 'Data', kinds: ['bad-input'] },
    { label: 'Code', kinds: ['code-bug', 'slow'] },
  ];
}

/** Where in an attempt a failure is aimed, as one chooses it. `start`: as user code begins. */
export type MomentChoice = 'before' | 'start' | 'during' | 'after' | 'run';

const MOMENT_LABELS: Readonly<Record<MomentChoice, string>> = {
  before: 'Before',
  start: 'As code begins',
  during: 'During',
  after: 'After, before saving',
  run: 'In the run',
};

const MOMENTS: Readonly<Record<FaultKind, readonly MomentChoice[]>> = {
  'spot-interruption': ['before', 'during', 'after', 'run'],
  eviction: ['before', 'during', 'after', 'run'],
  'out-of-memory': ['before', 'during', 'after', 'run'],
  'metadata-unavailable': ['before', 'run'],
  'datastore-unavailable': ['after', 'run'],
  'network-blip': ['start', 'during', 'run'],
  service: ['start', 'during', 'run'],
  'bad-input': ['start'],
  'code-bug': ['start'],
  slow: ['start'],
};

export const momentsOf = (kind: FaultKind): readonly { readonly value: MomentChoice; readonly label: string }[] =>
  MOMENTS[kind].map((value) => ({ value, label: MOMENT_LABELS[value] }));

export function momentOf({ kind, moment }: Fault): MomentChoice {
  const [first = 'start'] = MOMENTS[kind];
  if (moment === undefined) return first === 'before' && MOMENTS[kind].includes('during') ? 'during' : first;
  if (typeof moment === 'string') return MOMENTS[kind].includes(moment) ? moment : first;
  return moment.of === 'run' ? 'run' : 'during';
}

/** The fault at another moment; a moment that its kind has anyway is left out. */
export function atMoment(fault: Fault, choice: MomentChoice): Fault {
  const { moment: _, ...rest } = fault;
  const moment = momentFor(fault.kind, choice);
  return moment === null ? rest : { ...rest, moment };
}

function momentFor(kind: FaultKind, choice: MomentChoice): FaultMoment | null {
  if (choice === 'run') return { at: SECONDS_UNSAID, of: 'run' };
  if (choice === 'start' || !MOMENTS[kind].includes('during')) return null;
  return choice;
}

/** Seconds into user code; null where the fault does not say. */
export const codeSecondsOf = ({ moment }: Fault): number | null =>
  typeof moment === 'object' && (moment.of ?? 'code') === 'code' ? moment.at : null;

/** A fault of another kind at the same place; what the new kind does not read is dropped. */
export function ofKind(fault: Fault, kind: FaultKind): Fault {
  const { id, step, foreach, attempts, probability } = fault;
  const kept = {
    ...(id === undefined ? {} : { id }),
    kind,
    step,
    ...(foreach === undefined ? {} : { foreach }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(probability === undefined ? {} : { probability }),
  };
  const choice = momentOf(fault);
  const before = MOMENTS[kind].includes(choice) ? { ...kept, ...momentField(fault, kind, choice) } : kept;
  return { ...before, ...DEFAULTS[kind] };
}

function momentField({ moment }: Fault, kind: FaultKind, choice: MomentChoice): Pick<Fault, 'moment'> {
  const isObject = typeof moment === 'object' && (choice === 'run' || choice === 'during');
  const next = isObject ? moment : momentFor(kind, choice);
  return next === null ? {} : { moment: next };
}

/** What a kind cannot do without. */
const DEFAULTS: Readonly<Partial<Record<FaultKind, Partial<Fault>>>> = {
  'network-blip': { seconds: 5 },
  slow: { seconds: SECONDS_UNSAID },
  'code-bug': { exception: { type: 'ValueError', message: 'An injected bug.' } },
};

/** `attempt 1`, `attempts 0 to 2`, `every attempt`. */
export function attemptWords(fault: Fault): string {
  const { attempts = runSecondsOf(fault) === null ? 0 : 'every' } = fault;
  if (attempts === 'every') return 'every attempt';
  if (typeof attempts === 'number') return `attempt ${String(attempts)}`;
  return attempts[0] === attempts[1] ? `attempt ${String(attempts[0])}` : `attempts ${attempts.join(' to ')}`;
}

/** `spot interruption · attempt 1`, for under the node. */
export function aimWords(fault: Fault): string {
  const { kind, foreach, probability = 1 } = fault;
  const task = foreach === undefined || foreach.length === 0 ? [] : [`[${foreach.join(',')}]`];
  const chance = probability < 1 ? [`${String(Math.round(probability * 100))} %`] : [];
  return [KIND_WORDS[kind].short, ...task, attemptWords(fault), ...chance].join(' · ');
}

/** What the fault will do, in a sentence or two. */
export function aimSentence(fault: Fault): string {
  const { kind, step, foreach, probability = 1 } = fault;
  const task = step === '*' ? 'every step' : `${step}${foreach?.length ? `[${foreach.join(',')}]` : ''}`;
  const does = KIND_WORDS[kind].does.replace('@', `${attemptWords(fault)} of ${task}`);
  return [does, momentWords(fault), probability < 1 ? `It strikes ${percent(probability)} of them, by the seed.` : '']
    .filter(Boolean)
    .join(' ');
}

const percent = (share: number): string => `${String(Math.round(share * 100))} %`;

function momentWords(fault: Fault): string {
  const at = runSecondsOf(fault);
  if (at !== null) {
    const lasting = ['metadata-unavailable', 'datastore-unavailable', 'network-blip', 'service'].includes(fault.kind);
    const until = at + (fault.seconds ?? SECONDS_UNSAID);
    return lasting
      ? `From ${at.toFixed(2)} s to ${until.toFixed(2)} s of the run.`
      : `At ${at.toFixed(2)} s of the run.`;
  }
  const into = codeSecondsOf(fault);
  if (into !== null) return `${into.toFixed(2)} s into your code.`;
  const choice = momentOf(fault);
  if (choice === 'during' && momentsOf(fault.kind).length > 2) return 'Halfway through your code.';
  if (choice === 'after' && fault.kind !== 'datastore-unavailable') return 'After your code, before anything is saved.';
  return '';
}

/** A fault as the graph shows it: a crack in a node's lower edge. */
export interface AimMark {
  /** Its place in the plan. */
  readonly index: number;
  readonly step: string;
  /** How far along the node's edge: 0 is its left, 1 its right. */
  readonly along: number;
  readonly words: string;
}

/** A fault that strikes at an instant of the run, as the timeline's ruler shows it. */
export interface RunMark {
  readonly index: number;
  /** Seconds of the run; the end is null where it is a moment. */
  readonly from: number;
  readonly to: number | null;
  readonly words: string;
}

const LASTING: ReadonlySet<FaultKind> = new Set([
  'metadata-unavailable',
  'datastore-unavailable',
  'network-blip',
  'service',
]);

export const aimMarks = (faults: readonly Fault[], graph: FlowGraph): readonly AimMark[] =>
  faults.flatMap((fault, index) => {
    if (runSecondsOf(fault) !== null) return [];
    const steps = graph.steps.filter(({ name }) => fault.step === '*' || fault.step === name);
    return steps.map(({ name }) => ({ index, step: name, along: alongOf(fault), words: aimWords(fault) }));
  });

export const runMarks = (faults: readonly Fault[]): readonly RunMark[] =>
  faults.flatMap((fault, index) => {
    const from = runSecondsOf(fault);
    if (from === null) return [];
    const to = LASTING.has(fault.kind) ? from + (fault.seconds ?? SECONDS_UNSAID) : null;
    const target = fault.step === '*' ? 'every step' : fault.step;
    return [{ index, from, to, words: `${KIND_WORDS[fault.kind].short} · ${target}` }];
  });

const ALONG: Readonly<Record<MomentChoice, number>> = { before: 0.12, start: 0.26, during: 0.5, after: 0.88, run: 0.5 };

const alongOf = (fault: Fault): number => ALONG[momentOf(fault)];

/** Attempts that a task of the step can have: what there is to choose from. */
export function attemptChoices(graph: FlowGraph, step: string, platform: Platform): readonly number[] {
  const found = graph.steps.find(({ name }) => name === step);
  const last =
    found === undefined ? ATTEMPTS_MAX - 1 : Math.min(lastAttempt(policyOf(found, platform)), ATTEMPTS_MAX - 1);
  return Array.from({ length: last + 1 }, (_, i) => i);
}

/** How many indices name a task of the step; 0 where it has one task only. */
export function foreachDepth(graph: FlowGraph, step: string): number {
  const found = graph.steps.find(({ name }) => name === step);
  return found === undefined ? 0 : depthOf(found, graph);
}
