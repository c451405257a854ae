import type { SyntaxNode } from '@lezer/common';
import type { SourceValue } from '../../model/flow';
import type { Json } from '../../model/json';
import { textOf, type Source } from '../source';
import { stringValue, type StringValue } from './strings';
import { entriesOf, unwrapped, valuesOf } from './tree';

/** Stands for "not a literal": `undefined` is no value of JSON. */
type Read = Json | undefined;

/** The value of an expression that needs no running and that JSON holds exactly, else its text. */
export function sourceValueOf(source: Source, node: SyntaxNode): SourceValue {
  const value = jsonOf(source, node);
  return value === undefined ? { kind: 'code', text: textOf(source, node) } : { kind: 'literal', value };
}

/** The text of a str literal, also of adjacent ones; null for anything else. */
export function textValueOf(source: Source, node: SyntaxNode | undefined): string | null {
  const value = node ? stringOf(source, node) : null;
  return value && !value.bytes ? value.value : null;
}

/** The str or bytes that a literal or several adjacent ones stand for. */
export function stringOf(source: Source, node: SyntaxNode): StringValue | null {
  if (node.name === 'String') return stringValue(textOf(source, node));
  if (node.name !== 'ContinuedString') return null;
  const parts = [...valuesOf(node)].map((part) => stringOf(source, part));
  const whole = parts.filter((part) => part !== null);
  if (whole.length < parts.length) return null;
  return { value: whole.map((part) => part.value).join(''), bytes: whole.some((part) => part.bytes) };
}

/** A number literal: its value, and whether Python makes it an int. Null for a complex one. */
export function numberOf(source: Source, node: SyntaxNode): { readonly value: number; readonly isInt: boolean } | null {
  const text = textOf(source, node).replaceAll('_', '').toLowerCase();
  const value = Number(text);
  if (node.name !== 'Number' || Number.isNaN(value)) return null;
  return { value, isInt: /^(0[xob]|\d+$)/.test(text) };
}

function jsonOf(source: Source, node: SyntaxNode): Read {
  switch (node.name) {
    case 'String':
    case 'ContinuedString':
      return textValueOf(source, node) ?? undefined;
    case 'Number':
      return exactNumber(source, node);
    case 'Boolean':
      return textOf(source, node) === 'True';
    case 'None':
      return null;
    case 'ParenthesizedExpression':
      return unwrapped(node) === node ? undefined : jsonOf(source, unwrapped(node));
    case 'UnaryExpression':
      return negated(source, node);
    case 'ArrayExpression':
    case 'TupleExpression':
      return listOf(source, node);
    case 'DictionaryExpression':
      return objectOf(source, node);
    default:
      return undefined;
  }
}

function exactNumber(source: Source, node: SyntaxNode): Read {
  const number = numberOf(source, node);
  if (!number || !Number.isFinite(number.value)) return undefined;
  return number.isInt && !Number.isSafeInteger(number.value) ? undefined : number.value;
}

function negated(source: Source, node: SyntaxNode): Read {
  const operand = node.lastChild ? jsonOf(source, node.lastChild) : undefined;
  return textOf(source, node).startsWith('-') && typeof operand === 'number' ? -operand : undefined;
}

function listOf(source: Source, node: SyntaxNode): Read {
  const items = [...valuesOf(node)].map((item) => jsonOf(source, item));
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}

function objectOf(source: Source, node: SyntaxNode): Read {
  const entries: [string, Json][] = [];
  for (const [key, valueNode] of entriesOf(node)) {
    const name = key ? textValueOf(source, key) : null;
    const value = jsonOf(source, valueNode);
    if (name === null || value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}
