import type { SyntaxNode, Tree } from '@lezer/common';
import type { Piece, Source, TextRange } from '../source';
import { textOf } from '../source';
import { argumentsOf, childrenOf } from './tree';

/** A class statement at top level. */
export interface ClassText {
  readonly name: string;
  readonly nameRange: TextRange;
  /** The statement with its decorators. Ranges are in the file's offsets. */
  readonly range: TextRange;
  readonly bases: readonly string[];
  readonly decorators: readonly Piece[];
  /** The statements of its body; a decorated method is one. */
  readonly members: readonly Piece[];
  /** What the docstring is read from. */
  readonly body: Piece | null;
}

/** A file cut into what the reader looks at, whichever way it was parsed. */
export interface PythonModule {
  /** Top-level statements that are no classes. */
  readonly statements: readonly Piece[];
  readonly classes: readonly ClassText[];
}

/** Cuts a file that parsed without errors. */
export function moduleOf(source: Source, tree: Tree): PythonModule {
  const statements: Piece[] = [];
  const classes: ClassText[] = [];
  for (const node of childrenOf(tree.topNode)) {
    const found = classOf(source, node);
    if (found) classes.push(found);
    else statements.push({ source, node });
  }
  return { statements, classes };
}

/** Reads a class statement, decorated or not; null for any other. */
export function classOf(source: Source, node: SyntaxNode): ClassText | null {
  const definition = node.name === 'ClassDefinition' ? node : node.getChild('ClassDefinition');
  const nameNode = definition?.getChild('VariableName');
  if (!definition || !nameNode) return null;
  const body = definition.getChild('Body');
  const pieceOf = (part: SyntaxNode): Piece => ({ source, node: part });
  return {
    name: textOf(source, nameNode),
    nameRange: moved(source, nameNode),
    range: moved(source, node),
    bases: argumentsOf(source, definition.getChild('ArgList')).positional.map((base) => textOf(source, base)),
    decorators: node.getChildren('Decorator').map(pieceOf),
    members: [...childrenOf(body)].map(pieceOf),
    body: body && pieceOf(body),
  };
}

/** A node's range in the file. */
export const moved = ({ shift }: Source, { from, to }: TextRange): TextRange => ({
  from: from + shift,
  to: to + shift,
});
