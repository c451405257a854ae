import type { Span } from '../model/flow';
import type { Problem } from '../model/problem';

/** The words of a problem; where it stands comes from a span. */
export type ProblemWords = Omit<Problem, 'line' | 'column' | 'endLine' | 'endColumn'>;

/** A problem that the editor underlines at `span`. */
export const problemAt = (span: Span, words: ProblemWords): Problem => ({
  ...words,
  line: span.line,
  column: span.column,
  endLine: span.endLine,
  endColumn: span.endColumn,
});

/** A problem for which Metaflow names no line: `line` is 0. */
export const problemOfFlow = (words: ProblemWords): Problem => ({
  ...words,
  line: 0,
  column: 0,
  endLine: 0,
  endColumn: 0,
});
