import type { ArtifactPreview } from '../model/artifact';
import type { RunEvent } from '../model/events';
import type { ContentHash } from '../model/ids';
import type { Json } from '../model/json';
import type { RunRecord, RunSummary } from '../model/record';
import type { Fault, Pace, Scenario } from '../model/scenario';
import type { LessonReading } from '../lessons/lesson';
import type { RunLabel, StoredRun } from '../protocol/engine';
import type { SweepOrder, SweepResult } from '../protocol/sweep';
import type { Experiment, PolicyPoint, Tally } from '../protocol/policy';
import type { Incoming } from '../share/files';
import type { LinkContent } from '../share/link';
import type { Draft } from '../storage/schema';
import type { Example } from './examples';

/** A stored run and its log, from its first event. */
export interface OpenedRun {
  readonly run: StoredRun;
  readonly events: readonly RunEvent[];
}

/** What the page asks of the app. What comes of a run arrives as `EngineNews`, not here. */
export interface Ports {
  /** Executes a scenario: `run`, `resume`, `check`, `show`, … by its `command`. Resolves when it has ended. */
  execute(scenario: Scenario, pace: Pace): Promise<void>;
  /** Takes up an interrupted run from its log. */
  continueRun(runId: string, pace: Pace): Promise<void>;
  stop(): Promise<void>;
  /** Lets a failure strike the run that is driven here, now. Resolves with it as it joined the run, null if too late. */
  strike(fault: Fault): Promise<Fault | null>;
  /** Plays up to the next event of a run that stands still. */
  step(): Promise<void>;
  setPace(pace: Pace): Promise<void>;
  /** Keeps what the user wrote. Called on every edit; the app decides when it writes. */
  saveDraft(draft: DraftContent): void;
  readonly drafts: DraftsPort;
  readonly runs: RunsPort;
  readonly links: LinksPort;
  readonly lessons: LessonsPort;
  readonly policy: PolicyPort;
  previews(hashes: readonly ContentHash[]): Promise<ReadonlyMap<ContentHash, ArtifactPreview>>;
  /** A card's HTML, null when it is not stored. */
  card(hash: ContentHash): Promise<string | null>;
  /** A chart's specification as SVG. Rejects with what is wrong with it, in words. */
  chart(spec: string): Promise<string>;
  openRun(runId: string): Promise<OpenedRun>;
  /** Runs every single failure of a flow out of sight; as `EngineHost.sweep`. */
  sweep(order: SweepOrder): Promise<SweepResult>;
  stopSweep(): Promise<void>;
  /** Stores the run of one cell; resolves with its id. */
  keepSwept(sweep: string, cell: number): Promise<string>;
  /** A new seed, by real chance: small enough to be said aloud. */
  dice(): number;
  readonly settings: Settings;
  readonly wall: Wall;
}

/** The runs that this browser keeps, as a list. */
export interface RunsPort {
  /** Newest first. */
  list(): Promise<readonly RunSummary[]>;
  label(runId: string, label: RunLabel): Promise<void>;
  /** Resolves with the runs that stay: somebody drives them. */
  delete(runIds: readonly string[]): Promise<readonly string[]>;
  /** Bytes that this browser keeps for the page; null where it does not tell. */
  bytesUsed(): Promise<number | null>;
}

/** The drafts that this browser keeps. `saveDraft` goes to the current one. */
export interface DraftsPort {
  current(): Draft;
  /** The current one first, as it is now; then the others, the one that was open last first. */
  list(): Promise<readonly Draft[]>;
  /** Makes a draft the current one, at once, and keeps what is typed in the one before. */
  turnTo(draft: Draft): void;
  delete(id: string): Promise<void>;
  newId(): string;
  /** An example as the site has it, by its file in `flows/`. */
  fetchExample(example: Example, fileName: string): Promise<DraftContent>;
}

/** Lessons, how far one has come in them, and runs that nobody watches. */
export interface LessonsPort {
  /** The files of the lessons that come with the page, in order. */
  shipped(): Promise<readonly { readonly id: string; readonly text: string }[]>;
  read(text: string, id: string): Promise<LessonReading>;
  progress(): Promise<ReadonlyMap<string, Json>>;
  keepProgress(lesson: string, state: Json): void;
  forget(lesson: string): void;
  /** Executes a scenario on screen; resolves with its record when it has ended. */
  execute(scenario: Scenario, pace: Pace): Promise<RunRecord>;
  /** Executes a scenario at once and out of sight. */
  rehearse(scenario: Scenario): Promise<RunRecord>;
  stopRehearsals(): Promise<void>;
}

/** Workers that simulate for the policy explorer. */
export interface PolicyPort {
  /** How many simulate at once. */
  readonly lanes: number;
  /** From now on, all of them are asked for points of this experiment. */
  prepare(experiment: Experiment): Promise<void>;
  tally(lane: number, point: PolicyPoint, seeds: { readonly first: number; readonly count: number }): Promise<Tally>;
}

/** Links, files and the clipboard. */
export interface LinksPort {
  /** @throws {FaultlineError} `link-not-ours`, `link-broken`, `link-newer` */
  read(fragment: string): Promise<LinkContent>;
  /** The whole address. */
  write(content: LinkContent): Promise<string>;
  /** What a text from outside is; null for nothing of ours. @throws {FaultlineError} on one that is damaged */
  incoming(text: string, name: string): Promise<Incoming | null>;
  scenarioFile(scenario: Scenario): Promise<string>;
  record(runId: string): Promise<RunRecord>;
  /** Stores a record; resolves with the run's id. @throws {FaultlineError} `bad-record` */
  importRecord(record: unknown): Promise<string>;
  /** The page's address forgets the link. */
  leave(): void;
  /** False where the browser does not let a page copy. */
  copy(text: string): Promise<boolean>;
  download(name: string, text: string): void;
  /** Null for a text that is too long for one. */
  qr(text: string): Promise<QrPicture | null>;
}

/** A square of `size` units, and the dark ones among them as an SVG path. */
export interface QrPicture {
  readonly size: number;
  readonly path: string;
}

/** Small things remembered between visits: theme, sizes of panes. Never throws; forgets where storage is refused. */
export interface Settings {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/** The page's clock and its frames. */
export interface Wall {
  /** Milliseconds since 1970, as `performance.timeOrigin + performance.now()` tells them. */
  now(): number;
  /** Calls back before the next frame; the answer takes the request back. */
  nextFrame(callback: () => void): () => void;
}

/** What the user edits: a scenario without its command. */
export type DraftContent = Omit<Scenario, 'command'> & {
  readonly pace: Pace;
  /** The failure plan as it was typed; without it, it is written out from the scenario. */
  readonly planText?: string | undefined;
};
