import { EPOCH_MS } from '../../src/model/time';
import { randomWords } from './randomWords';

/** Time and chance as the code in this worker meets them. */
export interface VirtualWorld {
  /** Microseconds since the run started. */
  now(): number;
  move(at: number): void;
  /** Unsigned 32-bit words; all chance from here on follows from them. */
  seed(words: readonly number[]): void;
}

/**
 * Replaces time, chance and the time zone of this realm for good. Called before Pyodide loads, whose C code asks the
 * same functions, so that Python's own clocks and generators need no change.
 */
export function installVirtualWorld(): VirtualWorld {
  let at = 0;
  let next = randomWords([]);

  replace(globalThis.Date, 'now', () => EPOCH_MS + at / 1000);
  replace(globalThis, 'performance', { now: () => at / 1000, timeOrigin: EPOCH_MS });
  replace(Math, 'random', () => next() / 2 ** 32);
  replace(globalThis, 'crypto', {
    getRandomValues<T extends ArrayBufferView>(array: T): T {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (let index = 0; index < bytes.length; index++) bytes[index] = next() >>> 24;
      return array;
    },
  });
  useUtc();

  return {
    now: () => at,
    move: (to) => void (at = to),
    seed: (words) => void (next = randomWords(words)),
  };
}

/** Emscripten's `localtime` and time zone come from Date's local getters. */
function useUtc(): void {
  const prototype = Date.prototype;
  const local = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;
  for (const part of local) replace(prototype, `get${part}`, prototype[`getUTC${part}`]);
  replace(prototype, 'getTimezoneOffset', () => 0);
  const { Date: RealDate } = globalThis;
  const UtcDate = function (...parts: number[]) {
    const [year = 0, month = 0, ...rest] = parts;
    if (parts.length === 0) return new RealDate(RealDate.now());
    if (parts.length === 1) return new RealDate(year);
    return new RealDate(RealDate.UTC(year, month, ...rest));
  };
  replace(globalThis, 'Date', Object.assign(UtcDate, { now: RealDate.now, UTC: RealDate.UTC, prototype }));
}

function replace(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
