import { following, panned, zoomed } from './timeWindow';
import type { TimeWindow } from './timeWindow';

/** How the timeline is looked at: which part of time, and which foreaches are unfolded. */
export class TimelineView {
  /** Null: all of the run. */
  #window = $state.raw<TimeWindow | null>(null);
  /** Whether the window goes along with the cursor: until somebody pans. */
  #follows = $state.raw(true);
  #unfolded = $state.raw<ReadonlyMap<string, boolean>>(new Map());

  get isFitted(): boolean {
    return this.#window === null;
  }

  /** By step, what somebody chose; steps that are missing are as their width suggests. */
  get unfolded(): ReadonlyMap<string, boolean> {
    return this.#unfolded;
  }

  windowAt(now: number, horizon: number): TimeWindow {
    if (this.#window === null) return { from: 0, to: horizon };
    const window = panned(this.#window, 0, horizon);
    return this.#follows ? following(window, now, horizon) : window;
  }

  /** `window` is what is shown; `at` stays where it is. */
  zoom(window: TimeWindow, factor: number, at: number, horizon: number): void {
    const next = zoomed(window, factor, at, horizon);
    this.#window = next.to - next.from >= horizon ? null : next;
  }

  pan(window: TimeWindow, by: number, horizon: number): void {
    if (this.#window === null) return;
    this.#follows = false;
    this.#window = panned(window, by, horizon);
  }

  /** The cursor was moved: the window goes along again. */
  follow(): void {
    this.#follows = true;
  }

  fit(): void {
    this.#window = null;
    this.#follows = true;
  }

  fold(step: string, isUnfolded: boolean): void {
    this.#unfolded = new Map([...this.#unfolded, [step, isUnfolded]]);
  }

  /** Another run is looked at. */
  reset(): void {
    this.fit();
    this.#unfolded = new Map();
  }
}
