/// <reference types="vite/client" />

/** A worker under `workers/`, bundled on its own into one classic script. */
declare module 'sandbox:*?frame' {
  /** As it stands in a CSP: `'sha256-…'`. */
  export const hash: string;
  const code: string;
  export default code;
}

/** With a second script beside it, which the worker fetches when it needs it. */
declare module 'sandbox:*?extras' {
  export const extras: string;
  const code: string;
  export default code;
}

declare module 'sandbox:*' {
  const code: string;
  export default code;
}

/** Where the build puts Pyodide's files. */
declare module 'virtual:pyodide' {
  export const version: string;
  /** Relative to the page, with a slash at its end: `pyodide-1.2.3/`. */
  export const folder: string;
}

/** The pages of the help, from `src/view/help/pages`. */
declare module 'virtual:help' {
  export const pages: readonly {
    readonly id: string;
    readonly title: string;
    readonly html: string;
    readonly text: string;
  }[];
}

/** Monaco's own typings leave out the TypeScript that it carries. */
declare module 'monaco-editor/languages/features/typescript/lib/typescriptServices.js' {
  import type ts from 'typescript';
  export const typescript: typeof ts;
}

declare module 'monaco-editor/languages/features/typescript/lib/lib.js' {
  /** The text of every `lib.….d.ts`, by name. */
  export const libFileMap: Readonly<Record<string, string>>;
}
