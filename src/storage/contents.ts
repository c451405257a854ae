import type { ArtifactContent, CardContent } from '../model/artifact';
import type { EventFact } from '../model/events';
import type { ContentHash } from '../model/ids';
import type { RunSetup } from '../model/setup';
import type { RunCommit } from '../runtime/ports';
import type { RunTransaction } from './schema';

/** Above this an artifact is kept as a Blob. Measured: a megabyte is where arrays begin to cost more. */
const ARRAY_BYTES_MAX = 1_000_000;

/** Adds the artifacts that are not there yet. */
export async function putArtifacts(tx: RunTransaction, contents: readonly ArtifactContent[]): Promise<void> {
  await Promise.all(
    contents.map(async ({ hash, bytes, preview }) => {
      if (await tx.objectStore('artifacts').getKey(hash)) return;
      // First what may throw at once, when it cannot be cloned: the other request would fall unheard.
      await Promise.all([
        tx.objectStore('previews').put({ hash, sizeBytes: bytes.byteLength, preview }),
        tx.objectStore('artifacts').put({ hash, bytes: packed(bytes) }),
      ]);
    }),
  );
}

/** A copy of no more than the bytes: a stored view would take its whole buffer along, an interpreter's memory perhaps. */
function packed(bytes: Uint8Array): Uint8Array<ArrayBuffer> | Blob {
  const own = new Uint8Array(bytes);
  return own.byteLength > ARRAY_BYTES_MAX ? new Blob([own]) : own;
}

/** The bytes as they were given. Only outside a transaction, since a Blob is read in its own time. */
export const unpacked = async (bytes: Uint8Array | Blob): Promise<Uint8Array> =>
  bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes;

export async function putCards(tx: RunTransaction, cards: readonly CardContent[]): Promise<void> {
  await Promise.all(cards.map(({ hash, html }) => tx.objectStore('cards').put({ hash, html })));
}

/** The contents that a commit brings or that its events refer to, each once. */
export const usesOf = ({ events, artifacts, cards }: RunCommit): ContentHash[] => [
  ...new Set([...events.flatMap(usesOfEvent), ...[...artifacts, ...cards].map(({ hash }) => hash)]),
];

/** The artifacts that a run refers to before its first event: its parameters, and what it is to clone. */
export const usesOfSetup = ({ parameters, clones }: RunSetup): ContentHash[] => [
  ...new Set([...parameters, ...clones.flatMap((clone) => clone.artifacts)].map(({ hash }) => hash)),
];

function usesOfEvent(event: EventFact): ContentHash[] {
  switch (event.type) {
    case 'run-started':
      return event.parameters.map(({ hash }) => hash);
    case 'task-cloned':
      return event.artifacts.map(({ hash }) => hash);
    case 'attempt-succeeded':
      return [...event.artifacts, ...event.cards].map(({ hash }) => hash);
    case 'card-refreshed':
      return [event.card.hash];
    case 'attempt-failed':
      return (event.artifacts ?? []).map(({ hash }) => hash);
    case 'attempt-started':
    case 'output':
    case 'metadata-set':
    case 'service-called':
    case 'fault-struck':
    case 'wait-ended':
    case 'exit-hook-called':
    case 'run-succeeded':
    case 'run-failed':
    case 'run-cancelled':
      return [];
  }
}
