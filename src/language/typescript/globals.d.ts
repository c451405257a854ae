/** What a flow in TypeScript finds without importing it, besides the language's own: nothing else of a browser is there. */

interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  assert(condition?: boolean, ...values: unknown[]): void;
  dir(value: unknown): void;
  table(rows: unknown): void;
  group(...values: unknown[]): void;
  groupEnd(): void;
  count(label?: string): void;
  countReset(label?: string): void;
  time(label?: string): void;
  timeLog(label?: string, ...values: unknown[]): void;
  timeEnd(label?: string): void;
}
/** What the step prints. */
declare const console: Console;

/** Runs a function when the run's clock has come so far; nobody waits for that. */
declare function setTimeout<Values extends unknown[]>(
  run: (...values: Values) => void,
  ms?: number,
  ...values: Values
): number;
declare function clearTimeout(timer?: number): void;
declare function setInterval<Values extends unknown[]>(
  run: (...values: Values) => void,
  ms?: number,
  ...values: Values
): number;
declare function clearInterval(timer?: number): void;
declare function queueMicrotask(run: () => void): void;
declare function structuredClone<Value>(value: Value): Value;
declare function atob(base64: string): string;
declare function btoa(bytes: string): string;
/** The run's own clock, in milliseconds. */
declare const performance: { now(): number; readonly timeOrigin: number };
/** Chance by the run's seed. */
declare const crypto: { getRandomValues<Values extends ArrayBufferView>(values: Values): Values; randomUUID(): string };

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(encoding?: string);
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void): void;
}
declare const AbortSignal: { timeout(ms: number): AbortSignal; abort(reason?: unknown): AbortSignal };
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare class URLSearchParams {
  constructor(from?: string | Record<string, string> | Iterable<[string, string]>);
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  delete(name: string): void;
  toString(): string;
  [Symbol.iterator](): Iterator<[string, string]>;
}
declare class URL {
  constructor(url: string, base?: string | URL);
  href: string;
  protocol: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  readonly origin: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
}

interface Response {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null; has(name: string): boolean };
  json<T>(): Promise<T>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}
/** Asks a service of the scenario. There is no network: what no service answers fails. */
declare function fetch(
  url: string | URL,
  options?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | null;
    readonly signal?: AbortSignal;
  },
): Promise<Response>;
