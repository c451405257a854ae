import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ArtifactRef } from '../../../src/model/artifact';
import { asContentHash, type ContentHash } from '../../../src/model/ids';
import type { SavedArtifact } from '../../../src/protocol/flowHost';
import { typeNameOf } from '../run/typeName';
import { preview } from '../run/preview';
import { dump, restore } from './serialise';

type Blobs = ReadonlyMap<ContentHash, Uint8Array>;

/** Artifacts of a task by name, in the order in which they were saved. Values are read when first asked for. */
export class Artifacts {
  readonly #refs: Map<string, ArtifactRef>;
  readonly #blobs: Blobs;

  constructor(refs: readonly ArtifactRef[], blobs: Blobs) {
    this.#refs = new Map(refs.map((ref) => [ref.name, ref]));
    this.#blobs = blobs;
  }

  get refs(): Iterable<ArtifactRef> {
    return this.#refs.values();
  }

  ref(name: string): ArtifactRef | undefined {
    return this.#refs.get(name);
  }

  /** A copy of its own at each call. */
  read(name: string): unknown {
    const ref = this.#refs.get(name);
    const bytes = ref && this.#blobs.get(ref.hash);
    if (!bytes) throw new TypeError(`The order lacks the bytes of artifact ${name}.`);
    return restore(bytes);
  }

  drop(name: string): void {
    this.#refs.delete(name);
  }

  /** By reference: the value is not read. */
  passDown(ref: ArtifactRef): void {
    this.#refs.set(ref.name, ref);
  }
}

/**
 * All artifacts of a task: what it inherited, with `values` over it. Those whose bytes nobody has yet (`known` has
 * hashes) come with content. Metaflow takes names from the last.
 */
export function save(
  values: ReadonlyMap<string, unknown>,
  inherited: Iterable<ArtifactRef>,
  known: ReadonlySet<string>,
): SavedArtifact[] {
  const saved = new Map<string, SavedArtifact>();
  for (const { name, hash, sizeBytes, type } of inherited) saved.set(name, { name, hash, sizeBytes, type });
  for (const name of [...values.keys()].sort().reverse()) {
    const value = values.get(name);
    const bytes = dump(name, value);
    const hash = asContentHash(bytesToHex(sha256(bytes)));
    const ref = { name, hash, sizeBytes: bytes.length, type: typeNameOf(value) };
    saved.set(name, known.has(hash) ? ref : { ...ref, content: { bytes, preview: preview(value) } });
  }
  return [...saved.values()];
}
