/** What the compiler of TypeScript flows answers to over comlink, in a worker of its own. */
import type { CompiledCode } from './compiled';
import type { FlowSource, Refusal } from './flowHost';

export type CompileOutcome =
  { readonly ok: true; readonly compiled: CompiledCode } | { readonly ok: false; readonly refusal: Refusal };

/** A source as workers take it, or why they cannot. */
export type PreparedSource =
  { readonly ok: true; readonly source: FlowSource } | { readonly ok: false; readonly refusal: Refusal };

export interface FlowCompiler {
  compile(source: string, fileName: string): Promise<CompileOutcome>;
  /** A sentence about a text's type errors, which stop no run; null where it has none. Slow the first time. */
  check(source: string, fileName: string): Promise<string | null>;
}
