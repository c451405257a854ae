import { decode } from '@jridgewell/sourcemap-codec';
import type { LineOrigins } from '../../../src/protocol/compiled';
import type { CompileOutcome } from '../../../src/protocol/compiler';
import type { Refusal } from '../../../src/protocol/flowHost';
import { loopGuards } from './loopGuards';
import type { TypeScript } from './typescript';
import { MODULE, scriptLeaving, TICK } from './words';

const HEAD = `async function (require, exports, ${TICK}) {\n`;
const FOOT = '\n}';

/** Compiles one flow's text by itself, without looking at types: syntax errors and foreign imports refuse it. */
export function compile(ts: TypeScript, source: string, fileName: string): CompileOutcome {
  const foreign = foreignImport(ts, source);
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    fileName: 'flow.ts',
    reportDiagnostics: true,
    transformers: { before: [loopGuards(ts)] },
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      isolatedModules: true,
      esModuleInterop: true,
      useDefineForClassFields: true,
      sourceMap: true,
    },
  });
  const wrong = diagnostics?.find(({ category }) => category === ts.DiagnosticCategory.Error);
  if (wrong) {
    const message = ts.flattenDiagnosticMessageText(wrong.messageText, '\n');
    return refused('Syntax error', message, fileName, lineAt(source, wrong.start ?? 0));
  }
  if (foreign) return refused('Module not found', foreignMessage(foreign.name), fileName, foreign.line);
  const code = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  const { mappings } = JSON.parse(sourceMapText ?? '{"mappings":""}') as { mappings: string };
  return {
    ok: true,
    compiled: { code: scriptLeaving(`${HEAD}${code}${FOOT}`), origins: [[], ...decode(mappings).map(originsOf)] },
  };
}

const originsOf = (segments: readonly (readonly number[])[]): LineOrigins =>
  segments.flatMap(([column = 0, , line]) => (line === undefined ? [] : [[column, line + 1] as const]));

function foreignImport(ts: TypeScript, source: string): { name: string; line: number } | null {
  const { importedFiles } = ts.preProcessFile(source, true, true);
  const found = importedFiles.find((file) => file.fileName !== MODULE);
  return found ? { name: found.fileName, line: lineAt(source, found.pos) } : null;
}

const foreignMessage = (name: string) =>
  `Cannot find module '${name}': a flow imports only '${MODULE}'. There are no npm packages and no other files here.`;

const lineAt = (source: string, offset: number) => source.slice(0, offset).split('\n').length;

function refused(headline: string, message: string, fileName: string, line: number): CompileOutcome {
  const refusal: Refusal = {
    headline: `${headline} in file ${fileName} on line ${String(line)}`,
    message,
    line,
    traceback: [],
  };
  return { ok: false, refusal };
}
