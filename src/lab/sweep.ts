import { FaultlineError } from '../model/assert';
import type { RunRecord } from '../model/record';
import type { Scenario } from '../model/scenario';
import type { CalmRun, SweepCell, SweepFacts, SweepNews, SweepOrder, SweepPlan, SweepResult } from '../protocol/sweep';
import type { HeadlessRun } from '../runtime/live/headless';
import { artifactsRead } from './artifactsRead';
import { factsOf, repeatedWork, type EndedRun } from './facts';
import { singleFaults, type ObservedRun, type SingleFault } from './singleFaults';
import { CELLS_MAX, sizeRefusal } from './sweepSize';

/** What a sweep needs of the world: real runs, as `runtime/live/headless.ts` has them. */
export interface SweepWorld {
  run(scenario: Scenario, signal: AbortSignal): Promise<HeadlessRun | RunRecord>;
  branch(before: HeadlessRun, fromSeq: number, faults: Scenario['faults'], signal: AbortSignal): Promise<HeadlessRun>;
  /** How many attempts were begun so far. */
  readonly attempts: number;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

export interface SweepOptions {
  readonly world: SweepWorld;
  readonly tell: (news: SweepNews) => void;
  /** Runs that are on their way at once. */
  readonly lanes: number;
  readonly oncalm: (seed: number, calm: Calm) => void;
  /** Every run, as soon as it is judged. */
  readonly onrun: (cell: SweepCell, run: HeadlessRun) => void;
  readonly signal: AbortSignal;
}

/** A calm run, with what is needed to branch off from it. */
export interface Calm {
  readonly run: HeadlessRun;
  readonly ended: EndedRun;
}

interface Planned {
  readonly calms: ReadonlyMap<number, Calm>;
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
  const { world, tell, signal } = options;
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
      const judged = factsOf(endedOf(run), calm.ended, cell);
      facts[cell.index] = judged;
      options.onrun(cell, run);
      tell({ kind: 'sweep-judged', sweep: order.id, cell: cell.index, facts: judged });
    });
  }
  return { plan, facts, attempts: world.attempts - begun.attempts, ms: world.now() - begun.ms };
}

/** The run of one cell. */
export function branched(calm: Calm, cell: SweepCell, world: SweepWorld, signal: AbortSignal): Promise<HeadlessRun> {
  return world.branch(calm.run, firstChance(calm.run, cell), [cell.fault], signal);
}

/** The first event that the fault can make another: the start of the attempt, or of its first round. */
function firstChance({ events }: HeadlessRun, { step, foreach, attempt }: SingleFault): number {
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
  const read = artifactsRead(scenario);
  const calms = new Map<number, Calm>();
  const calm: CalmRun[] = [];
  const cells: SweepCell[] = [];
  for (const [done, seed] of [...new Set(seeds)].entries()) {
    options.tell({ kind: 'sweep-calming', sweep: id, done, of: seeds.length });
    const begun = options.world.now();
    const run = await calmRun({ ...calmed(scenario), seed }, options);
    if (run === null) return NOTHING;
    const observed: ObservedRun = {
      ...{ setup: run.stored.setup, events: run.events, read },
      previewOf: (hash) => run.contents.get(hash)?.preview,
    };
    const faults = singleFaults(observed, order);
    const attempts = run.events.filter(({ type }) => type === 'attempt-started').length;
    const msPerAttempt = (options.world.now() - begun) / Math.max(1, attempts);
    if (cells.length + faults.length * (seeds.length - done) > CELLS_MAX) {
      const executed = faults.reduce((sum, fault) => sum + attemptsFrom(run, firstChance(run, fault)), 0);
      throw sizeRefusal({ seeds: seeds.length, faults, msPerSeed: executed * msPerAttempt });
    }
    const found = { run, ended: endedOf(run) };
    calms.set(seed, found);
    options.oncalm(seed, found);
    calm.push(calmOf(run, seed, attempts));
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

const endedOf = ({ stored, events }: HeadlessRun): EndedRun => ({
  setup: stored.setup,
  events,
  outcome: stored.outcome ?? 'interrupted',
  irreproducible: stored.irreproducible,
});

const calmOf = ({ stored, events }: HeadlessRun, seed: number, attempts: number): CalmRun => ({
  seed,
  flowName: stored.flowName,
  attempts,
  duration: stored.duration / 1e6,
  repeated: repeatedWork(events, null),
});

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
