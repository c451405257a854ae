/** What is wrong with brackets or quotes, in Python's words. `at` and `to` are offsets of the offending character(s). */
export interface TokenError {
  readonly message: string;
  readonly at: number;
  readonly to: number;
}

/** What a look at brackets and quotes alone tells of a text. */
export interface Scan {
  /** The first error in the order in which Python would meet it, or null. */
  readonly error: TokenError | null;
  /** Closed string literals that go over several lines: offsets of their first and last character. */
  readonly longStrings: readonly (readonly [from: number, to: number])[];
}

const TOKEN = /#.*|"""|'''|["']|[([{)\]}]/g;
const OPENERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

interface Bracket {
  readonly character: string;
  readonly at: number;
}

/**
 * Walks over a text's brackets, strings and comments. f-strings count as plain strings, which is enough here.
 * Source: CPython, Parser/tokenizer.c and pegen_errors.c for the words.
 */
export function scan(text: string): Scan {
  const token = new RegExp(TOKEN);
  const open: Bracket[] = [];
  const longStrings: (readonly [number, number])[] = [];
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    const at = match.index;
    if (found.startsWith('#')) continue;
    if (/^["']/.test(found)) {
      const end = endOfString(text, at + found.length, found);
      if (end < 0) return { error: unterminated(text, at, found), longStrings };
      if (text.slice(at, end).includes('\n')) longStrings.push([at, end]);
      token.lastIndex = end;
    } else if ('([{'.includes(found)) open.push({ character: found, at });
    else {
      const error = mismatch(text, open.pop(), { character: found, at });
      if (error) return { error, longStrings };
    }
  }
  const unclosed = open.at(-1);
  const error = unclosed
    ? { message: `'${unclosed.character}' was never closed`, at: unclosed.at, to: unclosed.at + 1 }
    : null;
  return { error, longStrings };
}

/** The offset after the closing quote, -1 where there is none. */
function endOfString(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (text[at] === '\n' && quote.length === 1) return -1;
  }
  return -1;
}

function unterminated(text: string, at: number, quote: string): TokenError {
  const triple = quote.length === 3;
  const last = triple ? text.trimEnd().length : at;
  const line = text.slice(0, last).split('\n').length;
  const lineEnd = text.indexOf('\n', at);
  return {
    message: `unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${String(line)})`,
    at,
    to: lineEnd < 0 ? text.length : lineEnd,
  };
}

function mismatch(text: string, opened: Bracket | undefined, closing: Bracket): TokenError | null {
  const { character, at } = closing;
  if (!opened) return { message: `unmatched '${character}'`, at, to: at + 1 };
  if (opened.character === OPENERS[character]) return null;
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const elsewhere = lineOf(opened.at) === lineOf(at) ? '' : ` on line ${String(lineOf(opened.at))}`;
  return {
    message: `closing parenthesis '${character}' does not match opening parenthesis '${opened.character}'${elsewhere}`,
    at,
    to: at + 1,
  };
}
