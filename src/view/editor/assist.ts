import type { editor } from 'monaco-editor/editor';
import { Range, languages } from 'monaco-editor/editor';
import { completionsAt, namesAt } from './completion';
import type { CompletionKind } from './completion';
import { explainDecorator, explainValues } from './explain';
import { fixesIn } from './markers';
import type { EditorPicture } from './picture';

/** The last picture of an editor, and whether its problems are of the text that the model has now. */
export interface Shown {
  readonly picture: EditorPicture;
  readonly areProblemsCurrent: boolean;
}

/** Monaco asks by model, all editors at once: each says here what its model shows. */
const shown = new WeakMap<editor.ITextModel, { readonly get: () => Shown | null; readonly fixCommand: string }>();

export function assist(model: editor.ITextModel, get: () => Shown | null, fixCommand: string): void {
  shown.set(model, { get, fixCommand });
}

export const shownBy = (model: editor.ITextModel): Shown | null => shown.get(model)?.get() ?? null;

const KINDS: Readonly<Record<CompletionKind, languages.CompletionItemKind>> = {
  decorator: languages.CompletionItemKind.Interface,
  option: languages.CompletionItemKind.Property,
  step: languages.CompletionItemKind.Method,
  artifact: languages.CompletionItemKind.Field,
  member: languages.CompletionItemKind.Variable,
};

const completion: languages.CompletionItemProvider = {
  triggerCharacters: ['.', '@', '(', ' ', '"', "'"],
  provideCompletionItems(model, position) {
    const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
    const steps =
      shown
        .get(model)
        ?.get()
        ?.picture.flow?.steps.map(({ name }) => name) ?? [];
    const place = { before, text: model.getValue(), steps };
    const found = model.getLanguageId() === 'typescript' ? namesAt(place) : completionsAt(place);
    if (found === null) return { suggestions: [] };
    const range = new Range(position.lineNumber, found.from, position.lineNumber, position.column);
    const suggestions = found.items.map(({ label, insert, kind, detail, doc }, order) => ({
      label,
      insertText: insert,
      insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
      kind: KINDS[kind],
      detail,
      documentation: { value: doc },
      sortText: String(order).padStart(3, '0'),
      range,
    }));
    return { suggestions };
  },
};

const hover: languages.HoverProvider = {
  provideHover(model, { lineNumber, column }) {
    const [, indent = '', name = ''] = /^(\s*)@(\w+)/.exec(model.getLineContent(lineNumber)) ?? [];
    const end = indent.length + name.length + 2;
    if (name === '' || column > end) return null;
    const flow = shown.get(model)?.get()?.picture.flow ?? null;
    // What the decorator is, TypeScript says itself.
    const explain = model.getLanguageId() === 'typescript' ? explainValues : explainDecorator;
    const value = explain(flow, lineNumber, name);
    if (value === null) return null;
    return { range: new Range(lineNumber, indent.length + 1, lineNumber, end), contents: [{ value }] };
  },
};

const codeActions: languages.CodeActionProvider = {
  provideCodeActions(model, range) {
    const here = shown.get(model);
    const now = here?.get() ?? null;
    const actions = now?.areProblemsCurrent ? fixesIn(model, range, now.picture.problems, here?.fixCommand ?? '') : [];
    return { actions: [...actions], dispose: () => undefined };
  },
};

const outline: languages.DocumentSymbolProvider = {
  displayName: 'Steps',
  provideDocumentSymbols(model) {
    const flow = shown.get(model)?.get()?.picture.flow;
    if (!flow) return [];
    return flow.steps.map(({ name, span, nameSpan, decorators }) => ({
      name,
      detail: decorators.map((one) => `@${one.name}`).join(' '),
      kind: languages.SymbolKind.Method,
      tags: [],
      range: new Range(span.line, span.column, span.endLine, span.endColumn),
      selectionRange: new Range(nameSpan.line, nameSpan.column, nameSpan.endLine, nameSpan.endColumn),
    }));
  },
};

/** Once per page. */
export function registerAssistance(language: string): void {
  languages.registerCompletionItemProvider(language, completion);
  languages.registerHoverProvider(language, hover);
  languages.registerCodeActionProvider(language, codeActions, { providedCodeActionKinds: ['quickfix'] });
  if (language === 'python') languages.registerDocumentSymbolProvider(language, outline);
}
