import type { Json } from './json';

export type Language = 'python' | 'typescript';

/** A place to run attempts, as plain data. All times are virtual seconds. */
export interface Platform {
  readonly name: string;
  /** Before user code begins. */
  readonly startup: number;
  /** Nominal length of an attempt that doesn't sleep. */
  readonly duration: number;
  /** Attempts at once, besides `maxWorkers`. */
  readonly slots: number;
  /** Whether `minutes_between_retries` is honoured. */
  readonly waits: boolean;
  /** What happens there unasked, to any attempt that runs user code, with its probability (0..1, seeded). */
  readonly failures?: readonly PlatformFailure[];
}

/** The deaths that a platform brings about by itself. */
export type PlatformFailureKind = 'spot-interruption' | 'eviction' | 'out-of-memory';

export interface PlatformFailure {
  readonly kind: PlatformFailureKind;
  readonly probability: number;
}

/** Platforms of defaults table 1. Frozen: links write only what differs from it. */
export const PLATFORMS = {
  kubernetes: { name: 'kubernetes', startup: 2, duration: 1, slots: 16, waits: true },
  batch: { name: 'batch', startup: 12, duration: 1, slots: 8, waits: true },
  local: { name: 'local', startup: 0.3, duration: 1, slots: 16, waits: false },
} as const satisfies Record<string, Platform>;

export type FaultKind =
  | 'spot-interruption'
  | 'eviction'
  | 'out-of-memory'
  | 'metadata-unavailable'
  | 'datastore-unavailable'
  | 'network-blip'
  | 'service'
  | 'bad-input'
  | 'code-bug'
  | 'slow';

export type FaultMoment =
  'before' | 'during' | 'after' | { readonly at: number; readonly of?: 'code' | 'launch' | 'run' };

/** One aimed failure. The public form: see `api.md`'s `Fault`. Times are virtual seconds. */
export interface Fault {
  readonly id?: string;
  readonly kind: FaultKind;
  readonly step: string;
  readonly foreach?: readonly number[];
  readonly attempts?: 'every' | number | readonly [from: number, to: number];
  readonly moment?: FaultMoment;
  readonly probability?: number;
  readonly seconds?: number;
  readonly exception?: { readonly type: string; readonly message: string };
  readonly input?: {
    readonly name: string;
    readonly change: 'null' | 'missing' | 'wrong-type' | 'duplicate-rows' | 'truncated';
    readonly key?: string;
  };
  readonly service?: {
    readonly name: string;
    readonly answer?: number | 'timeout' | 'connection';
    readonly latency?: number;
  };
}

/** What a service answers when nothing goes wrong. */
export interface ServiceResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, any other value as JSON. */
  readonly body?: Json;
  /** The connection breaks after so many bytes of the body. `Range` is honoured, so that a caller can go on from there. */
  readonly cutAfter?: number;
  /** The share of calls that break so (0..1, seeded); all of them, if it does not say. */
  readonly cutRate?: number;
}

/** What a service answers to some of the requests that reach it. */
export interface ServiceRoute extends ServiceResponse {
  /** `GET`; without it, every method. */
  readonly method?: string;
  /** '/items/*': the address from its host on; `*` stands for any run of characters. */
  readonly path: string;
}

/** One simulated endpoint of the outside world. */
export interface Service {
  readonly name: string;
  /**
   * 'https://api.example.com/*', `*` standing for any run of characters. Without a scheme it means http and https,
   * without a path every path; a query counts only where the pattern has one. The pattern with the most characters
   * besides `*` wins, and of equals the first.
   */
  readonly pattern: string;
  readonly latency?: number;
  readonly failureRate?: number;
  /** 503, if it does not say. */
  readonly failure?: number | 'timeout' | 'connection';
  readonly rateLimit?: { readonly calls: number; readonly per: number };
  readonly response: ServiceResponse;
  /** The first that a request matches answers it in the place of `response`. */
  readonly routes?: readonly ServiceRoute[];
}

/** Everything that determines a run, complete: no field is left to a default. */
export interface Scenario {
  readonly language: Language;
  readonly fileName: string;
  readonly source: string;
  /** What the Run panel holds, by parameter name; a command's own options win. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** Unsigned 32 bit. */
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly services: readonly Service[];
  readonly platform: Platform;
  readonly maxWorkers: number;
  /** Metaflow's words after the file name. */
  readonly command: readonly string[];
  /** Path → base64: what IncludeFile and `--config` read. */
  readonly files: Readonly<Record<string, string>>;
  readonly user: string;
}

export const DEFAULT_SEED = 1;
export const DEFAULT_MAX_WORKERS = 16;
export const DEFAULT_USER = 'tester';
/** Virtual seconds a wall second plays. */
export const DEFAULT_PACE = 2;
/** How fast a run plays; `'instant'` never waits. */
export type Pace = 'instant' | number;
