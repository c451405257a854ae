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

/** One simulated endpoint of the outside world. */
export interface Service {
  readonly name: string;
  readonly pattern: string;
  readonly latency?: number;
  readonly failureRate?: number;
  readonly failure?: number | 'timeout' | 'connection';
  readonly rateLimit?: { readonly calls: number; readonly per: number };
  readonly response: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Json;
  };
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
