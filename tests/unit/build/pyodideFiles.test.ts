import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { pyodideAddress, pyodideFiles } from '../../../workers/build/pyodideFiles';
import { buildFixture } from '../../support/viteFixture';

const site = {
  'index.html': '<script type="module" src="/main.ts"></script>',
  'main.ts': `import { folder, version } from 'virtual:pyodide'; console.log('at', folder, version);`,
};

test("Pyodide's four files lie in the folder that the page is told of", async () => {
  const manifest = await readFile(createRequire(import.meta.url).resolve('pyodide/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };

  const built = await buildFixture(site, [pyodideAddress(), pyodideFiles()]);

  const files = [...built].filter(([name, text]) => name.startsWith(`pyodide-${version}/`) && text.length > 10_000);
  expect(files.map(([name]) => name.replace(/^.*\//, '')).sort()).toEqual([
    'pyodide-lock.json',
    'pyodide.asm.mjs',
    'pyodide.asm.wasm',
    'python_stdlib.zip',
  ]);
  expect(built.get('assets/index.js')).toContain(`"pyodide-${version}/"`);
});
