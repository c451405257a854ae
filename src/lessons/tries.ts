import type { Fault, FaultKind, Scenario } from '../model/scenario';
import type { Lesson } from './lesson';
import type { Check, Condition, Sweep, Try } from './lessonSchema';

/** A run that the learner's flow must stand, and what is asked of it. */
export interface Trial {
  /** `spot interruption of train, during user code`. */
  readonly name: string;
  readonly scenario: Scenario;
  readonly holds: Condition;
  /** The place in the list of the run without failures under the same seed; null for that run itself. */
  readonly calm: number | null;
}

/** Runs of one check: what would be more takes too long for somebody who waits. */
export const TRIALS_MAX = 240;

/**
 * All that a check tries on the learner's flow, in order: for each seed the run without failures, then every failure by
 * itself. `steps` are those of the flow as it is now.
 */
export function trialsOf(
  { id, check, scenario: given }: Pick<Lesson, 'id' | 'check' | 'scenario'>,
  learner: Omit<Scenario, 'command'>,
  steps: readonly string[],
): readonly Trial[] {
  const { services, platform, parameters: values, maxWorkers } = given;
  const bare: Scenario = {
    ...learner,
    services,
    platform,
    parameters: values,
    maxWorkers,
    faults: [],
    command: ['run'],
  };
  const named = [...check.tries, ...(check.sweep === null ? [] : swept(check.sweep, steps))];
  const trials: Trial[] = [];
  for (let n = 0; n < check.seeds; n++) {
    const scenario = { ...bare, seed: secretSeed(id, n) };
    const calm = trials.length;
    trials.push({ name: 'no failure', scenario, holds: check.calm, calm: null });
    for (const { name, faults = [], parameters, holds = {} } of named) {
      trials.push({
        name,
        scenario: { ...scenario, faults, parameters: { ...scenario.parameters, ...parameters } },
        holds: { ...check.holds, ...holds, steps: { ...check.holds.steps, ...holds.steps } },
        calm,
      });
    }
  }
  return trials.slice(0, TRIALS_MAX);
}

/** Those kinds that strike at one moment only, or by themselves. */
const FIXED: readonly FaultKind[] = ['metadata-unavailable', 'datastore-unavailable', 'code-bug', 'slow'];

/** How many runs a check comes to, of a flow with so many steps. */
export const trialCount = ({ seeds, tries, sweep }: Check, steps: number): number =>
  seeds * (1 + tries.length + (sweep === null ? 0 : swept(sweep, Array.from({ length: steps }, String)).length));

/** A failure of a sweep, tried by itself. */
type SweptTry = Omit<Try, 'faults'> & { readonly faults: readonly Fault[] };

function swept({ kinds, steps: named, moments, attempts = 0 }: Sweep, steps: readonly string[]): readonly SweptTry[] {
  return (named ?? steps).flatMap((step) =>
    kinds.flatMap((kind) => {
      const at = FIXED.includes(kind) || moments === undefined ? [null] : moments;
      return at.map((moment) => {
        const fault: Fault = { kind, step, attempts, ...(moment !== null && { moment }), ...detailsOf(kind) };
        const when = moment === null ? '' : `, ${WHEN[moment]}`;
        return { name: `${kind.replaceAll('-', ' ')} in \`${step}\`${when}`, faults: [fault] };
      });
    }),
  );
}

const WHEN = {
  before: 'before user code',
  during: 'during user code',
  after: 'after user code, before saving',
} as const;

const detailsOf = (kind: FaultKind): Partial<Fault> =>
  kind === 'code-bug' ? { exception: { type: 'RuntimeError', message: 'injected' } } : {};

/**
 * A seed that nobody has seen and that is the same for everybody: FNV-1a over the lesson's name and a number, unsigned
 * 32 bit. Source: Fowler, Noll, Vo, 32 bit, variant 1a.
 */
export function secretSeed(id: string, n: number): number {
  let hash = 0x811c9dc5;
  for (const letter of `${id} ${String(n)}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
