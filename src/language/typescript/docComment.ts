import type { SyntaxNode } from '@lezer/common';
import { textOf, type Source } from '../source';

/** The doc comment right before a class or method, as Metaflow shows a docstring; null without one. */
export function docBefore(source: Source, node: SyntaxNode): string | null {
  const before = node.prevSibling;
  if (before?.name !== 'BlockComment') return null;
  const text = textOf(source, before);
  return text.startsWith('/**') && text.endsWith('*/') && text.length > 4 ? docText(text) : null;
}

/** Without the comment's own stars. */
const docText = (comment: string): string =>
  comment
    .slice(3, -2)
    .split('\n')
    .map((line, index) => (index === 0 ? line.trimStart() : line.replace(/^\s*\* ?/, '')))
    .join('\n')
    .trim();
