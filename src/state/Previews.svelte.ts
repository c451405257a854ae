import type { ArtifactPreview } from '../model/artifact';
import type { ContentHash } from '../model/ids';

/** What people see of artifacts, loaded when one is looked at. */
export class Previews {
  readonly #load: (hashes: readonly ContentHash[]) => Promise<ReadonlyMap<ContentHash, ArtifactPreview>>;
  readonly #asked = new Set<ContentHash>();
  #known = $state.raw<ReadonlyMap<ContentHash, ArtifactPreview>>(new Map());

  constructor(load: (hashes: readonly ContentHash[]) => Promise<ReadonlyMap<ContentHash, ArtifactPreview>>) {
    this.#load = load;
  }

  get known(): ReadonlyMap<ContentHash, ArtifactPreview> {
    return this.#known;
  }

  /** Asks once for each; one that is not stored stays unknown. */
  async want(hashes: readonly ContentHash[]): Promise<void> {
    const fresh = hashes.filter((hash) => !this.#asked.has(hash));
    if (fresh.length === 0) return;
    for (const hash of fresh) this.#asked.add(hash);
    const found = await this.#load(fresh);
    this.#known = new Map([...this.#known, ...found]);
  }
}
