import { runsUserCode } from '../engine/policy';
import { apply, startRun } from '../engine/run';
import { SECONDS_UNSAID } from '../engine/strikes';
import type { ArtifactPreview, ArtifactRef } from '../model/artifact';
import type { RunEvent } from '../model/events';
import { taskKeyOf, type ContentHash, type TaskPlace } from '../model/ids';
import type { Run } from '../model/run';
import type { Fault, FaultKind, Scenario } from '../model/scenario';
import type { RunSetup, StepPlan } from '../model/setup';
import { secondsOf } from '../model/time';
import type { SingleFault, SweepMoment, SweepOrder } from '../protocol/sweep';
import { artifactsRead } from './artifactsRead';

/** A run without faults, and what is known of the values in it. */
export interface ObservedRun {
  readonly stored: { readonly setup: RunSetup; readonly scenario: Pick<Scenario, 'language' | 'source' | 'fileName'> };
  readonly events: readonly RunEvent[];
  readonly contents: ReadonlyMap<ContentHash, { readonly preview: ArtifactPreview }>;
}

/** Which faults are asked for. */
export type Narrowing = Pick<SweepOrder, 'steps' | 'kinds' | 'moments'>;

/** Every kind of failure, in the order of the columns. */
export const SWEPT_KINDS: readonly FaultKind[] = [
  'spot-interruption',
  'eviction',
  'out-of-memory',
  'metadata-unavailable',
  'datastore-unavailable',
  'network-blip',
  'service',
  'bad-input',
  'code-bug',
  'slow',
];

/** The moments at which each kind can strike an attempt. */
export const SWEPT_MOMENTS: Readonly<Record<FaultKind, readonly SweepMoment[]>> = {
  'spot-interruption': ['before', 'during', 'after'],
  eviction: ['before', 'during', 'after'],
  'out-of-memory': ['before', 'during', 'after'],
  'metadata-unavailable': ['before'],
  'datastore-unavailable': ['after'],
  'network-blip': ['start'],
  service: ['start'],
  'bad-input': ['before'],
  'code-bug': ['start'],
  slow: ['start'],
};

/**
 * Every single fault that makes sense in the run: for each attempt that it has, whatever of the kinds can strike it at
 * each moment. Calls fail where the attempt calls, inputs are bad that the step reads, time is lost where a timeout
 * stands over it. Of a foreach, the last task: what ran before it need not run again. In the goldens' order.
 */
export function singleFaults(calm: ObservedRun, { steps, kinds, moments }: Narrowing = {}): readonly SingleFault[] {
  const isAsked = (kind: FaultKind, moment: SweepMoment): boolean =>
    (kinds?.includes(kind) ?? true) && (moments?.includes(moment) ?? true);
  const { setup, scenario } = calm.stored;
  const known: Known = {
    run: calm.events.reduce(apply, startRun(setup)),
    read: artifactsRead(scenario),
    previewOf: (hash) => calm.contents.get(hash)?.preview,
  };
  return setup.steps
    .filter(({ name }) => steps?.includes(name) ?? true)
    .flatMap((plan) => attemptsOf(plan, calm.events).flatMap((at) => faultsOf(at, known)))
    .filter(({ kind, moment }) => isAsked(kind, moment));
}

/** What decides which inputs can be bad. */
interface Known {
  readonly run: Run;
  /** By step: the artifacts and parameters that it reads. */
  readonly read: ReadonlyMap<string, ReadonlySet<string>>;
  readonly previewOf: (hash: ContentHash) => ArtifactPreview | undefined;
}

/** An attempt to be struck. A fault cannot tell the rounds of a step that repeats itself apart: it strikes in each. */
interface StruckAttempt {
  readonly plan: StepPlan;
  readonly place: TaskPlace;
  readonly attempt: number;
  readonly services: ReadonlySet<string>;
}

function attemptsOf(plan: StepPlan, events: readonly RunEvent[]): readonly StruckAttempt[] {
  const own = events.filter(({ step }) => step === plan.name);
  const last = own.findLast(({ type, attempt }) => type === 'attempt-started' && attempt === 0);
  if (last === undefined) return [];
  const indices = last.foreach.join();
  const found = new Map<number, StruckAttempt & { services: Set<string> }>();
  for (const event of own) {
    if (event.foreach.join() !== indices) continue;
    const { foreach, round, attempt } = event;
    if (event.type === 'attempt-started' && !found.has(attempt)) {
      found.set(attempt, { plan, place: { step: plan.name, foreach, round }, attempt, services: new Set() });
    }
    if (event.type === 'service-called') found.get(attempt)?.services.add(event.service);
  }
  return [...found.values()].sort((a, b) => a.attempt - b.attempt);
}

function faultsOf(at: StruckAttempt, known: Known): readonly SingleFault[] {
  const { place, attempt } = at;
  return SWEPT_KINDS.flatMap((kind) =>
    SWEPT_MOMENTS[kind]
      // A fallback attempt of `@catch` runs no user code.
      .filter((moment) => runsUserCode(at.plan.policy, attempt) || (moment === 'before' && kind !== 'bad-input'))
      .flatMap((moment) =>
        ownFields(kind, at, known).map((fields): SingleFault => {
          const { step, foreach } = place;
          const aimed = foreach.length === 0 ? {} : { foreach };
          const timed = SWEPT_MOMENTS[kind].length > 1 && moment !== 'start' ? { moment } : {};
          const fault: Fault = { kind, step, ...aimed, attempts: attempt, ...timed, ...fields };
          return { step, foreach, attempt, kind, moment, fault };
        }),
      ),
  );
}

/** What a fault of the kind says besides its aim, once for each that makes sense; none where none does. */
function ownFields(kind: FaultKind, at: StruckAttempt, known: Known): readonly Partial<Fault>[] {
  const { policy } = at.plan;
  switch (kind) {
    case 'network-blip':
      return at.services.size > 0 ? [{}] : [];
    case 'service':
      return [...at.services].flatMap((name) =>
        ([503, 'timeout'] as const).map((answer) => ({ service: { name, answer } })),
      );
    case 'bad-input':
      return inputsOf(at, known);
    case 'slow':
      return policy.timeoutUs === null ? [] : [{ seconds: secondsOf(policy.timeoutUs) + SECONDS_UNSAID }];
    default:
      return [{}];
  }
}

function inputsOf(at: StruckAttempt, known: Known): readonly Partial<Fault>[] {
  const { run, previewOf } = known;
  const read = known.read.get(at.plan.name) ?? new Set();
  const task = run.tasks.get(taskKeyOf(at.place));
  const arrived = [...run.setup.parameters, ...(task?.inputs ?? []).flatMap((key) => artifactsOf(run, key))];
  const byName = new Map(arrived.filter(({ name }) => read.has(name)).map((ref) => [ref.name, ref]));
  const ofArtifacts = [...byName.values()].flatMap(({ name, hash }) =>
    changesOf(previewOf(hash)).map((change) => ({ input: { name, ...change } })),
  );
  // What the foreach hands over is no artifact of its own.
  const items: readonly Change[] = at.place.foreach.length > 0 && read.has('input') ? ITEM_CHANGES : [];
  return [...ofArtifacts, ...items.map((change) => ({ input: { name: 'input', ...change } }))];
}

const artifactsOf = (run: Run, key: Parameters<Run['tasks']['get']>[0]): readonly ArtifactRef[] =>
  run.tasks.get(key)?.artifacts ?? [];

type Change = Omit<NonNullable<Fault['input']>, 'name'>;

const ITEM_CHANGES: readonly Change[] = [{ change: 'null' }, { change: 'wrong-type' }];

/** The ways in which a value can arrive wrong. */
function changesOf(value: ArtifactPreview | undefined): readonly Change[] {
  if (value === null) return [{ change: 'missing' }];
  const any: readonly Change[] = [{ change: 'null' }, { change: 'missing' }, { change: 'wrong-type' }];
  if (Array.isArray(value)) return value.length === 0 ? any : [...any, ...LIST_CHANGES];
  if (typeof value === 'string') return value === '' ? any : [...any, { change: 'truncated' }];
  // What JSON does not hold has a preview with its type's name.
  if (typeof value !== 'object' || 'type' in value) return any;
  const [key] = Object.keys(value);
  return key === undefined ? any : [...any, { change: 'missing', key }];
}

const LIST_CHANGES: readonly Change[] = [{ change: 'duplicate-rows' }, { change: 'truncated' }];
