import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../model/flow';
import type { Lines } from './lines';

/** A range of a text, as syntax nodes have it. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The text that a tree was parsed from, and where it stands in the file: a piece that was parsed by itself is moved by
 * `shift` to get the file's offsets.
 */
export interface Source {
  readonly text: string;
  readonly shift: number;
  readonly lines: Lines;
}

/** A node together with the text it belongs to. */
export interface Piece {
  readonly source: Source;
  readonly node: SyntaxNode;
}

export const textOf = (source: Source, { from, to }: TextRange): string => source.text.slice(from, to);

/** Where a node's text stands in the file, without the blanks that Lezer's statements take in at their end. */
export function spanOf(source: Source, { from, to }: TextRange): Span {
  const trimmed = from + source.text.slice(from, to).trimEnd().length;
  return source.lines.span(from + source.shift, Math.max(trimmed, from) + source.shift);
}
