import type { SyntaxNode } from '@lezer/common';
import { textOf, type Source } from '../source';

/** The text of a string, or of a template without `${…}`; null for anything else. */
export function textValueOf(source: Source, node: SyntaxNode | null | undefined): string | null {
  if (node?.name !== 'String' && node?.name !== 'TemplateString') return null;
  if (node.getChild('Interpolation')) return null;
  const written = textOf(source, node);
  const isWhole = written.length > 1 && written.endsWith(written.charAt(0));
  return isWhole ? unescaped(written.slice(1, -1)) : null;
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
