import { MarkerSeverity, editor } from 'monaco-editor/editor';
import type { IDisposable } from 'monaco-editor/editor';
import type { Problem } from '../../model/problem';

/** Whom Monaco's TypeScript marks as. */
const OWNER = 'typescript';

/** Tells what the compiler has against a model's types, whenever that changes. */
export const watchTypes = (model: editor.ITextModel, tell: (problems: readonly Problem[]) => void): IDisposable =>
  editor.onDidChangeMarkers((changed) => {
    if (changed.some((uri) => uri.toString() === model.uri.toString())) tell(typeProblems(model));
  });

/** They stop no run, and so are warnings to us. */
const typeProblems = (model: editor.ITextModel): readonly Problem[] =>
  editor
    .getModelMarkers({ owner: OWNER, resource: model.uri })
    .filter(({ severity }) => severity === MarkerSeverity.Error)
    .map(({ message, startLineNumber, startColumn, endLineNumber, endColumn }) => ({
      code: 'type-error',
      severity: 'warning',
      headline: 'Type error',
      message,
      line: startLineNumber,
      column: startColumn,
      endLine: endLineNumber,
      endColumn,
    }));
