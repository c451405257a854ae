import { TreeFragment, type Parser, type Tree } from '@lezer/common';

/**
 * What Lezer packs together, in characters, it can only parse together: with its own 1,024 a letter in the middle of a
 * flow takes six times as long, since half a class is parsed anew.
 */
export const FINE_GRAINED = { bufferLength: 128 };

/** A text's tree, and what the next parse of a changed text can take from it. */
export interface Parsed {
  readonly text: string;
  readonly tree: Tree;
  readonly fragments: readonly TreeFragment[];
}

/**
 * Parses `text`, anew or from what `before` left unchanged. The tree is the same either way, but for how Lezer goes on
 * after an error.
 */
export function parsedBy(parser: Parser, text: string, before: Parsed | null): Parsed {
  if (before?.text === text) return before;
  const kept = before ? TreeFragment.applyChanges(before.fragments, [changeBetween(before.text, text)]) : [];
  const tree = parser.parse(text, kept);
  return { text, tree, fragments: TreeFragment.addTree(tree, kept) };
}

/** The one range that differs: what stands between the common head and the common tail. */
export function changeBetween(before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { fromA: head, toA: before.length - tail, fromB: head, toB: after.length - tail };
}
