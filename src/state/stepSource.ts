/** A line of a source text, counted from 1. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
}

/** A name that a step sets, and the first line that does. */
export interface Assignment {
  readonly name: string;
  readonly line: number;
}

/**
 * What a step's text assigns to `self` (or `this`), in order. Read by the shape of lines, without the language's
 * syntax tree: it only helps to say why something is missing.
 */
export function assignmentsIn(source: string, step: string): readonly Assignment[] {
  const first = new Map<string, Assignment>();
  for (const { line, text } of bodyOf(source, step)) {
    const name = /^\s*(?:self|this)\.(\w+)\s*(?::[^=]+)?=(?!=)/.exec(text)?.[1];
    if (name !== undefined && !first.has(name)) first.set(name, { name, line });
  }
  return [...first.values()];
}

/** The lines of a method below its head, by their indentation. */
function bodyOf(source: string, step: string): readonly SourceLine[] {
  const lines = source.split('\n');
  const head = lines.findIndex((text) => new RegExp(`^\\s*(?:async\\s+)?(?:def\\s+)?${step}\\s*\\(`).test(text));
  if (head < 0) return [];
  const depth = indentOf(lines[head] ?? '');
  const length = lines.slice(head + 1).findIndex((text) => text.trim() !== '' && indentOf(text) <= depth);
  const end = length < 0 ? lines.length : head + 1 + length;
  return lines.slice(head + 1, end).map((text, i) => ({ line: head + 2 + i, text }));
}

const indentOf = (text: string): number => text.length - text.trimStart().length;

/** A line with its neighbours, without the indentation that all share. Empty lines at the rim are left out. */
export function excerptAt(source: string, line: number, around = 1): readonly SourceLine[] {
  const lines = source.split('\n');
  const shown = lines
    .map((text, i) => ({ line: i + 1, text: text.trimEnd() }))
    .slice(Math.max(0, line - 1 - around), line + around)
    .filter((one) => one.line === line || one.text !== '');
  const shared = Math.min(...shown.filter(({ text }) => text !== '').map(({ text }) => indentOf(text)));
  return shown.map((one) => ({ line: one.line, text: one.text.slice(Number.isFinite(shared) ? shared : 0) }));
}
