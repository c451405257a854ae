import type { ContentHash } from '../../model/ids';
import type { ArtifactStore } from '../ports';

/** Artifact bytes that a run read or wrote lately, so that successors need not read them from the disk again. */
export class BlobCache {
  readonly #store: ArtifactStore;
  readonly #sizeBytesMax: number;
  readonly #blobs = new Map<ContentHash, Uint8Array>();
  #sizeBytes = 0;

  constructor(store: ArtifactStore, sizeBytesMax: number) {
    this.#store = store;
    this.#sizeBytesMax = sizeBytesMax;
  }

  add(hash: ContentHash, bytes: Uint8Array): void {
    if (this.#blobs.has(hash)) return;
    this.#blobs.set(hash, bytes);
    this.#sizeBytes += bytes.byteLength;
    for (const [oldest, blob] of this.#blobs) {
      if (this.#sizeBytes <= this.#sizeBytesMax) return;
      this.#blobs.delete(oldest);
      this.#sizeBytes -= blob.byteLength;
    }
  }

  async getAll(hashes: ReadonlySet<ContentHash>): Promise<ReadonlyMap<ContentHash, Uint8Array>> {
    const found = new Map<ContentHash, Uint8Array>();
    const missing: ContentHash[] = [];
    for (const hash of hashes) {
      const bytes = this.#blobs.get(hash);
      if (bytes === undefined) missing.push(hash);
      else found.set(hash, bytes);
    }
    if (missing.length === 0) return found;
    for (const [hash, bytes] of await this.#store.getAll(missing)) {
      found.set(hash, bytes);
      this.add(hash, bytes);
    }
    return found;
  }
}
