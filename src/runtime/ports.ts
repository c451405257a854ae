/** What a run needs kept. Declared here, where it is needed; `storage` has two of each: a database and memory. */
import type { ArtifactContent, ArtifactPreview, CardContent } from '../model/artifact';
import type { RunEvent } from '../model/events';
import type { ContentHash, RunId } from '../model/ids';
import type { StoredRun } from '../protocol/engine';

/** How a run ended, stored with its last events. */
export type RunEnd = Pick<StoredRun, 'outcome' | 'digest' | 'irreproducible' | 'attempts'>;

/** What becomes true of a run in one step. `events` go on where its log ends. */
export interface RunCommit {
  readonly run: RunId;
  readonly events: readonly RunEvent[];
  /** Bytes that `events` refer to; those stored already may be given again. */
  readonly artifacts: readonly ArtifactContent[];
  readonly cards: readonly CardContent[];
  readonly end?: RunEnd;
}

/**
 * The append-only logs. A commit is stored whole or not at all, and the run's `duration` moves to its last event.
 *
 * @throws {FaultlineError} `run-driven-elsewhere` when the log already goes on otherwise, `run-not-found` when the run
 * was deleted, `storage-full`.
 */
export interface EventLog {
  commit(commit: RunCommit): Promise<void>;
  append(run: RunId, events: readonly RunEvent[]): Promise<void>;
  /** In order, from `fromSeq` (default 0). Empty for a run that is not stored. */
  read(run: RunId, fromSeq?: number): Promise<readonly RunEvent[]>;
}

/** A run before it is stored: storage counts it. */
export type NewRun = Omit<StoredRun, 'number' | 'duration'>;

export type RunChanges = Partial<Omit<StoredRun, 'id' | 'number' | 'duration'>>;

export interface RunIndex {
  /** Stores the run under the next number, together with its parameters' bytes. A taken id gets `~2`, `~3`, … */
  create(run: NewRun, parameters?: readonly ArtifactContent[]): Promise<StoredRun>;
  /** @throws {FaultlineError} `run-not-found` */
  update(run: RunId, changes: RunChanges): Promise<StoredRun>;
  /** By id, or by number as people write it. */
  get(name: string): Promise<StoredRun | null>;
  /** Newest first. */
  list(): Promise<readonly StoredRun[]>;
  /** What Metaflow keeps in `latest_run`: the origin that `resume` takes by default. Only `run` sets it. */
  latest(flowName: string): Promise<RunId | null>;
  setLatest(flowName: string, run: RunId): Promise<void>;
  /**
   * Deletes the run, its log, and the artifacts and cards that no other run uses.
   *
   * @throws {FaultlineError} `run-driven-elsewhere` while somebody drives it.
   */
  delete(run: RunId): Promise<void>;
}

export interface ArtifactStore {
  /** Idempotent by hash. `run` keeps them from being collected. */
  putAll(contents: readonly ArtifactContent[], run: RunId): Promise<void>;
  /** Bytes by hash; those not stored are missing. */
  getAll(hashes: readonly ContentHash[]): Promise<ReadonlyMap<ContentHash, Uint8Array>>;
  previews(hashes: readonly ContentHash[]): Promise<ReadonlyMap<ContentHash, ArtifactPreview>>;
  /** Previews of values whose bytes are elsewhere. One that is stored stays; the bytes, once they come, bring their own. */
  putPreviews(previews: ReadonlyMap<ContentHash, ArtifactPreview>): Promise<void>;
}

export interface CardStore {
  get(hash: ContentHash): Promise<string | null>;
}

/** Python's memory after its boot. `version` names everything that it depends on; only the newest one is kept. */
export interface SnapshotStore {
  get(version: string): Promise<Uint8Array | null>;
  put(version: string, snapshot: Uint8Array): Promise<void>;
}

/** Who drives a run, among all tabs of this browser. */
export interface RunLocks {
  /**
   * Resolves once the run is held, until `signal` aborts or this worker ends.
   *
   * @throws {FaultlineError} `run-driven-elsewhere`
   */
  hold(run: RunId, signal: AbortSignal): Promise<void>;
  isDriven(run: RunId): Promise<boolean>;
  /** Resolves as soon as nobody drives the run; rejects when `signal` aborts. */
  free(run: RunId, signal: AbortSignal): Promise<void>;
}

/** All that the driver needs kept. */
export interface RunStores {
  readonly log: EventLog;
  readonly runs: RunIndex;
  readonly artifacts: ArtifactStore;
  readonly cards: CardStore;
  readonly snapshots: SnapshotStore;
  readonly locks: RunLocks;
}
