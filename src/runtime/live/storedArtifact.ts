import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ArtifactContent, ArtifactRef } from '../../model/artifact';
import { asContentHash, type ContentHash } from '../../model/ids';
import type { SavedArtifact } from '../../protocol/flowHost';

/** An artifact as runs refer to it, and what is to be kept of one that is new. */
export interface StoredArtifact {
  readonly ref: ArtifactRef;
  readonly content: ArtifactContent | null;
}

/** An artifact that a worker handed out, as it is stored. */
export function storedArtifact(saved: SavedArtifact): StoredArtifact {
  const { name, type } = saved;
  if ('hash' in saved) return { ref: { name, hash: saved.hash, sizeBytes: saved.sizeBytes, type }, content: null };
  const { bytes, preview } = saved.content;
  const hash = contentHash(bytes);
  return { ref: { name, hash, sizeBytes: bytes.length, type }, content: { hash, bytes, preview } };
}

/** Names an artifact by a hash that is not among the `known`: its worker was never given such bytes. */
export const isForeign = (saved: SavedArtifact, known: ReadonlyMap<ContentHash, unknown>): boolean =>
  'hash' in saved && !known.has(saved.hash);

/** What bytes are stored under. */
export const contentHash = (bytes: Uint8Array): ContentHash => asContentHash(bytesToHex(sha256(bytes)));
