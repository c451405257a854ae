/** What the compiler of TypeScript flows answers to over comlink, in a worker of its own. */
import type { CompiledCode } from './compiled';
import type { Refusal } from './flowHost';

export type CompileOutcome =
  { readonly ok: true; readonly compiled: CompiledCode } | { readonly ok: false; readonly refusal: Refusal };

export interface FlowCompiler {
  compile(source: string, fileName: string): Promise<CompileOutcome>;
}
