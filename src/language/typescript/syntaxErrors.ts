import type { Tree } from '@lezer/common';
import type { Problem } from '../../model/problem';
import { problemAt } from '../../graph/problemAt';
import type { Source } from '../source';
import { firstErrorOf } from './parse';
import type { TokenError } from './scan';

/** Why TypeScript would not take the text: at most one problem, where it begins. */
export function syntaxProblemOf({ text, lines }: Source, tree: Tree, token: TokenError | null): Problem | null {
  const first = firstErrorOf(tree, text);
  const found = token ?? (first && { ...first, message: unexpected(text, first.from) });
  if (!found) return null;
  const to = Math.min(Math.max(found.to, found.from + 1), text.length);
  return problemAt(lines.span(Math.min(found.from, to), to), {
    code: 'syntax-error',
    severity: 'error',
    headline: 'SyntaxError',
    message: found.message,
  });
}

/** Names the word at an error mark. */
function unexpected(text: string, from: number): string {
  const [word] = /^(?:[\w$]+|[^\s\w])/.exec(text.slice(from).trimStart()) ?? [];
  return word === undefined ? 'Unexpected end of the file.' : `Unexpected '${word}'.`;
}
