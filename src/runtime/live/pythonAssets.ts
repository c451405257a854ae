import { FaultlineError } from '../../model/assert';
import type { PythonAssets } from '../../protocol/frame';

/** Sizes of Pyodide's files in KB, roughly: they only weigh the progress bar. */
const WEIGHTS = {
  'pyodide.asm.wasm': 9400,
  'python_stdlib.zip': 2500,
  'pyodide.asm.mjs': 1200,
  'pyodide-lock.json': 120,
};

type FileName = keyof typeof WEIGHTS;

/**
 * Fetches Pyodide's files from the site's own folder. `onprogress` gets 0..1.
 *
 * @throws {FaultlineError} `python-unavailable` when one of them does not come.
 */
export async function fetchPythonAssets(folderUrl: string, onprogress: (part: number) => void): Promise<PythonAssets> {
  const total = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);
  let done = 0;
  const file = async (name: FileName): Promise<Uint8Array> => {
    const bytes = await fetchBytes(new URL(name, folderUrl), (part) => {
      onprogress((done + part * WEIGHTS[name]) / total);
    });
    done += WEIGHTS[name];
    return bytes;
  };
  // One after the other: the bar then moves evenly, and the wire is the bottleneck anyway.
  const wasm = await file('pyodide.asm.wasm');
  const stdlib = await file('python_stdlib.zip');
  const script = await file('pyodide.asm.mjs');
  const lock = await file('pyodide-lock.json');
  const text = new TextDecoder();
  return { wasm, stdlib, script: text.decode(script), lock: text.decode(lock) };
}

async function fetchBytes(url: URL, onpart: (part: number) => void): Promise<Uint8Array> {
  const response = await fetch(url).catch((error: unknown) => unavailable(url, String(error)));
  if (!response.ok || response.body === null) return unavailable(url, `the server answered ${String(response.status)}`);
  const total = Number(response.headers.get('content-length')) || 0;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    size += read.value.byteLength;
    onpart(total > 0 ? Math.min(1, size / total) : 0.5); // A compressed answer is longer than its header says.
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function unavailable(url: URL, reason: string): never {
  throw new FaultlineError('python-unavailable', `Python could not be loaded: ${reason} for ${url.pathname}.`, {
    file: url.pathname,
  });
}
