import { unmet } from '../lessons/condition';
import type { Lesson } from '../lessons/lesson';
import type { Trial } from '../lessons/tries';
import { trialsOf } from '../lessons/tries';
import type { RunRecord } from '../model/record';
import type { Scenario } from '../model/scenario';
import type { LessonsPort } from './ports';

/** Runs at once, so that no worker waits for the page. */
const LANES = 2;

/** What came of one trial: null before it. Sentences of what was not as it must be; none where it passed. */
export interface TrialRow {
  /** Code stands between backticks. */
  readonly name: string;
  /** Under which of the seeds, from 1; null where there is only one. */
  readonly seedNumber: number | null;
  readonly found: readonly string[] | null;
  readonly scenario: Scenario;
}

export type CheckState = 'idle' | 'running' | 'passed' | 'failed' | 'stopped';

/** The judging of a repaired flow: every trial of the check, out of sight. */
export class RepairCheck {
  readonly #port: LessonsPort;
  #state = $state.raw<CheckState>('idle');
  #rows = $state.raw<readonly TrialRow[]>([]);
  /** Counts judgings: one that was forgotten says nothing more. */
  #judging = 0;
  #isStopped = false;

  readonly done: number = $derived(this.#rows.filter(({ found }) => found !== null).length);
  readonly failed: readonly TrialRow[] = $derived(this.#rows.filter(({ found }) => (found?.length ?? 0) > 0));

  constructor(port: LessonsPort) {
    this.#port = port;
  }

  get state(): CheckState {
    return this.#state;
  }

  get rows(): readonly TrialRow[] {
    return this.#rows;
  }

  forget(): void {
    if (this.#state === 'running') this.stop();
    this.#judging += 1;
    this.#state = 'idle';
    this.#rows = [];
  }

  stop(): void {
    this.#isStopped = true;
    void this.#port.stopRehearsals();
  }

  /** Resolves with whether all was passed, null if it was stopped. */
  async judge(lesson: Lesson, learner: Omit<Scenario, 'command'>, steps: readonly string[]): Promise<boolean | null> {
    const trials = trialsOf(lesson, learner, steps);
    const { seeds } = lesson.check;
    const judging = ++this.#judging;
    this.#isStopped = false;
    this.#state = 'running';
    this.#rows = trials.map(({ name, scenario }, i) => ({
      name,
      scenario,
      seedNumber: seeds === 1 ? null : 1 + Math.floor((i * seeds) / trials.length),
      found: null,
    }));
    try {
      await this.#run(trials);
    } catch (error) {
      if (judging === this.#judging) this.#state = 'stopped';
      throw error;
    }
    if (judging !== this.#judging) return null;
    this.#state = this.#isStopped ? 'stopped' : this.failed.length === 0 ? 'passed' : 'failed';
    return this.#isStopped ? null : this.failed.length === 0;
  }

  /** A run without failures comes before those that are held against it. */
  async #run(trials: readonly Trial[]): Promise<void> {
    const calm = new Map<number, Promise<RunRecord>>();
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < trials.length && !this.#isStopped) {
        const place = next++;
        const trial = trials[place];
        if (trial === undefined) return;
        const running = this.#port.rehearse(trial.scenario);
        if (trial.calm === null) calm.set(place, running);
        const record = await running;
        const beside = trial.calm === null ? null : ((await calm.get(trial.calm)) ?? null);
        if (this.#isStopped || record.run.outcome === 'cancelled') return;
        this.#judged(place, unmet(trial.holds, record, { calm: beside }));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  #judged(place: number, found: readonly string[]): void {
    this.#rows = this.#rows.map((row, i) => (i === place ? { ...row, found } : row));
  }
}
