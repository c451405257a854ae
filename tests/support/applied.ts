import type { Problem } from '../../src/model/problem';

/** The text after a problem's quick fix. */
export function applied(text: string, { quickFix }: Problem): string {
  const edits = [...(quickFix?.edits ?? [])].sort((a, b) => b.from - a.from);
  return edits.reduce((mended, { from, to, text: put }) => mended.slice(0, from) + put + mended.slice(to), text);
}
