import type { ArtifactContent, ArtifactPreview } from '../model/artifact';
import type { RunEvent } from '../model/events';
import type { ContentHash, RunId } from '../model/ids';
import { instantOf, ZERO } from '../model/time';
import type { StoredRun } from '../protocol/engine';
import type {
  ArtifactStore,
  CardStore,
  EventLog,
  RunIndex,
  RunLocks,
  RunStores,
  SnapshotStore,
} from '../runtime/ports';
import { usesOf, usesOfSetup } from './contents';
import { drivenElsewhere, runNotFound } from './errors';
import { checkFollows } from './eventLog';
import { asNumber, freeId } from './keys';
import { ownLocks } from './locks';

/** A run in memory: its row, its log, and the contents that it refers to. */
interface Entry {
  run: StoredRun;
  readonly log: RunEvent[];
  readonly uses: Set<ContentHash>;
}

/** What a page or worker keeps in memory: gone with it, shared with nobody. */
interface Memory {
  readonly runs: Map<string, Entry>;
  readonly latest: Map<string, RunId>;
  readonly contents: Map<ContentHash, ArtifactContent>;
  /** Of values whose bytes are elsewhere. */
  readonly previews: Map<ContentHash, ArtifactPreview>;
  readonly cards: Map<ContentHash, string>;
  runCount: number;
}

/** The stores of a run where the browser keeps nothing. They keep the promises of those in the database. */
export function memoryRunStores(): RunStores {
  const memory: Memory = {
    runs: new Map(),
    latest: new Map(),
    contents: new Map(),
    previews: new Map(),
    cards: new Map(),
    runCount: 0,
  };
  const locks = ownLocks();
  return {
    log: memoryLog(memory),
    runs: memoryIndex(memory, locks),
    artifacts: memoryArtifacts(memory),
    cards: memoryCards(memory),
    snapshots: memorySnapshots(),
    locks,
  };
}

function entryOf(memory: Memory, run: RunId): Entry {
  const entry = memory.runs.get(run);
  if (!entry) throw runNotFound(run);
  return entry;
}

function memoryLog(memory: Memory): EventLog {
  const log: EventLog = {
    async commit(commit) {
      const { run, events, artifacts, cards, end } = commit;
      const entry = entryOf(memory, run);
      const [first, last] = [events[0], events.at(-1)];
      if (first) checkFollows({ run, length: entry.log.length }, first);
      entry.log.push(...events);
      entry.run = { ...entry.run, ...end, duration: last ? instantOf(last.at) : entry.run.duration };
      putAll(memory, entry, artifacts);
      cards.forEach(({ hash, html }) => memory.cards.set(hash, html));
      usesOf(commit).forEach((hash) => entry.uses.add(hash));
    },
    append: (run, events) => log.commit({ run, events, artifacts: [], cards: [] }),
    read: async (run, fromSeq = 0) => memory.runs.get(run)?.log.slice(fromSeq) ?? [],
  };
  return log;
}

function memoryIndex(memory: Memory, locks: RunLocks): RunIndex {
  return {
    async create(run, parameters = []) {
      memory.runCount += 1;
      const id = freeId(run.id, memory.runs);
      const stored: StoredRun = { ...run, id, number: memory.runCount, duration: ZERO };
      const entry: Entry = { run: stored, log: [], uses: new Set(usesOfSetup(run.setup)) };
      memory.runs.set(id, entry);
      putAll(memory, entry, parameters);
      return stored;
    },
    async update(run, changes) {
      const entry = entryOf(memory, run);
      entry.run = { ...entry.run, ...changes };
      return entry.run;
    },
    async get(name) {
      const number = asNumber(name);
      const entry = memory.runs.get(name) ?? [...memory.runs.values()].find(({ run }) => run.number === number);
      return entry?.run ?? null;
    },
    list: async () => [...memory.runs.values()].map(({ run }) => run).sort((a, b) => b.number - a.number),
    latest: async (flowName) => memory.latest.get(flowName) ?? null,
    async setLatest(flowName, run) {
      memory.latest.set(flowName, run);
    },
    async delete(run) {
      if (await locks.isDriven(run)) throw drivenElsewhere(run);
      forget(memory, run);
    },
  };
}

function forget(memory: Memory, run: RunId): void {
  const entry = memory.runs.get(run);
  if (!entry) return;
  memory.runs.delete(run);
  if (memory.latest.get(entry.run.flowName) === run) memory.latest.delete(entry.run.flowName);
  const others = [...memory.runs.values()];
  for (const hash of entry.uses) {
    if (others.some(({ uses }) => uses.has(hash))) continue;
    memory.contents.delete(hash);
    memory.previews.delete(hash);
    memory.cards.delete(hash);
  }
}

function memoryArtifacts(memory: Memory): ArtifactStore {
  const found = (hashes: readonly ContentHash[]): ArtifactContent[] =>
    hashes.map((hash) => memory.contents.get(hash)).filter((content) => content !== undefined);
  return {
    async putAll(contents, run) {
      putAll(memory, entryOf(memory, run), contents);
    },
    getAll: async (hashes) => new Map(found(hashes).map(({ hash, bytes }) => [hash, bytes])),
    previews: async (hashes) =>
      new Map(
        hashes.flatMap((hash) => {
          const content = memory.contents.get(hash);
          const preview = content === undefined ? memory.previews.get(hash) : content.preview; // `null` is one, too.
          return preview === undefined ? [] : [[hash, preview] as const];
        }),
      ),
    async putPreviews(previews) {
      for (const [hash, preview] of previews) if (!memory.previews.has(hash)) memory.previews.set(hash, preview);
    },
  };
}

function putAll(memory: Memory, entry: Entry, contents: readonly ArtifactContent[]): void {
  for (const content of contents) {
    entry.uses.add(content.hash);
    memory.contents.set(content.hash, content);
  }
}

const memoryCards = (memory: Memory): CardStore => ({
  get: async (hash) => memory.cards.get(hash) ?? null,
});

/** Within one visit the runtime holds the snapshot itself. */
const memorySnapshots = (): SnapshotStore => ({
  get: () => Promise.resolve(null),
  put: () => Promise.resolve(),
});
