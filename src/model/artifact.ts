import type { ContentHash } from './ids';
import type { Json } from './json';

/** A named value that a task left, by content. */
export interface ArtifactRef {
  readonly name: string;
  readonly hash: ContentHash;
  readonly sizeBytes: number;
  /** The language's own name of the type: `int`, `DataFrame`, `Map`. */
  readonly type: string;
}

/**
 * What people and programs see of a value without loading it: itself where JSON holds it exactly, else
 * `{ type, repr }` and the other forms of `tests/conformance/README.md`. At most about 4,000 characters.
 */
export type ArtifactPreview = Json;

/** An artifact's content: the bytes that the language serialised (pickle, devalue), and their preview. */
export interface ArtifactContent {
  readonly hash: ContentHash;
  readonly bytes: Uint8Array;
  readonly preview: ArtifactPreview;
}

/** A card's HTML under the hash that its `CardRef` carries. */
export interface CardContent {
  readonly hash: ContentHash;
  readonly html: string;
}

/** The wrapper that `@catch` stores, as a preview. */
export interface CaughtException {
  /** Class name without its module, and the text. */
  readonly exception: string;
  readonly message: string;
}
