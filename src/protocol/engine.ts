/** What crosses between the page and the engine worker. */
import type { ArtifactPreview } from '../model/artifact';
import type { RunEvent } from '../model/events';
import type { ContentHash, RunId, TaskId } from '../model/ids';
import type { RunOutcome, RunRecord, RunSummary } from '../model/record';
import type { Fault, Pace, Scenario } from '../model/scenario';
import type { RunSetup } from '../model/setup';
import type { Instant } from '../model/time';
import type { SweepNews, SweepOrder, SweepResult } from './sweep';

/** How far Python has come. `fraction` is 0..1 of the whole way to the first spare interpreter. */
export type PythonState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly fraction: number; readonly doing: string }
  | { readonly kind: 'ready'; readonly version: string; readonly fromSnapshot: boolean }
  | { readonly kind: 'failed'; readonly message: string };

/** What is stored of a run beside its events. */
export interface StoredRun {
  readonly id: RunId;
  /** Counts runs in this browser, from 1. */
  readonly number: number;
  readonly flowName: string;
  readonly scenario: Scenario;
  readonly setup: RunSetup;
  /** Null while it is driven or was interrupted. */
  readonly outcome: RunOutcome | null;
  /** Wall clock, ISO 8601. */
  readonly startedAt: string;
  /** Virtual microseconds of the last stored event. */
  readonly duration: Instant;
  readonly digest: string | null;
  readonly originRunId: RunId | null;
  readonly command: readonly string[];
  /** The version of Faultline and Pyodide that made it. */
  readonly engine: string;
  /** Why nobody compares this run's digest; null when it is reproducible. */
  readonly irreproducible: string | null;
  /** Lines that the command printed before and after the run's own events. */
  readonly preamble: readonly string[];
  /** Those that people gave: of the command at first, then as `tag` changed them. */
  readonly tags: readonly string[];
  /** How many attempts were started; absent while it is driven. */
  readonly attempts?: number;
  /** What somebody calls it; absent while nobody does. */
  readonly name?: string | undefined;
  readonly isPinned?: boolean;
  /** It was made elsewhere: the bytes of its artifacts are not here, so that it can be looked at and no more. */
  readonly imported?: true;
}

/** What people say of a run in their list. */
export interface RunLabel {
  /** Null takes the name away. */
  readonly name?: string | null;
  /** A pinned run stays when all are deleted. */
  readonly isPinned?: boolean;
}

/**
 * What the engine worker tells the page, unasked. Events come stored, in order, without gaps. `clock` says where
 * the played clock stands: at wall time `wallMs` (of `performance.timeOrigin + performance.now()`) it showed `at` and moves `pace`
 * virtual seconds a second; `pace` 0 means that it stands. It does not pass `until` before the next news.
 */
export type EngineNews =
  | SweepNews
  | { readonly kind: 'python'; readonly state: PythonState }
  | { readonly kind: 'run-opened'; readonly run: StoredRun }
  /** Another tab drives the run that was opened: what comes of it is told here too, up to `run-closed`. */
  | { readonly kind: 'run-watched'; readonly run: StoredRun }
  /** The tab that drove a watched run is gone, and the run has not ended: it can be taken over. */
  | { readonly kind: 'run-abandoned'; readonly run: StoredRun }
  /** A list of runs is out of date: by another tab, or by what was asked for here. */
  | { readonly kind: 'runs-changed' }
  | { readonly kind: 'events'; readonly runId: RunId; readonly events: readonly RunEvent[] }
  | {
      readonly kind: 'clock';
      readonly runId: RunId;
      readonly at: Instant;
      readonly wallMs: number;
      readonly pace: number;
      readonly until: Instant | null;
    }
  /** A failure that somebody let strike the run joined its scenario. */
  | { readonly kind: 'run-changed'; readonly run: StoredRun }
  | { readonly kind: 'run-closed'; readonly run: StoredRun }
  /** A line that a command printed outside a run: `check`, `show`, an error of the command line. */
  | { readonly kind: 'printed'; readonly lines: readonly string[]; readonly stream: 'stdout' | 'stderr' }
  /** `card view` asks for a card to be opened. */
  | { readonly kind: 'show-card'; readonly runId: RunId; readonly taskId: TaskId; readonly hash: ContentHash }
  /** The browser ended the sandboxed frame: `reconnect` wants another. */
  | { readonly kind: 'sandbox-lost' }
  /** Something that the user should know: storage is full, private, or blocked by another tab. */
  | { readonly kind: 'notice'; readonly code: string; readonly message: string };

export interface ExecuteOrder {
  readonly scenario: Scenario;
  readonly pace: Pace;
  /** For a resume that came by link or file: the record it clones from. */
  readonly origin?: RunRecord;
}

/** What the engine worker answers to over comlink. */
export interface EngineHost {
  /** Takes the sandbox frame's control port. Call once. */
  connect(frame: MessagePort, news: MessagePort, baseUrl: string): Promise<void>;
  /** Takes the control port of a frame that stands in for the one that was lost. */
  reconnect(frame: MessagePort): Promise<void>;
  /** Starts loading Python now rather than at the first run; resolves when a spare is ready. */
  warm(): Promise<void>;
  execute(order: ExecuteOrder): Promise<RunRecord>;
  continue(runId: string, pace: Pace): Promise<RunRecord>;
  /** Stops the run that is driven here. */
  cancel(): Promise<void>;
  /**
   * Lets a failure strike the run that is driven here, now; its moment is set here. Resolves with the fault as it joined
   * the run's scenario, or null where it is too late: no attempt that it aims at is in flight.
   */
  strike(fault: Fault): Promise<Fault | null>;
  setPace(pace: Pace): Promise<void>;
  /** Plays the run that is driven here up to its next event, where it stands still. */
  step(): Promise<void>;
  runs(): Promise<readonly RunSummary[]>;
  /** @throws {FaultlineError} `run-not-found` */
  labelRun(runId: string, label: RunLabel): Promise<void>;
  /** Deletes runs with their logs, and what they alone use. Resolves with those that stay, since somebody drives them. */
  deleteRuns(runIds: readonly string[]): Promise<readonly string[]>;
  record(runId: string): Promise<RunRecord>;
  /** Stores a record made elsewhere, without running anything; resolves with the run's id here. */
  importRecord(record: unknown): Promise<string>;
  /** A stored run and its log, to be drawn. */
  open(runId: string): Promise<{ readonly run: StoredRun; readonly events: readonly RunEvent[] }>;
  /** Previews by hash; those not stored are missing. */
  previews(hashes: readonly ContentHash[]): Promise<ReadonlyMap<ContentHash, ArtifactPreview>>;
  card(hash: ContentHash): Promise<string | null>;
  /**
   * Runs every single fault of a flow by itself, out of sight: nothing of it is stored. One sweep at a time; runs may go
   * on beside it. Resolves when all is judged, or when it was stopped.
   *
   * @throws {FaultlineError} `sweep-in-progress`; `sweep-not-calm` where the flow fails without any fault, or makes no
   * run; `sweep-too-large`; `sweep-empty` where nothing is left to inject.
   */
  sweep(order: SweepOrder): Promise<SweepResult>;
  stopSweep(): Promise<void>;
  /**
   * Stores the run of one cell like any other, with its fault in its plan; resolves with its id.
   *
   * @throws {FaultlineError} `sweep-gone` where the sweep is none of the last ones.
   */
  keepSwept(sweep: string, cell: number): Promise<string>;
  /** Executes a scenario at once and out of sight: nothing of it is stored. What was stopped ends as cancelled. */
  rehearse(scenario: Scenario): Promise<RunRecord>;
  /** Ends all rehearsals that are going on. */
  stopRehearsals(): Promise<void>;
}
