import type { LineOrigins } from '../../../src/protocol/compiled';
import { DEFINE, MODULE } from '../compiler/words';

/** A compiled flow as this worker runs it. Stacks are read by it. */
export interface Program {
  readonly fileName: string;
  readonly sourceLines: readonly string[];
  readonly origins: readonly LineOrigins[];
  /** What the flow's own stack frames have for a file. */
  readonly url: string;
}

type Define = (require: (name: string) => unknown, exports: object, tick: () => void) => Promise<void>;

/** What evaluating a module needs of the browser; taken before the realm is locked. */
export interface Evaluator {
  /** Puts a script somewhere, runs it through `with`, and lets go of it. */
  importScript(code: string, withUrl: (url: string) => void): Promise<void>;
}

/** Of this module's realm, as it was before anything was taken away. */
export function evaluator(): Evaluator {
  const { createObjectURL, revokeObjectURL } = URL;
  const RealBlob = Blob;
  return {
    async importScript(code, withUrl) {
      const url = createObjectURL.call(URL, new RealBlob([code], { type: 'text/javascript' }));
      withUrl(url);
      try {
        await import(/* @vite-ignore */ url);
      } finally {
        revokeObjectURL.call(URL, url);
      }
    },
  };
}

/** Gets a compiled flow's module ready to run. What is given back runs it once, and resolves with what it exports. */
export async function readyModule(
  code: string,
  { importScript }: Evaluator,
  given: { readonly module: object; readonly tick: () => void; readonly withUrl: (url: string) => void },
): Promise<() => Promise<Readonly<Record<string, unknown>>>> {
  let define: Define | null = null;
  Object.defineProperty(globalThis, DEFINE, { value: (made: Define) => void (define = made), configurable: true });
  await importScript(code, given.withUrl);
  Reflect.deleteProperty(globalThis, DEFINE);
  const run = define as Define | null;
  if (run === null) throw new TypeError(`The script did not call ${DEFINE}.`);
  return async () => {
    const exports: Record<string, unknown> = {};
    await run((name) => required(name, given.module), exports, given.tick);
    return exports;
  };
}

function required(name: string, module: object): object {
  if (name === MODULE) return module;
  throw new TypeError(`Cannot find module '${name}': a flow imports only '${MODULE}'.`);
}
