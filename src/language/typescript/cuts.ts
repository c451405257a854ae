import type { Lines } from '../lines';
import type { TextRange } from '../source';

/** A line of code: where it begins, its indentation, and its text from there. */
interface CodeLine {
  readonly from: number;
  readonly indent: number;
  readonly text: string;
}

/** A text whose comments and template strings over several lines are known. */
export interface Cuttable {
  readonly text: string;
  readonly lines: Lines;
  readonly long: readonly TextRange[];
}

/**
 * Cuts `within` at the lines that begin at `indent` columns with a name, a decorator or a keyword, without a parser: a
 * statement that is being typed may not swallow those after it. Decorators go with what follows them.
 */
export function cutsOf(file: Cuttable, within: TextRange, indent: number): readonly TextRange[] {
  const starts = codeLinesOf(file, within).filter((line) => line.indent === indent && /^[@\w$#*['"]/.test(line.text));
  const cuts: TextRange[] = [];
  let from: number | null = null;
  starts.forEach((line, index) => {
    from ??= line.from;
    const to = starts[index + 1]?.from ?? within.to;
    if (index < starts.length - 1 && isDecoratorOnly(file.text.slice(line.from, to))) return;
    cuts.push({ from, to });
    from = null;
  });
  return cuts;
}

/** Whether nothing but decorators and comments stands in a text. */
const isDecoratorOnly = (text: string): boolean => withoutDecorators(text).trim() === '';

/** What follows the decorators at the head of a text. */
export const withoutDecorators = (text: string): string => text.slice(decoratorsEnd(text));

/** Where the decorators at the head of a text end; one whose bracket stays open goes on to the end of its line. */
export function decoratorsEnd(text: string): number {
  const head = /\s*@[A-Za-z_$][\w$.]*|\s*\/\/.*|\s*\/\*[\s\S]*?\*\//y;
  let end = 0;
  for (head.lastIndex = 0; head.exec(text); head.lastIndex = end) {
    end = head.lastIndex;
    if (text[end] === '(') end = closing(text, end);
  }
  return end;
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth === 0) return at + 1;
  }
  const lineEnd = text.indexOf('\n', from);
  return lineEnd < 0 ? text.length : lineEnd;
}

/** The indentation at which most lines with a decorator or a method stand; null without any code. */
export function memberIndentOf(file: Cuttable, within: TextRange): number | null {
  const code = codeLinesOf(file, within).filter((line) => line.indent > 0);
  const counts = new Map<number, number>();
  for (const { indent, text } of code) {
    if (/^@|^(?:async\s+)?[A-Za-z_$][\w$]*\s*\([^)]*\)\s*\{/.test(text))
      counts.set(indent, (counts.get(indent) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || a - b);
  return most?.[0] ?? code[0]?.indent ?? null;
}

/** Lines that are neither blank nor comments, nor inside a comment or a template string. */
function codeLinesOf({ text, lines, long }: Cuttable, { from, to }: TextRange): readonly CodeLine[] {
  const found: CodeLine[] = [];
  for (let line = lines.lineAt(from); line <= lines.count && lines.startOf(line) < to; line++) {
    const start = lines.startOf(line);
    if (start < from || long.some((range) => range.from < start && start < range.to)) continue;
    const whole = text.slice(start, Math.min(lines.startOf(line + 1), to));
    const indented = whole.trimStart();
    const code = indented.replace(/^(?:\/\*.*?\*\/\s*)+/, '');
    if (code !== '' && !/^\/[/*]/.test(code)) {
      found.push({ from: start, indent: whole.length - indented.length, text: code });
    }
  }
  return found;
}
