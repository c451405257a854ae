/**
 * Runs a bundled worker script in a Node worker thread as a browser would run it: Pyodide must take its browser
 * branches, so the realm says that it is a worker and has no `process`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

function WorkerGlobalScope() {
  // Nothing is made of it: it is only asked for.
}

/** @typedef {(event: { data?: unknown, ports?: unknown[], reason?: unknown, preventDefault?: () => void }) => void} Listener */

const { process } = globalThis;
const runHere = globalThis.eval;

Object.setPrototypeOf(globalThis, WorkerGlobalScope.prototype);
Object.assign(globalThis, {
  WorkerGlobalScope,
  self: globalThis,
  location: new URL('blob:null/worker'),
  Blob: scriptText,
  addEventListener(/** @type {string} */ type, /** @type {Listener} */ listener) {
    if (type === 'message') parentPort?.once('message', ({ boot, port }) => listener({ data: boot, ports: [port] }));
    if (type === 'unhandledrejection') {
      process.on('unhandledRejection', (reason) => listener({ reason, preventDefault: () => undefined }));
    }
  },
});
Reflect.deleteProperty(globalThis, 'process');
// There is one script besides, at whatever address. Pyodide refuses to start where there seem to be such scripts.
if (workerData.extras !== undefined) {
  Object.assign(globalThis, { importScripts: () => runHere(workerData.extras) });
}

/** Node imports no blob: addresses, so a script is a file for as long as it has one. */
function scriptText(/** @type {string[]} */ parts) {
  return { text: parts.join('') };
}
Object.assign(URL, {
  createObjectURL(/** @type {{ text: string }} */ { text }) {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'flow-')), 'flow.mjs');
    writeFileSync(file, text);
    return pathToFileURL(file).href;
  },
  revokeObjectURL(/** @type {string} */ url) {
    rmSync(path.dirname(fileURLToPath(url)), { recursive: true });
  },
});
// In stacks, the script stands at the worker's address.
runHere(`${workerData.code}\n//# sourceURL=${globalThis.location.href}`);
