import type { OutputAuthor } from '../../src/model/events';
import type { Json } from '../../src/model/json';
import type { Instant } from '../../src/model/time';
import type { SavedCard, VoiceMessage } from '../../src/protocol/flowHost';

/** A call to a service, as it is said. */
export type SaidCall = Omit<Extract<VoiceMessage, { readonly kind: 'call' }>, 'kind' | 'n' | 'at'>;

/** Real milliseconds between two messages that only tell the time. */
const CLOCK_EVERY_MS = 10;

/** What an attempt says while it runs, numbered, over a port of its own. */
export class Voice {
  readonly #port: MessagePort;
  readonly #realNow: () => number;
  #said = 0;
  #clockTold = -Infinity;
  #isDead = false;

  constructor(port: MessagePort, realNow: () => number) {
    this.#port = port;
    this.#realNow = realNow;
  }

  get said(): number {
    return this.#said;
  }

  output(at: Instant, stream: 'stdout' | 'stderr', by: OutputAuthor, lines: readonly string[]): void {
    this.#post({ kind: 'output', n: ++this.#said, at, stream, by, lines });
  }

  metadata(at: Instant, key: string, value: Json): void {
    this.#post({ kind: 'metadata', n: ++this.#said, at, key, value });
  }

  card(at: Instant, card: SavedCard): void {
    this.#post({ kind: 'card', n: ++this.#said, at, ...card });
  }

  call(at: Instant, call: SaidCall): void {
    this.#post({ kind: 'call', n: ++this.#said, at, ...call });
  }

  struck(at: Instant, fault: string): void {
    this.#post({ kind: 'struck', n: ++this.#said, at, fault });
  }

  /** The last word: whatever still runs in this worker is not heard. */
  dead(at: Instant): void {
    this.#post({ kind: 'dead', at });
    this.#isDead = true;
  }

  /** Only a hint to the listener, so a loop of tiny sleeps may leave some out. */
  clock(at: Instant): void {
    const now = this.#realNow();
    if (now - this.#clockTold < CLOCK_EVERY_MS) return;
    this.#clockTold = now;
    this.#post({ kind: 'clock', at });
  }

  #post(message: VoiceMessage): void {
    if (!this.#isDead) this.#port.postMessage(message);
  }
}
