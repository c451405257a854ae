/**
 * The TypeScript inside Monaco, in a worker of its own. One file serves two: the editor, which speaks Monaco's protocol,
 * and the engine, which has flows compiled.
 */
import { expose } from 'comlink';
import 'monaco-editor/language/typescript/ts.worker.js';
import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import { libFileMap } from 'monaco-editor/languages/features/typescript/lib/lib.js';
import faultline from '../../../src/language/typescript/faultline.d.ts?raw';
import globals from '../../../src/language/typescript/globals.d.ts?raw';
import type { FlowCompiler } from '../../../src/protocol/compiler';
import { compile } from './compile';
import { TypeErrors } from './typeErrors';
import { COMPILE } from './words';

const typeErrors = new TypeErrors(typescript, libFileMap, {
  '/node_modules/faultline/index.d.ts': faultline,
  '/globals.d.ts': globals,
});

const compiler: FlowCompiler = {
  compile: (source, fileName) => Promise.resolve(compile(typescript, source, fileName)),
  check: (source, fileName) => Promise.resolve(typeErrors.notice(source, fileName)),
};

// Monaco's own waits for an editor's first message.
const serveEditor = self.onmessage;
self.onmessage = (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (event.data === COMPILE && port) expose(compiler, port);
  else serveEditor?.call(self, event);
};
