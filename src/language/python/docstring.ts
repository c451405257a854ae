import type { SyntaxNode } from '@lezer/common';
import { textValueOf } from './literals';
import type { Source } from '../source';
import { childrenOf } from './tree';

/** The docstring at the head of a body, as Metaflow shows it; null without one. */
export function docOf(source: Source, body: SyntaxNode | null): string | null {
  for (const node of childrenOf(body)) {
    if (node.name === ':' || node.name === 'Comment') continue;
    const text = node.name === 'ExpressionStatement' ? textValueOf(source, node.firstChild ?? undefined) : null;
    return text === null ? null : dedented(text);
  }
  return null;
}

/**
 * Takes off the indentation of the first line that has text, or, where that has none, of the next line with text.
 * Source: Metaflow, graph.py, deindent_docstring.
 */
export function dedented(doc: string): string {
  const [first = '', second = ''] = doc.split(/\r\n|\n/).filter((line) => line !== '');
  const indent = /^[\t ]+/.exec(first)?.[0] ?? /^[\t ]+/.exec(second)?.[0];
  return indent === undefined ? doc : doc.replaceAll(`\n${indent}`, '\n').trim();
}
