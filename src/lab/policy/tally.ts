import type { RunEvent } from '../../model/events';
import type { RunSetup } from '../../model/setup';
import { microseconds } from '../../model/time';
import {
  ALL_STEPS,
  type Experiment,
  type LoadTally,
  type Moments,
  type PolicyPoint,
  type Tally,
} from '../../protocol/policy';
import { aimsOf, runIdAt, scenarioAt, setupAt } from './experiment';
import { sampledBehaviour } from './behaviour';
import { openingOf, simulate } from './simulate';

/** Stretches of time that a load is told in; when a run is longer, they become twice as long. */
const STRETCHES_MAX = 256;
const STRETCH_US = 1_000_000;
const SECOND_US = 1_000_000;

const NONE: Moments = { sum: 0, squares: 0 };

export const EMPTY_TALLY: Tally = {
  runs: 0,
  succeeded: 0,
  finishedUs: [],
  attempts: NONE,
  heldUs: NONE,
  wastedUs: NONE,
  load: { stretchUs: STRETCH_US, counts: [], peaks: [] },
};

/** Simulates `count` runs of a point, with the seeds from `firstSeed` on. One seed gives one run, on every machine. */
export function tallyOf(experiment: Experiment, point: PolicyPoint, firstSeed: number, count: number): Tally {
  const first = scenarioAt(experiment, point, firstSeed);
  const setup = setupAt(experiment, point, runIdAt(first));
  const opening = openingOf(setup);
  const watch = new Watch(experiment, setup);
  for (let i = 0; i < count; i++) {
    const seed = (firstSeed + i) >>> 0;
    watch.begin();
    const aims = aimsOf({ ...first, seed });
    const run = simulate(opening, sampledBehaviour(experiment.model, seed), aims, (event) => {
      watch.hear(event);
    });
    watch.end(run.phase === 'succeeded', run.now);
  }
  return watch.tally();
}

/** Counts what happens in run after run. */
class Watch {
  readonly #step: string;
  readonly #watchesCalls: boolean;
  readonly #startupUs: number;
  readonly #since = new Map<string, number>();
  #runs = 0;
  #succeeded = 0;
  readonly #finishedUs: number[] = [];
  readonly #attempts = new Adding();
  readonly #heldUs = new Adding();
  readonly #wastedUs = new Adding();
  readonly #load = new Load();

  constructor({ step, model }: Experiment, setup: RunSetup) {
    this.#step = step;
    this.#watchesCalls = watchesCalls(model, step);
    this.#startupUs = microseconds(setup.platform.startup);
  }

  begin(): void {
    this.#since.clear();
  }

  hear(event: RunEvent): void {
    if (event.type === 'attempt-started') this.#started(event);
    else if (event.type === 'service-called') {
      if (this.#watchesCalls && this.#isWatched(event.step)) this.#load.add(event.at);
    } else if (event.type === 'attempt-succeeded' || event.type === 'attempt-failed') this.#ended(event);
  }

  #started({ step, foreach, round, at, fallback }: RunEvent & { readonly fallback: boolean }): void {
    this.#since.set(placeKey(step, foreach, round), at);
    if (!this.#isWatched(step)) return;
    this.#attempts.add(1);
    if (!this.#watchesCalls && !fallback) this.#load.add(at + this.#startupUs);
  }

  #ended({ type, step, foreach, round, at }: RunEvent): void {
    const heldUs = at - (this.#since.get(placeKey(step, foreach, round)) ?? at);
    this.#heldUs.add(heldUs);
    if (type === 'attempt-failed') this.#wastedUs.add(heldUs);
  }

  end(isSucceeded: boolean, now: number): void {
    this.#runs += 1;
    if (isSucceeded) {
      this.#succeeded += 1;
      this.#finishedUs.push(now);
    }
    for (const adding of [this.#attempts, this.#heldUs, this.#wastedUs]) adding.close();
    this.#load.close();
  }

  #isWatched(step: string | null): boolean {
    return this.#step === ALL_STEPS || step === this.#step;
  }

  tally(): Tally {
    return {
      runs: this.#runs,
      succeeded: this.#succeeded,
      finishedUs: this.#finishedUs,
      attempts: this.#attempts.moments,
      heldUs: this.#heldUs.moments,
      wastedUs: this.#wastedUs.moments,
      load: this.#load.tally(),
    };
  }
}

const placeKey = (step: string | null, foreach: readonly number[], round: number): string =>
  foreach.length === 0 && round === 0 ? String(step) : `${String(step)} ${foreach.join()} ${String(round)}`;

/** Whether the load is one of calls: the watched attempts call services. Otherwise it is one of attempts. */
export const watchesCalls = (model: Experiment['model'], step: string): boolean =>
  Object.entries(model).some(
    ([name, samples]) => (step === ALL_STEPS || name === step) && samples.some(({ calls }) => calls.length > 0),
  );

/** The sum of one run, and the moments of the runs before. */
class Adding {
  #now = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    this.#now += value;
  }

  close(): void {
    this.#sum += this.#now;
    this.#squares += this.#now ** 2;
    this.#now = 0;
  }

  get moments(): Moments {
    return { sum: this.#sum, squares: this.#squares };
  }
}

/** Counts over time. */
class Load {
  #stretchUs = STRETCH_US;
  #counts: number[] = [];
  readonly #peaks: number[] = [];
  #seconds = new Map<number, number>();

  add(atUs: number): void {
    const second = Math.floor(atUs / SECOND_US);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    while (atUs / this.#stretchUs >= STRETCHES_MAX) {
      this.#counts = coarser(this.#counts);
      this.#stretchUs *= 2;
    }
    const stretch = Math.floor(atUs / this.#stretchUs);
    while (this.#counts.length <= stretch) this.#counts.push(0);
    this.#counts[stretch] = (this.#counts[stretch] ?? 0) + 1;
  }

  close(): void {
    this.#peaks.push(Math.max(0, ...this.#seconds.values()));
    this.#seconds = new Map();
  }

  tally(): LoadTally {
    return { stretchUs: this.#stretchUs, counts: this.#counts, peaks: this.#peaks };
  }
}

const coarser = (counts: readonly number[]): number[] =>
  Array.from({ length: Math.ceil(counts.length / 2) }, (_, i) => (counts[2 * i] ?? 0) + (counts[2 * i + 1] ?? 0));

/** Two tallies of disjoint seeds in one. */
export const merged = (a: Tally, b: Tally): Tally => ({
  runs: a.runs + b.runs,
  succeeded: a.succeeded + b.succeeded,
  finishedUs: [...a.finishedUs, ...b.finishedUs],
  attempts: both(a.attempts, b.attempts),
  heldUs: both(a.heldUs, b.heldUs),
  wastedUs: both(a.wastedUs, b.wastedUs),
  load: mergedLoad(a.load, b.load),
});

const both = (a: Moments, b: Moments): Moments => ({ sum: a.sum + b.sum, squares: a.squares + b.squares });

function mergedLoad(a: LoadTally, b: LoadTally): LoadTally {
  const stretchUs = Math.max(a.stretchUs, b.stretchUs);
  const [ours, theirs] = [inStretches(a, stretchUs), inStretches(b, stretchUs)];
  const length = Math.max(ours.length, theirs.length);
  const counts = Array.from({ length }, (_, i) => (ours[i] ?? 0) + (theirs[i] ?? 0));
  return { stretchUs, counts, peaks: [...a.peaks, ...b.peaks] };
}

function inStretches({ stretchUs, counts }: LoadTally, wantedUs: number): readonly number[] {
  return stretchUs >= wantedUs
    ? counts
    : inStretches({ stretchUs: stretchUs * 2, counts: coarser(counts), peaks: [] }, wantedUs);
}
