import type { SyntaxNode } from '@lezer/common';
import { textOf, type Source } from '../source';
import { textValueOf } from './strings';

const NOT_VALUES = new Set(['(', ')', '[', ']', '{', '}', ',', ':', 'LineComment', 'BlockComment', '⚠']);

/** A node's children, in source order. */
export function* childrenOf(node: SyntaxNode | null): Generator<SyntaxNode> {
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) yield child;
}

/** Children without brackets, commas, comments and error marks. */
export function* valuesOf(node: SyntaxNode | null): Generator<SyntaxNode> {
  for (const child of childrenOf(node)) if (!NOT_VALUES.has(child.name)) yield child;
}

/** What a call was given, in order. */
export const argumentsOf = (call: SyntaxNode | null): readonly SyntaxNode[] => [
  ...valuesOf(call?.getChild('ArgList') ?? null),
];

/** One entry of an `ObjectExpression`. `name` is null where it is computed, or the entry is a spread. */
export interface Entry {
  readonly name: string | null;
  readonly key: SyntaxNode;
  /** Of `{ name }` the name itself. */
  readonly value: SyntaxNode;
}

/** The entries of an object, in order; those whose value is still missing are left out. */
export function entriesOf(source: Source, object: SyntaxNode | null): readonly Entry[] {
  const properties = object?.name === 'ObjectExpression' ? object.getChildren('Property') : [];
  return properties.flatMap((property): readonly Entry[] => {
    const [key, value = key] = valuesOf(property);
    if (!key || !value) return [];
    const isComputed = property.firstChild?.name === '[';
    if (property.getChild(':') && key === value) return [];
    return [{ name: isComputed ? null : keyNameOf(source, key), key, value }];
  });
}

function keyNameOf(source: Source, key: SyntaxNode): string | null {
  if (key.name === 'PropertyDefinition' || key.name === 'VariableName') return textOf(source, key);
  if (key.name === 'Number') return String(Number(textOf(source, key).replaceAll('_', '')));
  return textValueOf(source, key);
}

/** Entries by name: what a decorator, a parameter or `this.next` was given as options. */
export const optionsOf = (source: Source, object: SyntaxNode | null): ReadonlyMap<string, SyntaxNode> =>
  new Map(entriesOf(source, object).flatMap(({ name, value }) => (name === null ? [] : [[name, value]])));

/** The expression inside any number of parentheses, `as` and `satisfies`, `!`. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  const isCast = node.name === 'BinaryExpression' && (node.getChild('as') ?? node.getChild('satisfies'));
  if (node.name !== 'ParenthesizedExpression' && node.name !== 'PostfixExpression' && !isCast) return node;
  const [inner] = valuesOf(node);
  return inner ? unwrapped(inner) : node;
}

/** `NAME` of `this.NAME` and of `this?.NAME`, null for anything else. */
export function thisMemberOf(source: Source, node: SyntaxNode | null): string | null {
  if (node?.name !== 'MemberExpression' || node.firstChild?.name !== 'this') return null;
  return node.lastChild?.name === 'PropertyName' ? textOf(source, node.lastChild) : null;
}
