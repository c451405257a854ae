import type { SyntaxNode, SyntaxNodeRef, Tree } from '@lezer/common';
import { childrenOf } from './tree';
import type { Lines } from '../lines';

/**
 * The first statement that stands further in or out than its siblings, or null. Lezer lets a line end a block at any
 * depth; Python takes only depths that are open.
 */
export function firstMisplaced(tree: Tree, lines: Lines): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  tree.iterate({
    enter: (ref) => {
      if (found === null && isBlock(ref)) found = misplacedIn(ref.node, lines, ref.name === 'Script' ? 1 : null);
      return found === null;
    },
  });
  return found;
}

const isBlock = ({ name }: SyntaxNodeRef): boolean => name === 'Body' || name === 'Script' || name === 'MatchBody';

function misplacedIn(block: SyntaxNode, lines: Lines, first: number | null): SyntaxNode | null {
  let column = first;
  for (const statement of childrenOf(block)) {
    if (['Comment', ':', '⚠'].includes(statement.name)) continue;
    // A block on the line of its own colon has no depth.
    const own = lines.span(statement.from, statement.from);
    if (column === null && own.line === lines.lineAt(block.from)) return null;
    column ??= own.column;
    if (own.column !== column) return statement;
  }
  return null;
}
