import type { ArtifactRef } from '../../../src/model/artifact';
import type { ContentHash } from '../../../src/model/ids';
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
    const bytes = this.bytes(name);
    if (!bytes) throw new TypeError(`The order lacks the bytes of artifact ${name}.`);
    return restore(bytes);
  }

  bytes(name: string): Uint8Array | undefined {
    const ref = this.#refs.get(name);
    return ref && this.#blobs.get(ref.hash);
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
 * All artifacts of a task: what it inherited, with `values` over it. Those whose bytes are not what was inherited come
 * with content. Metaflow takes names from the last.
 */
export function save(values: ReadonlyMap<string, unknown>, inherited: Artifacts): SavedArtifact[] {
  const saved = new Map<string, SavedArtifact>();
  for (const ref of inherited.refs) saved.set(ref.name, ref);
  for (const name of [...values.keys()].sort().reverse()) {
    const value = values.get(name);
    const bytes = dump(name, value);
    const type = typeNameOf(value);
    const ref = inherited.ref(name);
    if (ref?.type === type && isSame(bytes, inherited.bytes(name))) continue;
    saved.set(name, { name, type, content: { bytes, preview: preview(value) } });
  }
  return [...saved.values()];
}

const isSame = (some: Uint8Array, others: Uint8Array | undefined): boolean =>
  some.length === others?.length && some.every((byte, at) => byte === others[at]);
