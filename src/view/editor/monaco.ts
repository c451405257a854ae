import { KeyCode, KeyMod, Uri, editor, languages } from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import TypeScriptWorker from '../../../workers/typescript/compiler/worker?worker';
import type { Problem } from '../../model/problem';
import { registerAssistance } from './assist';
import { registerJson } from './json';
import { MonacoFace, optionsFor } from './MonacoFace';
import type { DrawGlyph } from './marks';
import type { EditorEvents, EditorPicture, EditorPlace } from './picture';
import { pythonConfiguration, pythonGrammar } from './pythonGrammar';
import { keepTheme } from './theme';
import { setUpTypeScript } from './typescriptService';

self.MonacoEnvironment = {
  getWorker: (_, label) => (label === 'typescript' ? new TypeScriptWorker() : new EditorWorker()),
};

languages.register({ id: 'python', extensions: ['.py'], aliases: ['Python'] });
languages.setLanguageConfiguration('python', pythonConfiguration);
languages.setMonarchTokensProvider('python', pythonGrammar);
registerAssistance('python');
registerJson();
setUpTypeScript();
registerAssistance('typescript');

/** What opens while one of these is there is closed by Escape first. */
const ESCAPE_LEAVES = [
  'editorTextFocus',
  '!suggestWidgetVisible',
  '!findWidgetVisible',
  '!parameterHintsVisible',
  '!renameInputVisible',
  '!markersNavigationVisible',
  '!codeActionMenuVisible',
  '!editorHoverVisible',
  '!inSnippetMode',
  '!inlineSuggestionVisible',
  '!editorHasMultipleSelections',
  '!accessibilityHelpIsShown',
].join(' && ');

/** Each text has an address of its own, from which TypeScript finds what it imports. */
let models = 0;

export interface Opening {
  readonly host: HTMLElement;
  readonly picture: EditorPicture;
  readonly place: EditorPlace;
  readonly events: EditorEvents;
  readonly draw: DrawGlyph;
}

/** Opens Monaco in an element that can be seen, where `place` left off. What was typed before it came can be undone. */
export function openMonaco({ host, picture, place, events, draw }: Opening): MonacoFace {
  const stopTheme = keepTheme(host);
  const view = editor.create(host, {
    ...OPTIONS,
    model: editor.createModel(picture.text, picture.language, Uri.parse(`file:///flows/${String(++models)}`)),
    ...optionsFor(picture),
  });
  view.addAction({
    id: 'faultline.run',
    label: 'Run the flow',
    keybindings: [KeyMod.CtrlCmd | KeyCode.Enter],
    run: events.onrun,
  });
  view.addCommand(KeyCode.Escape, events.onleave, ESCAPE_LEAVES);
  // The first argument is Monaco's own accessor of services.
  const fixCommand = view.addCommand(0, (_: unknown, problem: Problem) => events.onfix(problem)) ?? '';
  void document.fonts.ready.then(() => editor.remeasureFonts());
  return new MonacoFace({ view, place, events, draw, fixCommand, stopTheme });
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  contextmenu: true,
  cursorBlinking: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'solid' : 'blink',
  detectIndentation: false,
  fixedOverflowWidgets: true,
  folding: true,
  fontFamily: "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontLigatures: false,
  fontSize: 12.25,
  glyphMargin: true,
  guides: { indentation: false, highlightActiveIndentation: false },
  hideCursorInOverviewRuler: true,
  insertSpaces: true,
  lightbulb: { enabled: editor.ShowLightbulbIconMode.OnCode },
  lineDecorationsWidth: 0,
  lineHeight: 20,
  lineNumbersMinChars: 4,
  links: false,
  minimap: { enabled: false },
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  padding: { top: 4, bottom: 8 },
  renderFinalNewline: 'on',
  quickSuggestions: { other: true, strings: true, comments: false },
  renderLineHighlight: 'none',
  roundedSelection: false,
  scrollBeyondLastLine: false,
  scrollbar: { useShadows: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  stickyScroll: { enabled: true, maxLineCount: 1, defaultModel: 'foldingProviderModel' },
  suggest: { showWords: false },
  tabSize: 4,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
};
