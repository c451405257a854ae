const LIMIT_MS = 20_000;
const AGAIN_MS = 1_000;
const SIGINT = 2;
/** The interpreter asks about a million times a second. */
const ASK_CLOCK_EVERY = 64;

export interface Watchdog {
  /** What Pyodide takes for the first byte of shared memory: it reads a signal's number, and writes it back to 0. */
  readonly buffer: { 0: number };
  /** The attempt's clock moved, or work begins. */
  moved(): void;
}

/**
 * Interrupts Python after 20 real seconds in which the attempt's clock did not move, and then each second. That
 * anything is asked at all also makes `terminate()` work at once in WebKit.
 */
export function watchdog(realNow: () => number, limitMs: number = LIMIT_MS): Watchdog {
  let since = realNow();
  let asked = 0;
  return {
    buffer: {
      get 0() {
        if (++asked % ASK_CLOCK_EVERY > 0 || realNow() - since < limitMs) return 0;
        since = realNow() - limitMs + AGAIN_MS;
        return SIGINT;
      },
      set 0(_handled) {
        // Nothing to clear: a signal is given once.
      },
    },
    moved: () => void (since = realNow()),
  };
}
