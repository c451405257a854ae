import { languages } from 'monaco-editor/editor';

const KEYWORDS = [
  'False None True and as assert async await break class continue def del elif else except finally for from global',
  'if import in is lambda nonlocal not or pass raise return try while with yield',
].flatMap((line) => line.split(' '));

const OPENS_BLOCK =
  /^\s*(?:def|class|for|if|elif|else|while|try|with|finally|except|async|match|case)\b.*:\s*(?:#.*)?$/;
const ENDS_BLOCK = /^\s+(?:return|pass|raise|break|continue)\b.*$/;

/** How Python is typed: pairs, indents after a colon, outdents after what ends a block, folds by indentation. */
export const pythonConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '#' },
  brackets: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '(', close: ')' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  surroundingPairs: ['{}', '[]', '()', '""', "''"].map(([open = '', close = '']) => ({ open, close })),
  onEnterRules: [
    { beforeText: OPENS_BLOCK, action: { indentAction: languages.IndentAction.Indent } },
    { beforeText: ENDS_BLOCK, action: { indentAction: languages.IndentAction.Outdent } },
  ],
  folding: { offSide: true },
};

/**
 * Python's tokens, as few kinds as the look has colours. A string that is not closed ends with its line, so that
 * half-typed code does not repaint the rest. Source: Python reference, 2 Lexical analysis.
 */
export const pythonGrammar: languages.IMonarchLanguage = {
  defaultToken: '',
  tokenPostfix: '.python',
  keywords: KEYWORDS,
  brackets: [
    { open: '{', close: '}', token: 'delimiter' },
    { open: '[', close: ']', token: 'delimiter' },
    { open: '(', close: ')', token: 'delimiter' },
  ],
  tokenizer: {
    root: [
      [/^(\s*)(@[a-zA-Z_][\w.]*)/, ['white', 'decorator']],
      [/^(\s*)(match|case)(?=\s.*:\s*(?:#.*)?$)/, ['white', 'keyword']],
      [/(def|class)(\s+)([a-zA-Z_]\w*)/, ['keyword', 'white', 'definition']],
      [/#.*$/, 'comment'],
      [/[fF][rR]?("""|''')/, { token: 'string', next: '@formattedBlock.$1' }],
      [/[rRbBuU]{0,2}("""|''')/, { token: 'string', next: '@block.$1' }],
      [/[rRbBuUfF]{0,2}["']$/, 'string'],
      [/[fF][rR]?(["'])/, { token: 'string', next: '@formattedLine.$1' }],
      [/[rRbBuU]{0,2}(["'])/, { token: 'string', next: '@line.$1' }],
      [/0[xXoObB][\da-fA-F_]+/, 'number'],
      [/(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][+-]?\d+)?[jJ]?/, 'number'],
      [/self\b/, 'self'],
      [/[a-zA-Z_]\w*/, { cases: { '@keywords': 'keyword', '@default': 'identifier' } }],
      [/[{}[\]()]/, '@brackets'],
      [/\s+/, 'white'],
      [/[^\s\w"'#{}[\]()]+?/, 'delimiter'],
    ],
    block: [
      [/[^\\"']+/, 'string'],
      [/\\./, 'string'],
      [/"""|'''|["']/, { cases: { '$0==$S2': { token: 'string', next: '@pop' }, '@default': 'string' } }],
      [/\\$/, 'string'],
    ],
    formattedBlock: [
      [/\{[^{}"'\\]*\}/, 'identifier'],
      [/[^\\"'{]+/, 'string'],
      [/\{/, 'string'],
      { include: '@block' },
    ],
    line: [
      [/\\$/, 'string'],
      [/\\.$/, 'string', '@pop'],
      [/\\./, 'string'],
      [/["']$/, 'string', '@pop'],
      [/["']/, { cases: { '$0==$S2': { token: 'string', next: '@pop' }, '@default': 'string' } }],
      [/[^\\"']+$/, 'string', '@pop'],
      [/[^\\"']+/, 'string'],
    ],
    formattedLine: [
      [/\{[^{}"'\\]*\}$/, 'identifier', '@pop'],
      [/\{[^{}"'\\]*\}/, 'identifier'],
      [/[^\\"'{]+$/, 'string', '@pop'],
      [/[^\\"'{]+/, 'string'],
      [/\{$/, 'string', '@pop'],
      [/\{/, 'string'],
      { include: '@line' },
    ],
  },
};
