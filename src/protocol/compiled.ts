import type { Flow } from '../model/flow';

/** Where one line of compiled code comes from: columns (from 0, ascending), each with a line of the source (from 1). */
export type LineOrigins = readonly (readonly [column: number, line: number])[];

/** A flow's text as JavaScript. */
export interface CompiledCode {
  /** One CommonJS module, as a script that leaves it on the worker's scope, run there alone or before the worker's own. */
  readonly code: string;
  /** One entry per line of `code`. */
  readonly origins: readonly LineOrigins[];
}

/** What a worker gets of a TypeScript flow beside its text. */
export interface CompiledFlow extends CompiledCode {
  /** As read from the text; null where it holds none. */
  readonly flow: Flow | null;
}
