import type { PythonBoot } from '../../src/protocol/frame';

/** Where Pyodide believes that its files are. Nothing is ever fetched from there. */
export const INDEX_URL = 'https://assets.invalid/py/';

/**
 * Runs `load` while the two doors through which Pyodide's loader asks for its files lead to `assets`. There is no
 * option for handing it bytes, and the sandbox has no network.
 */
export async function withAssetDoors<T>(assets: PythonBoot, load: () => Promise<T>): Promise<T> {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = (input) => Promise.resolve(new Response(bodyFor(String(input), assets)));
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module: assets.module,
    instance: await WebAssembly.instantiate(assets.module, imports),
  });
  try {
    return await load();
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

function bodyFor(url: string, assets: PythonBoot): BodyInit {
  // The cast: TypeScript lets Uint8Array lie on shared memory, which these never do.
  return url.endsWith('python_stdlib.zip') ? (assets.stdlib as Uint8Array<ArrayBuffer>) : new Uint8Array();
}
