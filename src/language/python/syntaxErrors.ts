import type { SyntaxNode, Tree } from '@lezer/common';
import type { Problem } from '../../model/problem';
import { problemAt } from '../../graph/problemAt';
import type { TokenError } from './scan';
import type { Source, TextRange } from '../source';

/** What was found wrong before the tree's own error marks are looked at. */
export interface FoundErrors {
  readonly token: TokenError | null;
  /** A statement at a depth that is not open. */
  readonly misplaced: SyntaxNode | null;
}

/** Why Python would not take the text: at most one problem, as Python stops at the first. */
export function syntaxProblemOf(source: Source, tree: Tree, { token, misplaced }: FoundErrors): Problem | null {
  if (token) return problem(source, 'SyntaxError', token.message, { from: token.at, to: token.to });
  const first = firstErrorOf(tree);
  const indent = misplaced && (!first || misplaced.from <= first.from) ? depthProblem(source, misplaced) : null;
  return indent ?? (first ? explained(source, first) : null);
}

function depthProblem(source: Source, { from }: SyntaxNode): Problem {
  return (
    indentProblem(source, source.lines.lineAt(from)) ??
    problem(source, 'IndentationError', UNINDENT, { from, to: from + 1 })
  );
}

function firstErrorOf(tree: Tree): SyntaxNode | null {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError || cursor.name === 'PrintStatement') return cursor.node;
  } while (cursor.next());
  return null;
}

const UNINDENT = 'unindent does not match any outer indentation level';
const COMPOUND = /^(?:async\s+)?(?:if|elif|else|for|while|try|except|finally|with|def|class|match)\b/;

/** Words for an error mark, by the line it stands in. Source: CPython, Grammar/python.gram, its invalid_ rules. */
function explained(source: Source, error: SyntaxNode): Problem {
  const { text, lines } = source;
  const range = { from: error.from, to: Math.max(error.to, error.from + 1) };
  if (error.name === 'PrintStatement') {
    return problem(source, 'SyntaxError', "Missing parentheses in call to 'print'. Did you mean print(...)?", range);
  }
  const line = lines.lineAt(error.from);
  const from = lines.startOf(line);
  const code = text
    .slice(from, lines.startOf(line + 1))
    .replace(/#.*/, '')
    .trimEnd();
  if (COMPOUND.test(code.trimStart()) && !code.endsWith(':')) {
    return problem(source, 'SyntaxError', "expected ':'", { from: from + code.length, to: from + code.length + 1 });
  }
  const opener = openerWithoutBlock(source, error.from);
  if (opener !== null) {
    const message = `expected an indented block after ${opener.what} on line ${String(opener.line)}`;
    return problem(source, 'IndentationError', message, range);
  }
  return indentProblem(source, line) ?? problem(source, 'SyntaxError', 'invalid syntax', range);
}

const WHAT: Readonly<Record<string, string>> = { def: 'function definition', class: 'class definition' };

/** The statement whose block was to begin at `offset`, when the line with code before that ends with a colon. */
function openerWithoutBlock({ text, lines }: Source, offset: number) {
  const before = text.slice(0, offset).trimEnd();
  const line = lines.lineAt(before.length);
  const code = text.slice(lines.startOf(line), before.length);
  if (!before.endsWith(':') || !COMPOUND.test(code.trimStart())) return null;
  const [keyword = ''] = /\w+/.exec(code.replace(/^\s*async\s+/, '')) ?? [];
  return { what: WHAT[keyword] ?? `'${keyword}' statement`, line };
}

/** A line that is indented further than the one before without need, or to a depth that nothing above has. */
function indentProblem(source: Source, line: number): Problem | null {
  const { text, lines } = source;
  const indentOf = (at: number): number | null => {
    const code = text.slice(lines.startOf(at), lines.startOf(at + 1));
    return /\S/.test(code) ? code.length - code.trimStart().length : null;
  };
  const indents = Array.from({ length: line - 1 }, (_, index) => indentOf(index + 1)).filter(
    (indent) => indent !== null,
  );
  const own = indentOf(line);
  const before = indents.at(-1);
  if (own === null || before === undefined) return null;
  const range = { from: lines.startOf(line), to: lines.startOf(line) + own + 1 };
  if (own > before) return problem(source, 'IndentationError', 'unexpected indent', range);
  const known = own === before || indents.includes(own);
  return known ? null : problem(source, 'IndentationError', UNINDENT, range);
}

function problem({ lines, shift }: Source, headline: string, message: string, { from, to }: TextRange): Problem {
  const span = lines.span(from + shift, Math.min(to + shift, lines.length));
  return problemAt(span, { code: 'syntax-error', severity: 'error', headline, message });
}
