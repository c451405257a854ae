/** A word as a shell hands it on. `isQuoted`: a part of it stood in quotes or behind a backslash. */
export interface ShellWord {
  readonly word: string;
  readonly isQuoted: boolean;
}

/** One piece of a word: in single quotes, in double quotes, behind a backslash, or bare; or the space between words. */
const PIECE =
  /'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\.)*)"|\\(?<escaped>.)|(?<bare>[^\s'"\\]+)|(?<space>\s+)|(?<open>['"\\])/gsu;

/**
 * Splits a line as a shell does: nothing is special in single quotes; in double quotes a backslash frees `"`, `\`,
 * `$` and a backtick. `openQuote` is the quote that a shell would wait for.
 * Source: POSIX, Shell Command Language, 2.2 Quoting.
 */
export function shellWords(line: string): { readonly words: readonly ShellWord[]; readonly openQuote: string | null } {
  const words: ShellWord[] = [];
  let current: ShellWord | null = null;
  for (const { groups = {} } of line.matchAll(PIECE)) {
    const { single, double, escaped, bare, space, open } = groups;
    if (open !== undefined) return { words, openQuote: open };
    if (space !== undefined) {
      if (current !== null) words.push(current);
      current = null;
      continue;
    }
    const text = single ?? escaped ?? double?.replace(/\\(["\\$`])/g, '$1') ?? bare ?? '';
    const known: ShellWord = current ?? { word: '', isQuoted: false };
    current = { word: known.word + text, isQuoted: known.isQuoted || bare === undefined };
  }
  return { words: current === null ? words : [...words, current], openQuote: null };
}
