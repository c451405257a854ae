import { createReadStream, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

const contentTypes: Readonly<Record<string, string>> = {
  'pyodide.asm.mjs': 'text/javascript',
  'pyodide.asm.wasm': 'application/wasm',
  'python_stdlib.zip': 'application/zip',
  'pyodide-lock.json': 'application/json',
};

interface PyodideFolder {
  /** On disk. */
  readonly source: string;
  readonly version: string;
  /** In the site, with a slash at its end. */
  readonly folder: string;
}

function pyodideFolder(): PyodideFolder {
  const source = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
  const { version } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as { version: string };
  return { source, version, folder: `pyodide-${version}/` };
}

/** `virtual:pyodide` says which version it is and where its files are. For the page and for its workers. */
export function pyodideAddress(): Plugin {
  const { version, folder } = pyodideFolder();
  return {
    name: 'pyodide-address',

    resolveId: {
      filter: { id: /^virtual:pyodide$/ },
      handler: (id) => `\0${id}`,
    },

    load: {
      filter: { id: /^\0virtual:pyodide$/ },
      handler: () =>
        `export const version = ${JSON.stringify(version)};\nexport const folder = ${JSON.stringify(folder)};`,
    },
  };
}

/** Puts Pyodide's files beside the page, from its npm package, in a folder named by their version. */
export function pyodideFiles(): Plugin {
  const { source, folder } = pyodideFolder();
  return {
    name: 'pyodide-files',

    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [url = ''] = (request.url ?? '').split('?');
        const name = path.posix.basename(url);
        const contentType = contentTypes[name];
        if (contentType === undefined || !url.endsWith(`/${folder}${name}`)) return next();
        response.setHeader('content-type', contentType);
        createReadStream(path.join(source, name)).pipe(response);
      });
    },

    async generateBundle() {
      for (const name of Object.keys(contentTypes)) {
        this.emitFile({ type: 'asset', fileName: folder + name, source: await readFile(path.join(source, name)) });
      }
    },
  };
}
