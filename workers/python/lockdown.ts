import type { PyodideAPI } from 'pyodide';

/** The frame's policy stops all of these from reaching anything; here they stop existing as well. */
const WAYS_OUT = [
  'BroadcastChannel',
  'caches',
  'EventSource',
  'fetch',
  'importScripts',
  'indexedDB',
  'navigator',
  'SharedWorker',
  'WebSocket',
  'WebTransport',
  'Worker',
  'XMLHttpRequest',
] as const;

/** Takes from user code what it has no use for: the ways out of the worker, and JavaScript. */
export function lockDown(python: PyodideAPI, realm: object = globalThis): void {
  for (const name of WAYS_OUT) {
    // On a worker's prototype chain some are accessors without a setter: a value of our own hides them.
    Object.defineProperty(realm, name, { value: undefined, configurable: false, writable: false });
  }
  for (const module of ['js', 'pyodide_js']) python.unregisterJsModule(module);
}
