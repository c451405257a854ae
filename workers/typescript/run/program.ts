import type { LineOrigins } from '../../../src/protocol/compiled';
import { COMPILED, MODULE, scriptLeaving } from '../compiler/words';

/** A compiled flow as this worker runs it. Stacks are read by it. */
export interface Program {
  readonly fileName: string;
  readonly sourceLines: readonly string[];
  readonly origins: readonly LineOrigins[];
  /** What the flow's own stack frames have for a file. */
  readonly url: string;
}

/** A flow's text, compiled; run once, it leaves in `exports` what it exports. */
type Module = (require: (name: string) => unknown, exports: object, tick: () => void) => Promise<void>;

/** What evaluating a module needs of the browser; taken before the realm is locked. */
export interface Evaluator {
  /** What this worker's own script began with, and where that script is. Null where it began with no flow. */
  readonly begun: { readonly made: Module; readonly url: string } | null;
  /** Puts a script somewhere, runs it through `with`, and lets go of it. */
  importScript(code: string, withUrl: (url: string) => void): Promise<void>;
}

/** Of this module's realm, as it was before anything was taken away. */
export function evaluator(): Evaluator {
  const { createObjectURL, revokeObjectURL } = URL;
  const RealBlob = Blob;
  const made = takeCompiled();
  return {
    begun: made && { made, url: location.href },
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
  { begun, importScript }: Evaluator,
  given: { readonly module: object; readonly tick: () => void; readonly withUrl: (url: string) => void },
): Promise<() => Promise<Readonly<Record<string, unknown>>>> {
  const isHere = begun !== null && code === scriptLeaving(String(begun.made));
  if (isHere) given.withUrl(begun.url);
  else await importScript(code, given.withUrl);
  const made = isHere ? begun.made : takeCompiled();
  if (made === null) throw new TypeError(`The script left no ${COMPILED}.`);
  return async () => {
    const exports: Record<string, unknown> = {};
    await made((name) => required(name, given.module), exports, given.tick);
    return exports;
  };
}

/** What a script has left on the scope, which has it no longer. */
function takeCompiled(): Module | null {
  const scope = globalThis as { [COMPILED]?: Module };
  const made = scope[COMPILED] ?? null;
  Reflect.deleteProperty(scope, COMPILED);
  return made;
}

function required(name: string, module: object): object {
  if (name === MODULE) return module;
  throw new TypeError(`Cannot find module '${name}': a flow imports only '${MODULE}'.`);
}
