import { microseconds } from '../../../src/model/time';

interface Timer {
  readonly id: number;
  at: number;
  readonly fire: () => void;
  /** Of a wait that a timeout may cut short. */
  readonly interrupt?: (error: unknown) => void;
}

export interface LoopOptions {
  /** Microseconds since the run started. */
  readonly now: () => number;
  readonly move: (at: number) => void;
  /** Resolves once all jobs that are ready have been done. */
  readonly turn: () => Promise<void>;
}

/** Nothing is left that could settle what the step waits for. */
export class Deadlock extends Error {
  constructor() {
    super(
      'The step waits for a promise that nothing can settle any more: no timer, no sleep and no call of a service is left.',
    );
  }
}

/**
 * Timers on the virtual clock. When nothing is left to do at this instant, the clock jumps to the next timer; it never
 * waits. A timeout strikes when the clock would reach its deadline.
 */
export class EventLoop {
  readonly #options: LoopOptions;
  readonly #timers: Timer[] = [];
  #lastId = 0;
  #deadline: { readonly at: number; readonly expire: () => Error } | null = null;
  #struck: Error | null = null;
  #isHalted = false;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /** `expire` makes the error that is raised when the clock would reach `us` from now. Once, like an alarm. */
  arm(us: number, expire: () => Error): void {
    this.#deadline = { at: this.#options.now() + us, expire };
  }

  disarm(): void {
    this.#deadline = null;
  }

  get isArmed(): boolean {
    return this.#deadline !== null;
  }

  /** Puts the clock to the deadline and gives the timeout's error. */
  strike(): Error {
    const deadline = this.#deadline;
    if (!deadline) return new Deadlock();
    this.#deadline = null;
    this.#options.move(Math.max(deadline.at, this.#options.now()));
    this.#struck = deadline.expire();
    return this.#struck;
  }

  setTimeout(fire: () => void, ms: number): number {
    return this.#add({ id: ++this.#lastId, at: this.#options.now() + microseconds(delayOf(ms) / 1000), fire });
  }

  setInterval(fire: () => void, ms: number): number {
    // A round of no length would never let the clock move on.
    const length = Math.max(1000, microseconds(delayOf(ms) / 1000));
    const timer: Timer = {
      id: ++this.#lastId,
      at: this.#options.now() + length,
      fire: () => {
        timer.at += length;
        this.#add(timer);
        fire();
      },
    };
    return this.#add(timer);
  }

  clear(id: unknown): void {
    const place = this.#timers.findIndex((timer) => timer.id === id);
    if (place >= 0) this.#timers.splice(place, 1);
  }

  /** Resolves when `us` have passed. Rejects when the timeout strikes before. */
  wait(us: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#add({ id: ++this.#lastId, at: this.#options.now() + us, fire: resolve, interrupt: reject });
    });
  }

  /** Nothing happens any more: what is waited for is never settled. */
  halt(): void {
    this.#isHalted = true;
  }

  /** Lets time pass until `work` is settled. Rejects with {@link Deadlock} when that can never be. */
  async settled<T>(work: Promise<T>): Promise<T> {
    let isSettled = false;
    const watch = async (): Promise<T> => {
      try {
        return await work;
      } finally {
        isSettled = true;
      }
    };
    const watched = watch();
    watched.catch(() => undefined);
    for (;;) {
      if (this.#isHalted) return new Promise(() => undefined);
      await this.#options.turn();
      if (isSettled && !this.#isHalted) return watched;
      this.#next();
    }
  }

  /** The next thing that happens. Throws what ends the work from outside. */
  #next(): void {
    const [timer] = this.#timers;
    if (this.#deadline && (!timer || timer.at >= this.#deadline.at)) {
      const error = this.strike();
      if (this.#isHalted) return;
      const waits = this.#timers.filter(({ interrupt }) => interrupt);
      if (waits.length === 0) throw error;
      for (const { id, interrupt } of waits) {
        this.clear(id);
        interrupt?.(error);
      }
      return;
    }
    // A timeout whose error was raised where nobody listened still ends the step.
    if (!timer) throw this.#struck ?? new Deadlock();
    this.#timers.shift();
    if (timer.at > this.#options.now()) this.#options.move(timer.at);
    if (!this.#isHalted) timer.fire();
  }

  /** In the order of time; those of one instant in the order in which they were set. */
  #add(timer: Timer): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#timers[middle]?.at ?? 0) <= timer.at) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
    return timer.id;
  }
}

const delayOf = (ms: unknown): number => {
  const delay = Number(ms);
  return delay > 0 ? Math.min(delay, 2 ** 31 - 1) : 0;
};
