import type { Pace } from '../../model/scenario';
import { instantOf, type Instant } from '../../model/time';

/** Where the played clock stands and how it goes on: what the page needs to draw it between two messages. */
export interface ClockReading {
  readonly at: Instant;
  /** Virtual seconds a wall second; 0 when it stands. */
  readonly pace: number;
  /** It does not pass this instant before the next reading. Null: nothing holds it. */
  readonly until: Instant | null;
}

/**
 * The played clock: virtual time as it passes for whoever watches. It moves with the wall at the chosen pace, but
 * never past its ceiling, where an attempt still computes. Wall times are milliseconds of any one clock.
 */
export class Pacer {
  #pace: Pace;
  #at = 0;
  #wall: number;
  #ceiling = Infinity;

  constructor(pace: Pace, at: Instant, wall: number) {
    this.#pace = pace;
    this.#at = at;
    this.#wall = wall;
  }

  get pace(): Pace {
    return this.#pace;
  }

  setPace(pace: Pace, wall: number): void {
    this.#advance(wall);
    this.#pace = pace;
  }

  /** Nothing may be played past `ceiling` until the next call. */
  hold(ceiling: number, wall: number): void {
    this.#advance(wall);
    this.#ceiling = ceiling;
  }

  /** An event of this instant was released: the clock is there at least. */
  reach(at: Instant, wall: number): void {
    this.#advance(wall);
    this.#at = Math.max(this.#at, at);
  }

  /** Up to where events may be released. */
  until(wall: number): number {
    if (this.#pace === 'instant') return Infinity;
    this.#advance(wall);
    return this.#at;
  }

  /** Wall milliseconds until the clock shows `at`. */
  msUntil(at: Instant, wall: number): number {
    if (this.#pace === 'instant') return 0;
    this.#advance(wall);
    return this.#pace === 0 ? Infinity : (at - this.#at) / 1000 / this.#pace;
  }

  read(wall: number): ClockReading {
    this.#advance(wall);
    const pace = this.#pace === 'instant' ? 0 : this.#pace;
    const until = Number.isFinite(this.#ceiling) ? instantOf(this.#ceiling) : null;
    return { at: instantOf(this.#at), pace, until };
  }

  #advance(wall: number): void {
    if (this.#pace !== 'instant') {
      const played = this.#at + (wall - this.#wall) * 1000 * this.#pace;
      this.#at = Math.max(this.#at, Math.min(played, this.#ceiling));
    }
    this.#wall = wall;
  }
}
