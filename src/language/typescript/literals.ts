import type { SyntaxNode } from '@lezer/common';
import type { SourceValue } from '../../model/flow';
import type { Json } from '../../model/json';
import { textOf, type Source } from '../source';
import { textValueOf } from './strings';
import { entriesOf, unwrapped, valuesOf } from './tree';

/** Stands for "not a literal": `undefined` is no value of JSON. */
type Read = Json | undefined;

/** The value of an expression that needs no running and that JSON holds exactly, else its text. */
export function sourceValueOf(source: Source, node: SyntaxNode): SourceValue {
  const value = jsonOf(source, unwrapped(node));
  return value === undefined ? { kind: 'code', text: textOf(source, node) } : { kind: 'literal', value };
}

/** The value of a number; null for anything else, and for a bigint. */
export function numberOf(source: Source, node: SyntaxNode | undefined): number | null {
  if (node?.name !== 'Number') return null;
  const value = Number(textOf(source, node).replaceAll('_', ''));
  return Number.isNaN(value) ? null : value;
}

function jsonOf(source: Source, node: SyntaxNode): Read {
  switch (node.name) {
    case 'String':
    case 'TemplateString':
      return textValueOf(source, node) ?? undefined;
    case 'Number':
      return numberOf(source, node) ?? undefined;
    case 'BooleanLiteral':
      return textOf(source, node) === 'true';
    case 'null':
      return null;
    case 'UnaryExpression':
      return negated(source, node);
    case 'ArrayExpression':
      return listOf(source, node);
    case 'ObjectExpression':
      return objectOf(source, node);
    default:
      return undefined;
  }
}

function negated(source: Source, node: SyntaxNode): Read {
  const operand = node.lastChild ? jsonOf(source, node.lastChild) : undefined;
  return textOf(source, node).startsWith('-') && typeof operand === 'number' ? -operand : undefined;
}

function listOf(source: Source, node: SyntaxNode): Read {
  const items = [...valuesOf(node)].map((item) => jsonOf(source, unwrapped(item)));
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}

function objectOf(source: Source, node: SyntaxNode): Read {
  const entries: [string, Json][] = [];
  for (const { name, value: valueNode } of entriesOf(source, node)) {
    const value = jsonOf(source, unwrapped(valueNode));
    if (name === null || value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}
