import { instantOf, ZERO } from '../model/time';
import type { Instant } from '../model/time';
import type { Pace } from '../model/scenario';
import { failureInstants, instantAfter, instantBefore } from './moments';
import type { Playback } from './Playback.svelte';
import type { Wall } from './ports';
import type { RunView } from './RunView.svelte';

/** Virtual seconds a second at which a log can be played back. */
export const SPEEDS = [0.5, 1, 2, 5, 10, 100, 1000] as const;
/** Where runs are made at once, and their pace says nothing. */
const SPEED_UNSAID = 10;
/** A page that was put away goes on where it was, not where it would have been. */
const FRAME_MS_MAX = 250;

/** What the controls of time need of the page. */
interface Around {
  readonly view: RunView;
  readonly playback: Playback;
  readonly pace: () => Pace;
  /** A run is driven here that can stand still. */
  readonly canPause: () => boolean;
  readonly wall: Wall;
}

/**
 * The controls of time. At the newest moment of a run that is driven here they hold and release the run itself;
 * anywhere else they move the cursor, and the run goes on.
 */
export class Transport {
  readonly #around: Around;
  #isReplaying = $state.raw(false);
  #speed = $state.raw<number | null>(null);
  #isHeld = false;
  #shownMs = 0;
  #cancelFrame: (() => void) | null = null;

  /** Where something failed, in order. */
  readonly failures: readonly Instant[] = $derived.by(() => failureInstants(this.#around.view.events));

  constructor(around: Around) {
    this.#around = around;
  }

  /** There is a run, and so a moment to go to. */
  get isUsable(): boolean {
    return this.#around.view.stored !== null;
  }

  /** The newest moment is shown, and more are to come. */
  get isLive(): boolean {
    return this.#isAtEdge && this.#around.view.isDriven;
  }

  /** A moment of the past is shown. */
  get isLookingBack(): boolean {
    return this.isUsable && !this.#isAtEdge;
  }

  /** The end of what is known moves: it can be gone along with. */
  get canGoLive(): boolean {
    return this.#around.view.isDriven;
  }

  get isPlaying(): boolean {
    if (this.#isReplaying) return true;
    return this.isLive && !this.#around.playback.isPaused;
  }

  get now(): Instant {
    return this.#around.view.now;
  }

  /** The newest moment. */
  get edge(): Instant {
    return this.#around.view.edge;
  }

  /** Of playing back: the run's own pace, unless another was chosen. */
  get speed(): number {
    const pace = this.#around.pace();
    return this.#speed ?? (pace === 'instant' ? SPEED_UNSAID : pace);
  }

  get hasPrevious(): boolean {
    return this.isUsable && this.now > ZERO;
  }

  get hasNext(): boolean {
    return this.isLookingBack || (this.isLive && this.#around.canPause());
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
  }

  /** Plays or stands still. From the end of a run that is over it is played again from its start. */
  toggle(): void {
    const { view, playback } = this.#around;
    if (!this.isUsable) return;
    if (this.#isReplaying) this.rest();
    else if (this.isLookingBack) this.#replay();
    else if (!view.isDriven) {
      view.seek(ZERO);
      this.#replay();
    } else if (this.#around.canPause()) playback.toggle();
    else view.seek(view.now);
  }

  /** To the next instant at which something happens. A live run plays up to it. */
  next(): void {
    const { view, playback } = this.#around;
    this.rest();
    if (this.isLookingBack) this.#visit(instantAfter(view.events, view.now) ?? this.edge);
    else if (this.isLive && this.#around.canPause()) playback.step();
  }

  previous(): void {
    const { view } = this.#around;
    this.rest();
    this.#visit(instantBefore(view.events, view.now) ?? ZERO);
  }

  /** To where something failed next; after the last failure, to the first. */
  nextFailure(): void {
    this.rest();
    const at = this.failures.find((one) => one > this.now) ?? this.failures[0];
    if (at !== undefined) this.#visit(at);
  }

  previousFailure(): void {
    this.rest();
    const at = this.failures.findLast((one) => one < this.now) ?? this.failures.at(-1);
    if (at !== undefined) this.#visit(at);
  }

  toStart(): void {
    this.rest();
    this.#visit(ZERO);
  }

  /** To the newest moment, and on with it. */
  goLive(): void {
    this.rest();
    this.#around.view.goLive();
  }

  /** Shows an instant; one that has not come yet is the newest. */
  seek(at: number): void {
    if (!this.isUsable) return;
    if (at >= this.edge) this.#around.view.goLive();
    else this.#around.view.seek(instantOf(Math.max(0, at)));
  }

  /** Somebody drags the playhead: what plays back waits for it. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  /** What is played back stands still. */
  rest(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = null;
    this.#isReplaying = false;
  }

  get #isAtEdge(): boolean {
    return this.isUsable && this.#around.view.isNewest;
  }

  /** Goes there in one step, and says what happened there. */
  #visit(at: Instant): void {
    if (!this.isUsable) return;
    this.seek(at);
    this.#around.view.announceAt(at);
  }

  #replay(): void {
    this.#isReplaying = true;
    this.#shownMs = this.#around.wall.now();
    this.#schedule();
  }

  #schedule(): void {
    this.#cancelFrame ??= this.#around.wall.nextFrame(() => {
      this.#cancelFrame = null;
      this.#frame();
    });
  }

  #frame(): void {
    const { view, wall } = this.#around;
    const now = wall.now();
    const passedMs = Math.min(FRAME_MS_MAX, now - this.#shownMs);
    this.#shownMs = now;
    if (!this.#isHeld) this.seek(view.now + passedMs * 1000 * this.speed);
    if (view.isNewest) this.#isReplaying = false;
    else this.#schedule();
  }
}
