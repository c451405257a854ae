import type { Tree, SyntaxNodeRef } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { parsedBy, type Parsed } from '../parsed';

const typescript = parser.configure({ dialect: 'ts' });

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
  tree.iterate({
    enter: (node) => {
      if (!found && node.type.isError && !isMisread(node, text)) found = { from: node.from, to: node.to };
      return !found;
    },
  });
  return found;
}

/** `[this.a, this.b] = …` and `(this.a as X) = …`: Lezer stumbles over the `=`, TypeScript does not. */
function isMisread({ from, to, node }: SyntaxNodeRef, text: string): boolean {
  const before = node.prevSibling ?? node.parent?.prevSibling;
  return text.slice(from, to) === '=' && /^(?:Array|Parenthesized|Object)Expression$/.test(before?.name ?? '');
}
