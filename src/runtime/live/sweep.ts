import { FaultlineError } from '../../model/assert';
import type { RunEvent } from '../../model/events';
import type { RunRecord } from '../../model/record';
import type { Fault, Scenario } from '../../model/scenario';
import { secondsOf } from '../../model/time';
import type {
  CalmRun,
  RepeatedWork,
  SingleFault,
  SweepCell,
  SweepFacts,
  SweepNews,
  SweepOrder,
  SweepPlan,
  SweepResult,
} from '../../protocol/sweep';
import type { HeadlessRun } from './headless';
import { CELLS_MAX, sizeRefusal } from './sweepSize';

/** Which faults there are, and what came of one. Declared here, where it is needed; `lab` has it. */
export interface SweepRules {
  faultsOf(calm: HeadlessRun, order: SweepOrder): readonly SingleFault[];
  factsOf(run: HeadlessRun, calm: HeadlessRun, struck: SingleFault): SweepFacts;
  repeatedWork(events: readonly RunEvent[], struck: SingleFault | null): readonly RepeatedWork[];
}

/** What a sweep needs of the world: real runs. */
export interface SweepWorld {
  run(scenario: Scenario, signal: AbortSignal): Promise<HeadlessRun | RunRecord>;
  branch(before: HeadlessRun, fromSeq: number, faults: readonly Fault[], signal: AbortSignal): Promise<HeadlessRun>;
  /** How many attempts were begun so far. */
  readonly attempts: number;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

export interface SweepOptions {
  readonly world: SweepWorld;
  readonly rules: SweepRules;
  readonly tell: (news: SweepNews) => void;
  /** Runs that are on their way at once. */
  readonly lanes: number;
  readonly oncalm: (seed: number, calm: HeadlessRun) => void;
  /** Every run, as soon as it is judged. */
  readonly onrun: (cell: SweepCell, run: HeadlessRun) => void;
  readonly signal: AbortSignal;
}

interface Planned {
  readonly calms: ReadonlyMap<number, HeadlessRun>;
  readonly plan: SweepPlan;
}

const NOTHING: Planned = { calms: new Map(), plan: { calm: [], cells: [] } };

/**
 * Runs a flow without faults, once for each seed, and then every single fault by itself, from where it can strike first.
 * What `signal` stops has no facts.
 *
 * @throws {FaultlineError} `sweep-not-calm`, `sweep-too-large`, `sweep-empty`
 */
export async function sweep(order: SweepOrder, options: SweepOptions): Promise<SweepResult> {
  const { world, rules, tell, signal } = options;
  const begun = { ms: world.now(), attempts: world.attempts };
  const { calms, plan } = await planOf(order, options);
  const facts = plan.cells.map((): SweepFacts | null => null);
  if (!signal.aborted) {
    tell({ kind: 'sweep-planned', sweep: order.id, plan });
    await inLanes(plan.cells, options, async (cell, signal) => {
      const calm = calms.get(cell.seed);
      if (calm === undefined) return;
      const run = await branched(calm, cell, world, signal);
      if (signal.aborted) return;
      const judged = rules.factsOf(run, calm, cell);
      facts[cell.index] = judged;
      options.onrun(cell, run);
      tell({ kind: 'sweep-judged', sweep: order.id, cell: cell.index, facts: judged });
    });
  }
  return { plan, facts, attempts: world.attempts - begun.attempts, ms: world.now() - begun.ms };
}

/** The run of one cell. */
export function branched(
  calm: HeadlessRun,
  cell: SweepCell,
  world: SweepWorld,
  signal: AbortSignal,
): Promise<HeadlessRun> {
  return world.branch(calm, firstChance(calm, cell), [cell.fault], signal);
}

/** The first event that the fault can make another: the start of the attempt, or of its first round. */
export function firstChance({ events }: Pick<HeadlessRun, 'events'>, { step, foreach, attempt }: SingleFault): number {
  const indices = foreach.join();
  const start = events.find(
    (event) =>
      event.type === 'attempt-started' &&
      event.step === step &&
      event.attempt === attempt &&
      event.foreach.join() === indices,
  );
  return start?.seq ?? 0;
}

async function planOf(order: SweepOrder, options: SweepOptions): Promise<Planned> {
  const { scenario, seeds = [scenario.seed], id } = order;
  if (seeds.length > CELLS_MAX) throw sizeRefusal({ seeds: seeds.length, faults: null, msPerSeed: null });
  const calms = new Map<number, HeadlessRun>();
  const calm: CalmRun[] = [];
  const cells: SweepCell[] = [];
  for (const [done, seed] of [...new Set(seeds)].entries()) {
    options.tell({ kind: 'sweep-calming', sweep: id, done, of: seeds.length });
    const begun = options.world.now();
    const run = await calmRun({ ...calmed(scenario), seed }, options);
    if (run === null) return NOTHING;
    const faults = options.rules.faultsOf(run, order);
    const attempts = run.events.filter(({ type }) => type === 'attempt-started').length;
    const msPerAttempt = (options.world.now() - begun) / Math.max(1, attempts);
    if (cells.length + faults.length * (seeds.length - done) > CELLS_MAX) {
      const executed = faults.reduce((sum, fault) => sum + attemptsFrom(run, firstChance(run, fault)), 0);
      throw sizeRefusal({ seeds: seeds.length, faults, msPerSeed: executed * msPerAttempt });
    }
    calms.set(seed, run);
    options.oncalm(seed, run);
    const repeated = options.rules.repeatedWork(run.events, null);
    const { flowName, duration } = run.stored;
    calm.push({ seed, flowName, attempts, duration: secondsOf(duration), repeated });
    cells.push(...faults.map((fault, i) => ({ ...fault, seed, index: cells.length + i })));
  }
  if (cells.length === 0) {
    const message = 'No failure that was chosen can strike this flow. Choose more steps, kinds or moments.';
    throw new FaultlineError('sweep-empty', message);
  }
  return { calms, plan: { calm, cells } };
}

const attemptsFrom = ({ events }: HeadlessRun, seq: number): number =>
  events.slice(seq).filter(({ type }) => type === 'attempt-started').length;

const calmed = (scenario: Scenario): Scenario => {
  const { failures: _, ...platform } = scenario.platform;
  return { ...scenario, faults: [], platform };
};

/** Null: it was stopped. */
async function calmRun(scenario: Scenario, { world, signal }: SweepOptions): Promise<HeadlessRun | null> {
  const stopped = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => {
      resolve(null);
    });
  });
  const run = await Promise.race([world.run(scenario, signal), stopped]);
  if (run === null || signal.aborted) return null;
  if (!('stored' in run)) throw notCalm(run.run.headline, run.run.message, null);
  const failure = run.events.findLast((event) => event.type === 'run-failed');
  if (run.stored.outcome !== 'succeeded') {
    throw notCalm(failure?.headline ?? null, failure?.message ?? null, scenario.seed);
  }
  return run;
}

/** `seed`: of a run that failed; null where there was none. */
function notCalm(headline: string | null, message: string | null, seed: number | null): FaultlineError {
  const said = [headline, message].flatMap((words) => words?.replaceAll('*', '').trim() ?? []).filter(Boolean);
  const reason = said.length === 0 ? 'This command starts no run.' : said.join(': ');
  const advice =
    seed === null
      ? 'Mend that first: a sweep needs a run that succeeds without failures.'
      : `The run fails under seed ${String(seed)} with no failure injected. Mend it or choose another seed: a sweep needs a run that succeeds to hold the others against.`;
  return new FaultlineError('sweep-not-calm', `${reason.replace(/[.:\s]+$/, '')}. ${advice}`);
}

/** As many at once as there are lanes. The first that breaks down ends all, and is thrown once they have. */
async function inLanes(
  cells: readonly SweepCell[],
  { lanes, signal }: SweepOptions,
  work: (cell: SweepCell, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const broken = new AbortController();
  const either = AbortSignal.any([signal, broken.signal]);
  const left = cells.values();
  const lane = async (): Promise<void> => {
    for (const cell of left) {
      if (either.aborted) return;
      await work(cell, either);
    }
  };
  const outcomes = await Promise.allSettled(
    Array.from({ length: lanes }, () =>
      lane().catch((error: unknown) => {
        broken.abort();
        throw error;
      }),
    ),
  );
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
