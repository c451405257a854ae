/** A text edit that mends a problem. Offsets are UTF-16 positions in the source. */
export interface QuickFix {
  readonly title: string;
  readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

/**
 * Something to say about a source text, where it stands. Lines and columns count from 1; the end is exclusive.
 * `line` is 0 where Metaflow names none. `headline` and `message` are Metaflow's own where it has one.
 */
export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly headline: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What the quick fix does, in words. */
  readonly fix?: string;
  readonly quickFix?: QuickFix;
}
