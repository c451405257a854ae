import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { withoutMonacoWorkers } from '../../../workers/build/monacoWorkers';
import { buildFixture } from '../../support/viteFixture';

const manager = 'monaco-editor/languages/features/typescript/workerManager';
const monacoText = readFileSync(createRequire(import.meta.url).resolve(manager), 'utf8');
const [createWorker = ''] = /createWorker: .*ts\.worker\.js.*,$/m.exec(monacoText) ?? [];

const site = {
  'index.html': '<script type="module" src="/main.js"></script>',
  'main.js': `
    import * as monaco from './node_modules/monaco-editor/esm/vs/typescript/workerManager.js';
    import * as own from './src/workerManager.js';
    console.log(monaco, own);
  `,
  'node_modules/monaco-editor/esm/vs/typescript/workerManager.js': `export const made = { ${createWorker} };`,
  'node_modules/monaco-editor/esm/vs/typescript/ts.worker.js': 'postMessage("a second TypeScript");',
  'src/workerManager.js': `export const made = { ${createWorker} };`,
  'src/ts.worker.js': 'postMessage("ours");',
};

test("Monaco's own workers stay out of the build, and ours stay in", async () => {
  const texts = [...(await buildFixture(site, [withoutMonacoWorkers()])).values()].join('\n');
  expect(texts).toContain('ours');
  expect(texts).not.toContain('a second TypeScript');
  expect(texts).toContain('MonacoEnvironment gave no worker');
});
