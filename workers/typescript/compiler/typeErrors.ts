import type { Diagnostic, LanguageServiceHost } from 'typescript';
import type { TypeScript } from './typescript';

/** What the editor says better, and where: names that `faultline` lacks, other modules, uncalled decorators. */
const SAID_ELSEWHERE: ReadonlySet<number> = new Set([1329, 2305, 2307, 2724, 2792]);
const FLOW = '/flow.ts';

/**
 * Finds type errors in one text after the other. `libraries` are TypeScript's own declarations by name, `types` those of
 * a flow's world by path.
 */
export class TypeErrors {
  readonly #ts: TypeScript;
  readonly #service: ReturnType<TypeScript['createLanguageService']>;
  #source = '';
  #version = 0;

  constructor(ts: TypeScript, libraries: Readonly<Record<string, string>>, types: Readonly<Record<string, string>>) {
    const textOf = (path: string): string | undefined =>
      path === FLOW ? this.#source : (types[path] ?? libraries[path.slice(path.lastIndexOf('/') + 1)]);
    const host: LanguageServiceHost = {
      getCompilationSettings: () => ({
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Node10,
        lib: ['lib.es2023.d.ts', 'lib.decorators.d.ts'],
        strict: true,
        isolatedModules: true,
        useDefineForClassFields: true,
        noEmit: true,
        types: [],
      }),
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => '/lib.es2023.d.ts',
      getScriptFileNames: () => [FLOW, ...Object.keys(types)],
      getScriptVersion: (path) => (path === FLOW ? String(this.#version) : '1'),
      getScriptSnapshot: (path) => {
        const text = textOf(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      fileExists: (path) => textOf(path) !== undefined,
      readFile: textOf,
    };
    this.#ts = ts;
    this.#service = ts.createLanguageService(host);
  }

  /** A sentence about a text's type errors; null where it has none. */
  notice(source: string, fileName: string): string | null {
    this.#source = source;
    this.#version += 1;
    const errors = this.#service
      .getSemanticDiagnostics(FLOW)
      .filter(({ category, code }) => category === this.#ts.DiagnosticCategory.Error && !SAID_ELSEWHERE.has(code));
    const [first] = errors;
    return first === undefined ? null : this.#sentence(first, errors.length, fileName);
  }

  #sentence({ start = 0, messageText }: Diagnostic, count: number, fileName: string): string {
    const line = this.#source.slice(0, start).split('\n').length;
    const [message = ''] = this.#ts.flattenDiagnosticMessageText(messageText, '\n').split('\n');
    const what = count === 1 ? 'a type error' : `${String(count)} type errors`;
    return `${fileName} has ${what}, which stops no run. Line ${String(line)}: ${message}`;
  }
}
