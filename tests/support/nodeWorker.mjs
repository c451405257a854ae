/**
 * Runs a bundled worker script in a Node worker thread as a browser would run it: Pyodide must take its browser
 * branches, so the realm says that it is a worker and has no `process`.
 */
import { parentPort, workerData } from 'node:worker_threads';

function WorkerGlobalScope() {
  // Nothing is made of it: it is only asked for.
}

/** @typedef {(event: { data: unknown, ports: unknown[] }) => void} Listener */

Object.setPrototypeOf(globalThis, WorkerGlobalScope.prototype);
Object.assign(globalThis, {
  WorkerGlobalScope,
  self: globalThis,
  location: new URL('blob:null/worker'),
  addEventListener(/** @type {string} */ _type, /** @type {Listener} */ listener) {
    parentPort?.once('message', ({ boot, port }) => listener({ data: boot, ports: [port] }));
  },
});
Reflect.deleteProperty(globalThis, 'process');
(0, eval)(workerData.code);
