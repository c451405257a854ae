import type { languages } from 'monaco-editor/editor';
import { MarkerSeverity, Range, editor } from 'monaco-editor/editor';
import type { Problem, QuickFix } from '../../model/problem';
import { endNote } from './marks';

const OWNER = 'faultline';
const NOTE_CHARACTERS_MAX = 48;
const SEVERITIES = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
} as const;

/** Problems as squiggles. A problem without a line stands at the first. */
export function showProblems(model: editor.ITextModel, problems: readonly Problem[]): void {
  editor.setModelMarkers(
    model,
    OWNER,
    problems.map((problem) => ({ ...rangeOf(model, problem), ...wordsOf(problem) })),
  );
}

const wordsOf = ({ severity, headline, message, fix, code }: Problem) => ({
  severity: SEVERITIES[severity],
  message: [headline, message, ...(fix === undefined ? [] : [fix])].filter((text) => text !== '').join('\n'),
  code,
});

function rangeOf(model: editor.ITextModel, problem: Problem): Range {
  const line = Math.max(1, problem.line);
  const from = model.validatePosition({ lineNumber: line, column: Math.max(1, problem.column) });
  const to = model.validatePosition({
    lineNumber: Math.max(line, problem.endLine),
    column: Math.max(1, problem.endColumn),
  });
  const isEmpty = from.equals(to);
  if (!isEmpty) return Range.fromPositions(from, to);
  return new Range(
    from.lineNumber,
    model.getLineFirstNonWhitespaceColumn(from.lineNumber) || 1,
    from.lineNumber,
    model.getLineMaxColumn(from.lineNumber),
  );
}

/** Hints say themselves at the end of their line, where they are short. */
export const hintNotes = (problems: readonly Problem[]): readonly editor.IModelDeltaDecoration[] =>
  problems
    .filter(({ severity, line, headline }) => severity === 'info' && line > 0 && headline.length <= NOTE_CHARACTERS_MAX)
    .map(({ line, headline }) => endNote(line, headline, 'hint-note'));

/** The quick fixes of what stands in a range. Without edits where the text has moved on since it was read. */
export function fixesIn(
  model: editor.ITextModel,
  range: Range,
  problems: readonly Problem[],
  command: string,
): readonly languages.CodeAction[] {
  return problems.flatMap((problem) => {
    if (problem.quickFix === undefined || !Range.areIntersectingOrTouching(rangeOf(model, problem), range)) return [];
    const { title } = problem.quickFix;
    const edits = editsOf(model, problem.quickFix).map((textEdit) => ({
      resource: model.uri,
      textEdit,
      versionId: model.getVersionId(),
    }));
    const tell = { id: command, title, arguments: [problem] };
    return [{ title, kind: 'quickfix', isPreferred: true, edit: { edits }, command: tell }];
  });
}

export const editsOf = (model: editor.ITextModel, fix: QuickFix): readonly languages.TextEdit[] =>
  fix.edits.map(({ from, to, text }) => ({
    range: Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to)),
    text,
  }));
