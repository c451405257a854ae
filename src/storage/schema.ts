/** Everything that this browser keeps, as one type. Every signature below comes from here. */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { ArtifactPreview } from '../model/artifact';
import type { RunEvent } from '../model/events';
import type { ContentHash, RunId } from '../model/ids';
import type { Json } from '../model/json';
import type { Pace, Scenario } from '../model/scenario';
import type { Instant } from '../model/time';
import type { StoredRun } from '../protocol/engine';

/** Where a draft's text came from: what *Back to the original* goes back to. */
export type DraftOrigin =
  /** By the flow's file. `original` is the scenario as it was opened: a draft that equals it holds nothing typed. */
  | { readonly kind: 'example'; readonly name: string; readonly original?: Scenario }
  /** By the fragment of its address. `original` as for an example. */
  | { readonly kind: 'link'; readonly hash: string; readonly original?: Scenario }
  /** By the lesson's id. `original` as for an example. */
  | { readonly kind: 'lesson'; readonly lesson: string; readonly original?: Scenario }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'run'; readonly run: RunId };

/** What somebody is writing. */
export interface Draft {
  readonly id: string;
  readonly scenario: Scenario;
  readonly pace: Pace;
  /** The failure plan as it was typed, where it was. */
  readonly planText?: string | undefined;
  readonly origin: DraftOrigin | null;
  /** Counts saves of this draft; 0 before the first. */
  readonly revision: number;
  /** Wall clock, milliseconds since 1970. */
  readonly updatedAt: number;
}

/** A run beside its log. `uses` are the artifacts that it refers to before any event does. */
export type RunRow = Omit<StoredRun, 'duration'> & { readonly uses: readonly ContentHash[] };

/** How far a run's log has come. Apart from the run, whose scenario need not be written again for every chunk. */
export interface LogTail {
  readonly run: RunId;
  /** Number of events, and so the next `seq`. */
  readonly length: number;
  readonly duration: Instant;
}

/** Events that were released at once: `seq` from `firstSeq` on, no gaps. `uses` are the contents they refer to. */
export interface EventChunk {
  readonly run: RunId;
  readonly firstSeq: number;
  readonly events: readonly RunEvent[];
  readonly uses: readonly ContentHash[];
}

/** Small values, by key. The runtime's (`latest/…`, `runs`) and the page's (`page/…`). */
export interface SettingRow {
  readonly key: string;
  readonly value: Json;
}

export interface FaultlineSchema extends DBSchema {
  drafts: { key: string; value: Draft; indexes: { updatedAt: number } };
  /** Earlier texts of drafts, by draft and revision. */
  draftHistory: { key: [string, number]; value: Draft };
  runs: { key: string; value: RunRow; indexes: { number: number; flowName: string; uses: string } };
  tails: { key: string; value: LogTail };
  events: { key: [string, number]; value: EventChunk; indexes: { uses: string } };
  /** A Blob above a megabyte: cheaper to write and to read there. */
  artifacts: { key: string; value: { readonly hash: ContentHash; readonly bytes: Uint8Array<ArrayBuffer> | Blob } };
  /** Apart from the bytes, so that a list of values loads none. */
  previews: {
    key: string;
    value: { readonly hash: ContentHash; readonly sizeBytes: number; readonly preview: ArtifactPreview };
  };
  cards: { key: string; value: { readonly hash: ContentHash; readonly html: string } };
  snapshots: { key: string; value: { readonly version: string; readonly bytes: Blob } };
  settings: { key: string; value: SettingRow };
  /** Who drives a run, where there are no Web Locks. `beatAt` is wall clock, milliseconds since 1970. */
  holders: { key: string; value: { readonly run: RunId; readonly holder: string; readonly beatAt: number } };
  /** By lesson: what was chosen, what came of it, and the text of a lesson that came as a file. */
  progress: { key: string; value: { readonly lesson: string; readonly state: Json } };
}

export type Database = IDBPDatabase<FaultlineSchema>;
export type StoreName = keyof {
  [Name in keyof FaultlineSchema as string extends Name ? never : number extends Name ? never : Name]: true;
};

/** What a change to a run may touch. One list, so that the parts of such a change share one transaction type. */
export const RUN_STORES = ['runs', 'tails', 'events', 'artifacts', 'previews', 'cards', 'settings'] as const;
export type RunTransaction = IDBPTransaction<FaultlineSchema, typeof RUN_STORES, 'readwrite'>;
