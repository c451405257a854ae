const LIMIT_MS = 20_000;
const AGAIN_MS = 1_000;
/** Loops go round some hundred million times a second. */
const ASK_CLOCK_EVERY = 4096;

/** Computing went on for too long without the clock moving. */
export class WatchdogEnd extends Error {
  constructor() {
    super("It computed for 20 seconds without sleeping or waiting, and the page's watchdog stopped it.");
  }
}

export interface Watchdog {
  /** Every round of a loop calls this. */
  readonly tick: () => void;
  /** The attempt's clock moved, or work begins. */
  moved(): void;
  /** What it threw, though the code may have caught it. */
  readonly ended: WatchdogEnd | null;
}

/**
 * Throws in the code after 20 real seconds in which the attempt's clock did not move, and then each second: `strike`
 * gives the timeout's error where one is armed.
 */
export function watchdog(realNow: () => number, strike: () => Error | null, limitMs: number = LIMIT_MS): Watchdog {
  let since = realNow();
  let rounds = 0;
  let ended: WatchdogEnd | null = null;
  return {
    tick() {
      if (++rounds % ASK_CLOCK_EVERY > 0 || realNow() - since < limitMs) return;
      since = realNow() - limitMs + AGAIN_MS;
      const struck = strike();
      if (struck) throw struck;
      ended ??= new WatchdogEnd();
      throw ended;
    },
    moved: () => void (since = realNow()),
    get ended() {
      return ended;
    },
  };
}
