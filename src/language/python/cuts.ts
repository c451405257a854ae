import type { Lines } from '../lines';
import type { TextRange } from '../source';

/** A line of code: where it begins, its indentation, and its text from there. */
interface CodeLine {
  readonly from: number;
  readonly indent: number;
  readonly text: string;
}

/** A statement cut out of a text by its looks: its decorators, each by itself, and the rest. */
export interface Cut extends TextRange {
  readonly decorators: readonly TextRange[];
  readonly head: TextRange;
}

const STATEMENT = /^(?:@|def\b|async\s+def\b|[clas]{3,5}[ \t]+\w|class|(?:from|import|if|for|while|with|try)\b)/;
/** Spaces around `=` tell an attribute from a keyword argument on a line of its own. */
const ASSIGNMENT = /^[A-Za-z_]\w*\s*(?::[^=]+)?\s=\s/;

/**
 * Cuts `within` into statements that begin at `indent` columns, without a parser: a statement that is being typed may
 * not swallow those after it. Decorators go with the definition that follows them. Lines inside `skipped` (strings over
 * several lines) begin nothing. The first cut begins no earlier than the first such line.
 */
export function cutsOf(
  text: string,
  lines: Lines,
  within: TextRange,
  { indent, skipped }: { readonly indent: number; readonly skipped: readonly (readonly [number, number])[] },
): readonly Cut[] {
  const starts = codeLinesOf(text, lines, within).filter(
    (line) =>
      line.indent === indent &&
      beginsStatement(line.text) &&
      !skipped.some(([from, to]) => from < line.from && line.from < to),
  );
  const cuts: Cut[] = [];
  let decorators: TextRange[] = [];
  starts.forEach((line, index) => {
    const to = starts[index + 1]?.from ?? within.to;
    const range = { from: line.from, to };
    if (line.text.startsWith('@') && index < starts.length - 1) {
      decorators.push(range);
      return;
    }
    cuts.push({ from: decorators[0]?.from ?? line.from, to, decorators, head: range });
    decorators = [];
  });
  return cuts;
}

/** The indentation at which most definitions in `within` stand, else that of the first line of code; null without any. */
export function memberIndentOf(text: string, lines: Lines, within: TextRange): number | null {
  const code = codeLinesOf(text, lines, within).filter((line) => line.indent > 0);
  const counts = new Map<number, number>();
  for (const { indent, text: line } of code) {
    if (/^(?:@|def\b|async\s+def\b)/.test(line)) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || a - b);
  return most?.[0] ?? code[0]?.indent ?? null;
}

const beginsStatement = (line: string): boolean => STATEMENT.test(line) || ASSIGNMENT.test(line);

/** Lines that are neither blank nor comments; `from` is the line's first column. */
export function codeLinesOf(text: string, lines: Lines, { from, to }: TextRange): readonly CodeLine[] {
  const found: CodeLine[] = [];
  for (let line = lines.lineAt(from); line <= lines.count && lines.startOf(line) < to; line++) {
    const start = lines.startOf(line);
    if (start < from) continue;
    const whole = text.slice(start, Math.min(lines.startOf(line + 1), to));
    const code = whole.trimStart();
    if (code !== '' && !code.startsWith('#'))
      found.push({ from: start, indent: whole.length - code.length, text: code });
  }
  return found;
}
