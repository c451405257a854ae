import type { Plugin } from 'vite';

const ownWorker = /createWorker: \(\) => new Worker\(new URL\([^)]*\)[^)]*\)/g;

/**
 * Takes out the worker that each of Monaco's languages would make where it is given none. We always give it one, and
 * its own would put a second copy of TypeScript (7 MB) into the build.
 */
export function withoutMonacoWorkers(): Plugin {
  return {
    name: 'without-monaco-workers',
    enforce: 'pre',
    transform: {
      filter: { id: /monaco-editor.*\/workerManager\.js(\?|$)/ },
      handler(code) {
        return code.replace(ownWorker, "createWorker: () => { throw new Error('MonacoEnvironment gave no worker'); }");
      },
    },
  };
}
