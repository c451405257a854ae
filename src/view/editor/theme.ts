import { editor } from 'monaco-editor/editor';

const NAME = 'faultline';

/** Monaco's colours by our tokens. Two more digits are an opacity. */
const COLORS: Readonly<Record<string, string>> = {
  foreground: 'ink',
  focusBorder: 'accent',
  'icon.foreground': 'ink-2',
  'textLink.foreground': 'accent',
  'textLink.activeForeground': 'accent',
  'editor.background': 'pane',
  'editor.foreground': 'ink',
  'editor.selectionBackground': 'accent-line 66',
  'editor.inactiveSelectionBackground': 'accent-line 33',
  'editor.selectionHighlightBackground': 'accent-line 2b',
  'editor.wordHighlightBackground': 'edge 26',
  'editor.wordHighlightStrongBackground': 'edge 26',
  'editor.findMatchBackground': 'accent-line 99',
  'editor.findMatchHighlightBackground': 'accent-line 44',
  'editor.foldBackground': 'hover 99',
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${String(depth)}`, 'ink']),
  ),
  'editorBracketHighlight.unexpectedBracket.foreground': 'ink',
  'editorBracketMatch.background': 'hover',
  'editorBracketMatch.border': 'line-2',
  'editorCodeLens.foreground': 'ink-3',
  'editorCursor.foreground': 'accent',
  'editorError.foreground': 'fail',
  'editorWarning.foreground': 'wait',
  'editorInfo.foreground': 'wait',
  'editorHint.foreground': 'wait',
  'editorGutter.background': 'pane',
  'editorGutter.foldingControlForeground': 'ink-3',
  'editorHoverWidget.background': 'raise',
  'editorHoverWidget.border': 'line-2',
  'editorHoverWidget.foreground': 'ink',
  'editorHoverWidget.statusBarBackground': 'canvas',
  'editorIndentGuide.background1': 'line',
  'editorLightBulb.foreground': 'wait',
  'editorLightBulbAutoFix.foreground': 'wait',
  'editorLineNumber.foreground': 'ink-3',
  'editorLineNumber.activeForeground': 'ink',
  'editorMarkerNavigation.background': 'raise',
  'editorMarkerNavigationError.background': 'fail',
  'editorMarkerNavigationWarning.background': 'wait',
  'editorMarkerNavigationInfo.background': 'wait',
  'editorStickyScroll.background': 'pane',
  'editorStickyScroll.border': 'line',
  'editorStickyScrollHover.background': 'hover',
  'editorSuggestWidget.background': 'raise',
  'editorSuggestWidget.border': 'line-2',
  'editorSuggestWidget.foreground': 'ink',
  'editorSuggestWidget.highlightForeground': 'accent',
  'editorSuggestWidget.focusHighlightForeground': 'accent',
  'editorSuggestWidget.selectedBackground': 'accent-soft',
  'editorSuggestWidget.selectedForeground': 'ink',
  'editorWhitespace.foreground': 'line-2',
  'editorWidget.background': 'raise',
  'editorWidget.border': 'line-2',
  'editorWidget.foreground': 'ink',
  'widget.border': 'line-2',
  'widget.shadow': 'edge 33',
  'input.background': 'raise',
  'input.border': 'edge',
  'input.foreground': 'ink',
  'input.placeholderForeground': 'ink-3',
  'inputOption.activeBackground': 'accent-soft',
  'inputOption.activeBorder': 'accent',
  'inputOption.activeForeground': 'ink',
  'button.background': 'accent',
  'button.foreground': 'on-accent',
  'button.hoverBackground': 'accent',
  'list.hoverBackground': 'hover',
  'list.hoverForeground': 'ink',
  'list.focusBackground': 'accent-soft',
  'list.focusForeground': 'ink',
  'list.activeSelectionBackground': 'accent-soft',
  'list.activeSelectionForeground': 'ink',
  'list.highlightForeground': 'accent',
  'menu.background': 'raise',
  'menu.foreground': 'ink',
  'menu.selectionBackground': 'hover',
  'menu.selectionForeground': 'ink',
  'menu.separatorBackground': 'line',
  'menu.border': 'line-2',
  'quickInput.background': 'raise',
  'quickInput.foreground': 'ink',
  'quickInputList.focusBackground': 'accent-soft',
  'quickInputList.focusForeground': 'ink',
  'keybindingLabel.background': 'hover',
  'keybindingLabel.foreground': 'ink-2',
  'scrollbarSlider.background': 'edge 40',
  'scrollbarSlider.hoverBackground': 'edge 73',
  'scrollbarSlider.activeBackground': 'edge 99',
  'textCodeBlock.background': 'canvas',
  'textPreformat.foreground': 'ink',
  'textPreformat.background': 'hover',
};

const RULES: readonly (readonly [token: string, color: string, style?: string])[] = [
  ['', 'ink'],
  ['comment', 'ink-3'],
  ['string', 's-str'],
  ['number', 's-str'],
  ['keyword', 's-key', 'bold'],
  ['definition', 'ink', 'bold'],
  ['decorator', 'accent'],
  ['self', 'ink-2'],
];

/** Monaco's theme from the page's tokens; `token` gives a token's value as `#rrggbb`. */
export function themeOf(token: (name: string) => string, dark: boolean): editor.IStandaloneThemeData {
  const color = (spec: string): string => {
    const [name = '', opacity = ''] = spec.split(' ');
    return `${token(name)}${opacity}`;
  };
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: RULES.map(([name, spec, style]) => ({
      token: name,
      foreground: color(spec).slice(1),
      ...(style === undefined ? {} : { fontStyle: style }),
    })),
    colors: Object.fromEntries(Object.entries(COLORS).map(([name, spec]) => [name, color(spec)])),
  };
}

/** Keeps Monaco in the page's colours while the page changes between light and dark. */
export function keepTheme(host: HTMLElement): () => void {
  const apply = (): void => {
    const style = getComputedStyle(host);
    const dark = style.colorScheme.includes('dark');
    editor.defineTheme(
      NAME,
      themeOf((name) => style.getPropertyValue(`--${name}`).trim(), dark),
    );
    editor.setTheme(NAME);
  };
  apply();
  const observer = new MutationObserver(apply);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
  return () => observer.disconnect();
}
