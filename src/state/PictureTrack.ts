import type { RunEvent } from '../model/events';
import type { RunSetup } from '../model/setup';
import type { Instant } from '../model/time';
import { countUntil } from './moments';
import { advance, blankPicture } from './picture';
import type { Picture } from './picture';

/** Number of events between two pictures that are kept: no instant is further than that from one of them. */
export const STRIDE = 200;

/** The pictures of a growing log: the newest, and that of any instant at the price of folding a few events. */
export class PictureTrack {
  readonly #events: RunEvent[] = [];
  /** After 0, 200, 400 … events. What has not changed between two of them is shared. */
  readonly #kept: Picture[];
  #newest: Picture;
  /** Asked for last: playing goes on from it. */
  #recent: Picture;

  constructor(setup: RunSetup) {
    this.#newest = blankPicture(setup);
    this.#recent = this.#newest;
    this.#kept = [this.#newest];
  }

  get newest(): Picture {
    return this.#newest;
  }

  push(events: readonly RunEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      this.#newest = advance(this.#newest, event);
      if (this.#events.length % STRIDE === 0) this.#kept.push(this.#newest);
    }
  }

  /** The picture after all events up to and including `at`: the very same one as long as their number is. */
  at(at: Instant): Picture {
    const count = countUntil(this.#events, at);
    const before = this.#before(count);
    this.#recent = this.#events.slice(before.run.length, count).reduce(advance, before);
    return this.#recent;
  }

  /** The nearest picture that is known of no more than `count` events. */
  #before(count: number): Picture {
    if (count === this.#newest.run.length) return this.#newest;
    const kept = this.#kept[Math.floor(count / STRIDE)] ?? this.#newest;
    const { length } = this.#recent.run;
    return length <= count && length > kept.run.length ? this.#recent : kept;
  }
}
