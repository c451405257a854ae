import type { TextRange } from '../source';

/** What is wrong with brackets, quotes or comments, in TypeScript's words. */
export interface TokenError extends TextRange {
  readonly message: string;
}

/** What a look at brackets, quotes and comments alone tells of a text. */
export interface Scan {
  /** The first error in the order of the text, or null. */
  readonly error: TokenError | null;
  /** Comments and template strings that go over several lines. */
  readonly long: readonly TextRange[];
}

const TOKEN = /\/\/.*|\/\*|[`"']|\/|[([{)\]}]/g;
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** What a `/` after begins a regular expression, and no division. */
const BEFORE_PATTERN = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|throw))\s*$/;
const PATTERN = /^\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\r\n])*\]|[^/\\[\r\n])+\//;

/** Walks over a text's brackets, strings, patterns and comments. */
export function scan(text: string): Scan {
  const token = new RegExp(TOKEN);
  const open: { readonly character: string; readonly at: number }[] = [];
  const long: TextRange[] = [];
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    const at = match.index;
    if (found.startsWith('//')) continue;
    if (found === '/*' || /^[`"']/.test(found)) {
      const to = endOf(text, at, found);
      if (to < 0) return { error: unterminated(text, at, found), long };
      if (text.slice(at, to).includes('\n')) long.push({ from: at, to });
      token.lastIndex = to;
    } else if (found === '/') {
      const [pattern] = BEFORE_PATTERN.test(text.slice(Math.max(0, at - 40), at))
        ? (PATTERN.exec(text.slice(at)) ?? [])
        : [];
      if (pattern !== undefined) token.lastIndex = at + pattern.length;
    } else if (CLOSERS[found]) open.push({ character: found, at });
    else {
      const opened = open.pop();
      if (!opened) return { error: { message: `Unexpected '${found}'.`, from: at, to: at + 1 }, long };
      if (CLOSERS[opened.character] !== found) return { error: unclosed(opened), long };
    }
  }
  const last = open.at(-1);
  return { error: last ? unclosed(last) : null, long };
}

/** The offset after what begins at `at`, -1 where it has no end. */
function endOf(text: string, at: number, opener: string): number {
  if (opener === '/*') {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? -1 : end + 2;
  }
  for (let to = at + 1; to < text.length; to++) {
    if (text[to] === '\\') to += text.startsWith('\r\n', to + 1) ? 2 : 1;
    else if (text[to] === opener) return to + 1;
    else if (text[to] === '\n' && opener !== '`') return -1;
    else if (opener === '`' && text.startsWith('${', to)) {
      to = endOfInsert(text, to + 2) - 1;
      if (to < 0) return -1;
    }
  }
  return -1;
}

/** The offset after the `}` of a template's `${`, -1 where it has none. */
function endOfInsert(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
    else if (/[`"']/.test(character)) {
      at = endOf(text, at, character) - 1;
      if (at < 0) return -1;
    }
  }
  return -1;
}

function unterminated(text: string, at: number, opener: string): TokenError {
  const lineEnd = text.indexOf('\n', at);
  const to = lineEnd < 0 ? text.length : lineEnd;
  if (opener === '/*') return { message: "'*/' expected.", from: at, to };
  return { message: `Unterminated ${opener === '`' ? 'template' : 'string'} literal.`, from: at, to };
}

const unclosed = ({ character, at }: { readonly character: string; readonly at: number }): TokenError => ({
  message: `This '${character}' is never closed: '${CLOSERS[character] ?? ''}' expected.`,
  from: at,
  to: at + 1,
});
