import type { SyntaxNode, Tree } from '@lezer/common';
import { textOf, type Piece, type Source, type TextRange } from '../source';
import { docBefore } from './docComment';
import { writtenName } from './names';
import { childrenOf } from './tree';

/** A class statement at top level. */
export interface ClassText {
  readonly name: string;
  readonly nameRange: TextRange;
  /** The statement with its decorators and `export`. Ranges are in the file's offsets. */
  readonly range: TextRange;
  /** What it extends: `FlowSpec`, `fl.FlowSpec`. */
  readonly base: string | null;
  /** `export default`. */
  readonly isDefault: boolean;
  readonly doc: string | null;
  readonly decorators: readonly Piece[];
  readonly members: readonly Piece[];
}

/** A file cut into what the reader looks at, whichever way it was parsed. */
export interface TypeScriptModule {
  /** Top-level statements that are no classes. */
  readonly statements: readonly Piece[];
  readonly classes: readonly ClassText[];
}

/** Cuts a file that parsed without errors. */
export function moduleOf(source: Source, tree: Tree): TypeScriptModule {
  const statements: Piece[] = [];
  const classes: ClassText[] = [];
  for (const node of childrenOf(tree.topNode)) {
    const found = classOf(source, node);
    if (found) classes.push(found);
    else statements.push({ source, node });
  }
  return { statements, classes };
}

/** `export default abstract` before the word `class`, or before its decorators. */
const EXPORT = /\bexport\s+(default\s+)?(?:abstract\s+)?$/;

/** Reads a class statement that has a name; null for any other. */
export function classOf(source: Source, node: SyntaxNode): ClassText | null {
  const word = node.name === 'ClassDeclaration' ? node.getChild('class') : null;
  const nameNode = node.getChild('VariableDefinition');
  if (!word || !nameNode) return null;
  const exported = EXPORT.exec(source.text.slice(0, word.from)) ?? EXPORT.exec(source.text.slice(0, node.from));
  const from = Math.min(node.from, exported?.index ?? node.from);
  const pieceOf = (part: SyntaxNode): Piece => ({ source, node: part });
  return {
    name: textOf(source, nameNode),
    nameRange: moved(source, nameNode),
    range: moved(source, { from, to: node.to }),
    base: writtenName(source, node.getChild('extends')?.nextSibling ?? null),
    isDefault: exported?.[1] !== undefined,
    doc: docBefore(source, node),
    decorators: node.getChildren('Decorator').map(pieceOf),
    members: [...childrenOf(node.getChild('ClassBody'))].map(pieceOf),
  };
}

/** A node's range in the file. */
export const moved = ({ shift }: Source, { from, to }: TextRange): TextRange => ({
  from: from + shift,
  to: to + shift,
});
