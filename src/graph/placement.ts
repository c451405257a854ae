/** A size in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place in px, from the drawing's top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What an engine is given: boxes and edges that exist, none from a box to itself. */
export interface Boxes {
  readonly sizes: ReadonlyMap<string, Size>;
  readonly edges: readonly (readonly [from: string, to: string])[];
}

/** What an engine gives: centres by name, and the bends of each edge, in the order of `edges`. */
export interface Placement {
  readonly centres: ReadonlyMap<string, Point>;
  readonly bends: readonly (readonly Point[])[];
}

/** Gaps between columns and between the boxes of one column, in px. */
export const COLUMN_GAP = 28;
export const ROW_GAP = 16;
