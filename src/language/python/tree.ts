import type { SyntaxNode } from '@lezer/common';
import { textOf, type Source } from '../source';

const NOT_VALUES = new Set(['(', ')', '[', ']', '{', '}', ',', ':', 'Comment', '⚠']);

/** A node's children, in source order. */
export function* childrenOf(node: SyntaxNode | null): Generator<SyntaxNode> {
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) yield child;
}

/** Children without brackets, commas, comments and error marks. */
export function* valuesOf(node: SyntaxNode | null): Generator<SyntaxNode> {
  for (const child of childrenOf(node)) if (!NOT_VALUES.has(child.name)) yield child;
}

/** What a call was given. `spread` says that `*args` or `**kwargs` were among it. */
export interface CallArguments {
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
  readonly spread: boolean;
}

/** Reads an `ArgList`; null has no arguments. */
export function argumentsOf(source: Source, list: SyntaxNode | null): CallArguments {
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  let name: string | null = null;
  let spread = false;
  let skip = false;
  for (const child of childrenOf(list)) {
    if (child.name === '*' || child.name === '**') {
      spread = true;
      skip = true;
    } else if (child.nextSibling?.name === 'AssignOp') name = textOf(source, child);
    else if (child.name !== 'AssignOp' && !NOT_VALUES.has(child.name)) {
      if (name !== null) named.set(name, child);
      else if (!skip) positional.push(child);
      [name, skip] = [null, false];
    }
  }
  return { positional, named, spread };
}

/** Key and value of each entry of a `DictionaryExpression`; spreads (`**other`) come as a key of null. */
export function* entriesOf(node: SyntaxNode): Generator<readonly [SyntaxNode | null, SyntaxNode]> {
  let key: SyntaxNode | null = null;
  for (const child of valuesOf(node)) {
    if (child.name === '**') continue;
    if (child.prevSibling?.name === '**') yield [null, child];
    else if (key) {
      yield [key, child];
      key = null;
    } else key = child;
  }
}

/** The expression inside any number of parentheses. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  if (node.name !== 'ParenthesizedExpression') return node;
  const [inner] = valuesOf(node);
  return inner ? unwrapped(inner) : node;
}

/** `NAME` of `….NAME`, null for anything else (also for `…[0]`). */
export function attributeOf(source: Source, node: SyntaxNode): string | null {
  if (node.name !== 'MemberExpression' || node.lastChild?.name !== 'PropertyName') return null;
  return textOf(source, node.lastChild);
}

/** `NAME` of `self.NAME`, literally `self`, as Metaflow's parser wants it. */
export function selfAttributeOf(source: Source, node: SyntaxNode): string | null {
  const object = node.firstChild;
  return object?.name === 'VariableName' && textOf(source, object) === 'self' ? attributeOf(source, node) : null;
}
