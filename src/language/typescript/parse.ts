import type { Tree, SyntaxNodeRef } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { FINE_GRAINED, parsedBy, type Parsed } from '../parsed';

const typescript = parser.configure({ dialect: 'ts', ...FINE_GRAINED });

/** Parses TypeScript, anew or from what `before` left unchanged. */
export const parseText = (text: string, before: Parsed | null): Parsed =>
  parsedBy(typescript, withoutExports(text), before);

/** As {@link parseText}, for a text that is parsed once. */
export const parseOnce = (text: string): Tree => typescript.parse(withoutExports(text));

/** Lezer takes decorators before `class` only, not before `export`: blanks stand there for it. Offsets stay. */
const withoutExports = (text: string): string =>
  text.replace(/\bexport\s+(?:default\s+)?(?=@|(?:abstract\s+)?class\s+(?!extends\b)[\w$])/g, (word) =>
    word.replace(/[^\r\n]/g, ' '),
  );

/** Whether TypeScript would refuse the text that a tree was parsed from, as far as its nodes tell. */
export const hasErrors = (tree: Tree, text: string): boolean => firstErrorOf(tree, text) !== null;

/** The first place that cannot be read, by the order of the text. */
export function firstErrorOf(tree: Tree, text: string): { readonly from: number; readonly to: number } | null {
  let found: { readonly from: number; readonly to: number } | null = null;
  let misreadTo = 0;
  tree.iterate({
    enter: (node) => {
      if (found || !node.type.isError || node.from < misreadTo) return !found;
      if (isMisread(node, text)) misreadTo = endOfLine(text, node.from);
      else found = { from: node.from, to: node.to };
      return !found;
    },
  });
  return found;
}

/**
 * Where Lezer stumbles and TypeScript does not: `[this.a, this.b] = …`, `(this.a as X) = …`, and tuples whose parts have
 * names. What Lezer makes of the rest of such a line means nothing.
 */
function isMisread({ from, to, node }: SyntaxNodeRef, text: string): boolean {
  const before = node.prevSibling ?? node.parent?.prevSibling;
  if (text.slice(from, to) === '=') return /^(?:Array|Parenthesized|Object)Expression$/.test(before?.name ?? '');
  let around = node.parent;
  while (around && around.name !== 'TupleType') around = around.parent;
  return around !== null;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
