import { languages } from 'monaco-editor/editor';
import { conf, language } from 'monaco-editor/languages/definitions/typescript/typescript';
import {
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';
import { FLOW_TYPES } from '../../state/flowTypes';

/** What the graph's checks say better, and where: names that `faultline` lacks, other modules, uncalled decorators. */
const SAID_ELSEWHERE = [1329, 2305, 2307, 2724, 2792];

/** Monaco's grammar takes the `@` of a decorator for a mistake. */
const grammar: languages.IMonarchLanguage = {
  ...language,
  tokenizer: {
    ...language.tokenizer,
    common: [[/@[A-Za-z_$][\w$]*/, 'decorator'], ...(language.tokenizer['common'] ?? [])],
  },
};

/** Has Monaco's TypeScript know flows as they run. Its worker starts with the first text in TypeScript. */
export function setUpTypeScript(): void {
  languages.register({ id: 'typescript', extensions: ['.ts'], aliases: ['TypeScript'] });
  languages.setLanguageConfiguration('typescript', conf);
  languages.setMonarchTokensProvider('typescript', grammar);
  typescriptDefaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.NodeJs,
    lib: ['es2023', 'decorators'],
    strict: true,
    isolatedModules: true,
    useDefineForClassFields: true,
    allowNonTsExtensions: true,
    noEmit: true,
  });
  typescriptDefaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: SAID_ELSEWHERE });
  for (const [address, text] of Object.entries(FLOW_TYPES)) typescriptDefaults.addExtraLib(text, address);
}
