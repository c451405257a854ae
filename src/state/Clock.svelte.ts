import { instantOf, ZERO } from '../model/time';
import type { Instant } from '../model/time';
import type { Wall } from './ports';

/** Where the played clock was told to stand: at wall time `wallMs` it showed `at`, moving `pace` seconds a second. */
export interface ClockMark {
  readonly at: Instant;
  readonly wallMs: number;
  readonly pace: number;
  /** It stands here until another mark comes; null where it need not. */
  readonly until: Instant | null;
}

/** The played clock of the run on screen, moved by the page's frames between two marks of the engine. */
export class PlayedClock {
  readonly #wall: Wall;
  #mark: ClockMark = { at: ZERO, wallMs: 0, pace: 0, until: null };
  #now = $state.raw<Instant>(ZERO);
  #isMoving = $state.raw(false);
  #cancelFrame: (() => void) | null = null;

  constructor(wall: Wall) {
    this.#wall = wall;
  }

  get now(): Instant {
    return this.#now;
  }

  get isMoving(): boolean {
    return this.#isMoving;
  }

  /** Follows a mark. What was shown already is not taken back: the clock stands until the mark has caught up. */
  follow(mark: ClockMark): void {
    this.#mark = mark;
    this.#isMoving = mark.pace > 0;
    if (mark.pace > 0) this.#schedule();
    else this.#show(mark.at);
  }

  /** Shows an instant at once, forwards or backwards: another run, or the last event of this one. */
  jump(at: Instant): void {
    this.#stop();
    this.#mark = { at, wallMs: this.#wall.now(), pace: 0, until: null };
    this.#isMoving = false;
    this.#now = at;
  }

  #show(at: Instant): void {
    if (at > this.#now) this.#now = at;
  }

  #schedule(): void {
    this.#cancelFrame ??= this.#wall.nextFrame(() => {
      this.#cancelFrame = null;
      const { at, wallMs, pace, until } = this.#mark;
      const played = instantOf(at + Math.max(0, this.#wall.now() - wallMs) * pace * 1000);
      const stands = until !== null && played >= until;
      this.#show(stands ? until : played);
      if (pace > 0 && !stands) this.#schedule();
    });
  }

  #stop(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = null;
  }
}
