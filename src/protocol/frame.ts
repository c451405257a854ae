/** What the engine worker tells the sandboxed frame over its control port, and what the frame answers. */
export type ToFrame =
  /** The code of a kind of worker. */
  | ({ readonly op: 'code'; readonly worker: WorkerKind } & WorkerCode)
  /** Python's files. The frame compiles the wasm once, since a Module cannot cross into it. */
  | { readonly op: 'python-assets'; readonly assets: PythonAssets }
  /** A memory snapshot for every Python worker from now on. */
  | { readonly op: 'python-snapshot'; readonly snapshot: Uint8Array }
  /** A flow's compiled code, for TypeScript workers that begin with it. */
  | { readonly op: 'flow'; readonly code: string }
  /** Starts a worker; its port travels with the message. */
  | {
      readonly op: 'spawn';
      readonly id: number;
      readonly worker: WorkerKind;
      readonly snapshot: boolean;
      /** Its script begins with the last flow. */
      readonly flow?: boolean;
    }
  | { readonly op: 'kill'; readonly id: number }
  /** Asks whether it is still there. */
  | { readonly op: 'ping' };

export type FromFrame =
  | { readonly op: 'ready' }
  | { readonly op: 'python-ready'; readonly compileMs: number }
  | { readonly op: 'python-failed'; readonly message: string }
  | { readonly op: 'worker-failed'; readonly id: number; readonly message: string }
  | { readonly op: 'killed'; readonly id: number }
  /** What a ping is answered with. */
  | { readonly op: 'pong' };

export type WorkerKind = 'python' | 'typescript';

/** Classic scripts: what a worker starts with, and what it fetches when it needs it. */
export interface WorkerCode {
  readonly code: string;
  readonly extras?: string;
}

/** The four files of Pyodide's package that a worker boots from. */
export interface PythonAssets {
  readonly wasm: Uint8Array;
  readonly stdlib: Uint8Array;
  readonly lock: string;
  /** The text of pyodide.asm.mjs. */
  readonly script: string;
}

/** What a Python worker gets in its first message, beside its port. */
export interface PythonBoot {
  readonly module: WebAssembly.Module;
  readonly stdlib: Uint8Array;
  readonly lock: string;
  /** A blob: URL of pyodide.asm.mjs. */
  readonly scriptUrl: string;
  readonly snapshot: Uint8Array | null;
}
