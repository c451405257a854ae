import type { SyntaxNodeRef, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { FINE_GRAINED, parsedBy, type Parsed } from '../parsed';

const python = parser.configure(FINE_GRAINED);

/** Parses Python, anew or from what `before` left unchanged. */
export const parseText = (text: string, before: Parsed | null): Parsed => parsedBy(python, text, before);

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
