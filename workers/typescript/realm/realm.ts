import { EPOCH_MS, instantOf } from '../../../src/model/time';
import { randomWords } from '../../world/randomWords';
import { evaluator, type Evaluator } from '../run/program';
import { makeConsole } from './console';
import { EventLoop } from './eventLoop';
import { installLocale } from './locale';
import { lockDown } from './lockdown';
import { installPortableMath } from './portableMath';
import { installVirtualDate } from './virtualDate';

/** What runs the flow's code has of the world around it, once user code has none of it. */
export interface Realm {
  readonly loop: EventLoop;
  readonly evaluator: Evaluator;
  /** Real milliseconds. */
  readonly realNow: () => number;
  /** Microseconds since the run started. */
  now(): number;
  /** Puts the clock somewhere, before code runs. */
  setNow(at: number): void;
  seed(words: readonly number[]): void;
  /** Where `console` prints. */
  onprint: (stream: 'stdout' | 'stderr', text: string) => void;
  /** The clock is about to move. */
  onmove: () => void;
  /** The clock has moved. */
  onmoved: () => void;
  /** From this instant on nothing more happens; `die` says so. Null: there is none. */
  death: { readonly at: number; readonly die: () => void } | null;
  /** What answers to `fetch`. */
  onfetch: (...values: never[]) => Promise<unknown>;
  /** When a signal of `AbortSignal.timeout` will abort; null for any other. */
  deadlineOf: (signal: AbortSignal) => number | null;
  /** What was rejected where nobody listened, the first of it since it was last asked for. */
  takeUnhandled(): { readonly thrown: unknown } | null;
}

/** Makes this worker a place without outside, with a clock and chance of its own. Once, before anything else runs. */
export function makeRealm(): Realm {
  const realNow = performance.now.bind(performance);
  const turn = turns();
  const evaluate = evaluator();
  let at = 0;
  let word = randomWords([]);
  const deadlines = new WeakMap<AbortSignal, number>();
  let unhandled: { readonly thrown: unknown } | null = null;
  const loop = new EventLoop({
    now: () => at,
    turn,
    move: (to) => {
      realm.onmove();
      if (realm.death !== null && to >= realm.death.at) {
        realm.death.die();
        loop.halt();
        return;
      }
      at = to;
      realm.onmoved();
    },
  });
  const realm: Realm = {
    loop,
    evaluator: evaluate,
    realNow,
    now: () => at,
    setNow: (to) => void (at = to),
    seed: (words) => void (word = randomWords(words)),
    onprint: () => undefined,
    onmove: () => undefined,
    onmoved: () => undefined,
    death: null,
    onfetch: () => Promise.reject(new TypeError('fetch failed: there is no outside while a flow is loaded')),
    deadlineOf: (signal) => deadlines.get(signal) ?? null,
    takeUnhandled: () => {
      const taken = unhandled;
      unhandled = null;
      return taken;
    },
  };
  addEventListener('unhandledrejection', (event: PromiseRejectionEvent) => {
    event.preventDefault();
    unhandled ??= { thrown: event.reason as unknown };
  });
  const symbols = Symbol as { metadata?: symbol };
  symbols.metadata ??= Symbol('Symbol.metadata'); // Decorators ask for it, and no browser has it yet.
  (Error as { stackTraceLimit?: number }).stackTraceLimit = 50;

  lockDown();
  const nowMs = () => instantOf(at) / 1000;
  installVirtualDate(() => at);
  installLocale(() => EPOCH_MS + Math.floor(nowMs()));
  installPortableMath();
  installChance(() => word());
  installTimers(loop, (signal, ms) => {
    deadlines.set(signal, at + ms * 1000);
  });
  define(globalThis, 'fetch', (...values: never[]) => realm.onfetch(...values));
  define(globalThis, 'performance', Object.freeze({ now: nowMs, timeOrigin: EPOCH_MS }));
  define(
    globalThis,
    'console',
    makeConsole((stream, text) => {
      realm.onprint(stream, text);
    }, nowMs),
  );
  return realm;
}

/** Resolves once every job that is ready has been done: after a message to oneself. */
function turns(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

function installChance(word: () => number): void {
  const bytes = (length: number) => Uint8Array.from({ length }, () => word() >>> 24);
  define(Math, 'random', () => (word() * 2 ** 21 + (word() >>> 11)) / 2 ** 53);
  const crypto = {
    getRandomValues<T extends ArrayBufferView>(array: T): T {
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(bytes(array.byteLength));
      return array;
    },
    randomUUID(): string {
      const made = bytes(16);
      made[6] = ((made[6] ?? 0) & 0x0f) | 0x40;
      made[8] = ((made[8] ?? 0) & 0x3f) | 0x80;
      const text = Array.from(made, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
  };
  define(globalThis, 'crypto', Object.freeze(crypto));
}

function installTimers(loop: EventLoop, remember: (signal: AbortSignal, ms: number) => void): void {
  const callback = (call: unknown, values: unknown[]) => () => {
    if (typeof call === 'function') Reflect.apply(call, undefined, values);
  };
  const clear = (id: unknown) => {
    loop.clear(id);
  };
  const setTimeout = (call: unknown, ms: unknown, ...values: unknown[]) =>
    loop.setTimeout(callback(call, values), Number(ms ?? 0));
  define(globalThis, 'setTimeout', setTimeout);
  define(globalThis, 'setInterval', (call: unknown, ms: unknown, ...values: unknown[]) =>
    loop.setInterval(callback(call, values), Number(ms ?? 0)),
  );
  define(globalThis, 'clearTimeout', clear);
  define(globalThis, 'clearInterval', clear);
  define(AbortSignal, 'timeout', (ms: unknown) => {
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort(new DOMException('signal timed out', 'TimeoutError'));
    }, ms);
    remember(controller.signal, Number(ms));
    return controller.signal;
  });
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
