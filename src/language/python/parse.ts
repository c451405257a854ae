import { TreeFragment, type SyntaxNodeRef, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';

/** A text's tree, and what the next parse of a changed text can take from it. */
export interface Parsed {
  readonly text: string;
  readonly tree: Tree;
  readonly fragments: readonly TreeFragment[];
}

/** Parses `text`, anew or from what `before` left unchanged. The tree is the same either way. */
export function parseText(text: string, before: Parsed | null): Parsed {
  if (before?.text === text) return before;
  const kept = before ? TreeFragment.applyChanges(before.fragments, [changeBetween(before.text, text)]) : [];
  const tree = parser.parse(text, kept);
  return { text, tree, fragments: TreeFragment.addTree(tree, kept) };
}

/** Whether Python would refuse the text that a tree was parsed from, as far as its nodes tell. */
export function hasErrors(tree: Tree, text: string): boolean {
  let found = false;
  tree.iterate({
    enter: (node) => {
      found ||= node.type.isError || isRefused(node, text);
      return !found;
    },
  });
  return found;
}

/** What Lezer takes and Python does not: Python 2's print, a string that ends with its line. */
function isRefused({ name, from, to }: SyntaxNodeRef, text: string): boolean {
  if (name === 'PrintStatement') return true;
  if (name !== 'String' && name !== 'FormatString') return false;
  const [, quote = ''] = /^[a-z]*("""|'''|"|')/i.exec(text.slice(from, Math.min(to, from + 6))) ?? [];
  return !text.slice(from, to).endsWith(quote) || to - from < 2 * quote.length;
}

/** The one range that differs: what stands between the common head and the common tail. */
function changeBetween(before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { fromA: head, toA: before.length - tail, fromB: head, toB: after.length - tail };
}
