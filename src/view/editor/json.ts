import { languages } from 'monaco-editor/editor';
import type { editor, Position } from 'monaco-editor/editor';
import { Range } from 'monaco-editor/editor';
import { shownBy } from './assist';

/** JSON's tokens. Names of fields look like keywords, since they are ours. Source: RFC 8259. */
const grammar: languages.IMonarchLanguage = {
  defaultToken: '',
  // Not `.json`: Monaco's own themes have colours for that.
  tokenPostfix: '.plan',
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'keyword'],
      [/"(?:[^"\\]|\\.)*"?/, 'string'],
      [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
      [/true|false|null/, 'number'],
      [/[{}[\]]/, '@brackets'],
    ],
  },
};

const configuration: languages.LanguageConfiguration = {
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}', notIn: ['string'] },
    { open: '[', close: ']', notIn: ['string'] },
    { open: '"', close: '"', notIn: ['string'] },
  ],
};

const completion: languages.CompletionItemProvider = {
  triggerCharacters: ['"', ':', ' ', '{', '[', ','],
  provideCompletionItems(model, position) {
    const text = model.getValue();
    const found = shownBy(model)?.picture.assistant?.complete(text, model.getOffsetAt(position));
    if (found === undefined) return { suggestions: [] };
    const range = Range.fromPositions(model.getPositionAt(found.from), model.getPositionAt(found.to));
    const suggestions = found.items.map(({ label, insert, isField, doc }, order) => ({
      label,
      insertText: insert,
      insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
      kind: isField ? languages.CompletionItemKind.Property : languages.CompletionItemKind.Value,
      documentation: { value: doc },
      // Within quotation marks the word under way has one, too.
      filterText: JSON.stringify(label),
      sortText: String(order).padStart(3, '0'),
      range,
    }));
    return { suggestions };
  },
};

const hover: languages.HoverProvider = {
  provideHover(model: editor.ITextModel, position: Position) {
    const value = shownBy(model)?.picture.assistant?.explain(model.getValue(), model.getOffsetAt(position));
    return value == null ? null : { contents: [{ value }] };
  },
};

/** Once per page. Monaco's own JSON would bring a worker along, and knows no flow. */
export function registerJson(): void {
  languages.register({ id: 'json', extensions: ['.json'], aliases: ['JSON'] });
  languages.setLanguageConfiguration('json', configuration);
  languages.setMonarchTokensProvider('json', grammar);
  languages.registerCompletionItemProvider('json', completion);
  languages.registerHoverProvider('json', hover);
}
