import type { SyntaxNode } from '@lezer/common';
import type { SourceValue } from '../../model/flow';
import type { Json } from '../../model/json';
import { textOf, type Source } from '../source';
import { entriesOf, unwrapped, valuesOf } from './tree';

/** Stands for "not a literal": `undefined` is no value of JSON. */
type Read = Json | undefined;

/** The value of an expression that needs no running and that JSON holds exactly, else its text. */
export function sourceValueOf(source: Source, node: SyntaxNode): SourceValue {
  const value = jsonOf(source, unwrapped(node));
  return value === undefined ? { kind: 'code', text: textOf(source, node) } : { kind: 'literal', value };
}

/** The text of a string, or of a template without `${…}`; null for anything else. */
export function textValueOf(source: Source, node: SyntaxNode | null | undefined): string | null {
  if (node?.name !== 'String' && node?.name !== 'TemplateString') return null;
  if (node.getChild('Interpolation')) return null;
  const written = textOf(source, node);
  const isWhole = written.length > 1 && written.endsWith(written.charAt(0));
  return isWhole ? unescaped(written.slice(1, -1)) : null;
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

const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };
const ESCAPE = /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|[\s\S]))/g;

const unescaped = (text: string): string =>
  text.replace(ESCAPE, (_, braced?: string, four?: string, two?: string, one = '') => {
    const code = braced ?? four ?? two;
    if (code !== undefined) return fromCode(Number.parseInt(code, 16));
    return /[\r\n\u2028\u2029]/.test(one) ? '' : (NAMED[one] ?? one);
  });

const fromCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');
