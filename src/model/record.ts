import type { ArtifactPreview, CaughtException } from './artifact';
import type { RunEvent } from './events';
import type { FailureCause } from './failure';
import type { Json } from './json';
import type { Problem } from './problem';
import type { Fault, Language, Platform, Service } from './scenario';
import type { RunSetup } from './setup';

/** A scenario as programs give it: missing fields take their defaults. Public: `api.md`, `ScenarioInput`. */
export interface ScenarioInput {
  readonly language: Language;
  readonly fileName?: string;
  readonly source: string;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly seed?: number;
  readonly faults?: readonly Fault[];
  readonly services?: readonly Service[];
  readonly platform?: Partial<Platform>;
  readonly maxWorkers?: number;
  readonly command?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly origin?: RunRecord;
  readonly engine?: string;
}

export type RunOutcome = 'succeeded' | 'failed' | 'rejected' | 'cancelled' | 'interrupted';

/** One attempt in a run record. `started` and `ended` are virtual seconds since the run started. */
export interface AttemptRecord {
  readonly attempt: number;
  readonly ok: boolean;
  readonly exception?: string | null;
  readonly message?: string | null;
  readonly caught?: CaughtException;
  readonly cause?: FailureCause;
  readonly fault?: string;
  readonly started: number;
  readonly ended: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

export interface TaskRecord {
  readonly id: string;
  readonly step: string;
  readonly foreach: readonly {
    readonly var: string;
    readonly index: number;
    readonly num_splits: number;
    readonly value: string;
  }[];
  readonly origin: 'executed' | 'cloned';
  readonly attempts: readonly AttemptRecord[];
  readonly artifacts: Readonly<Record<string, ArtifactPreview>>;
  readonly stdout: readonly string[];
  readonly cards: readonly { readonly id: string | null; readonly type: string; readonly html: string }[];
}

/** A run as it is exported, shared and answered to programs. Public: `api.md`, `faultline.run/1`. */
export interface RunRecord {
  readonly schema: 'faultline.run/1';
  readonly scenario: ScenarioInput;
  readonly run: {
    readonly id: string;
    readonly flowName: string;
    readonly command: readonly string[];
    readonly originRunId: string | null;
    readonly outcome: RunOutcome;
    readonly headline: string | null;
    readonly message: string | null;
    /** Wall clock, ISO 8601. */
    readonly startedAt: string;
    readonly output: readonly string[];
    readonly reproducible: boolean;
    readonly reason?: string;
    /** Virtual seconds. */
    readonly duration: number;
    readonly digest: string;
    /** Ids of faults of the plan that struck nothing; absent where all did. */
    readonly neverStruck?: readonly string[];
  };
  readonly tasks: readonly TaskRecord[];
  readonly events: readonly RunEvent[];
  /** How the run was set up, so that its log can be read without loading the flow. */
  readonly setup?: RunSetup;
}

/** A run in a list. `outcome` is null while it is driven. */
export interface RunSummary {
  readonly id: string;
  readonly number: number;
  readonly flowName: string;
  readonly outcome: RunOutcome | null;
  readonly startedAt: string;
  readonly duration: number;
  readonly digest: string | null;
  readonly originRunId: string | null;
  /** How many attempts were started; null while it is driven or interrupted. */
  readonly attempts: number | null;
  /** What somebody calls it. */
  readonly name: string | null;
  readonly isPinned: boolean;
}

/** The graph as programs see it. */
export interface GraphSummary {
  readonly start: string;
  readonly end: string;
  readonly steps: readonly {
    readonly name: string;
    readonly type: string;
    readonly line: number;
    readonly next: readonly string[];
    readonly matchingJoin?: string;
    readonly decorators: readonly { readonly name: string; readonly attributes: Readonly<Record<string, Json>> }[];
  }[];
}

export interface CheckResult {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly graph: GraphSummary | null;
}
