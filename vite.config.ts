import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserLaunch } from './tests/tools/ensureBrowser.mjs';
import { carriedWorks } from './workers/build/carriedWorks.ts';
import { helpPages } from './workers/build/helpPages.ts';
import { licenseNotice } from './workers/build/licenseNotice.ts';
import { withoutMonacoWorkers } from './workers/build/monacoWorkers.ts';
import { pyodideAddress, pyodideFiles } from './workers/build/pyodideFiles.ts';
import { sandboxBundle } from './workers/build/sandboxBundle.ts';

const licenses = licenseNotice(carriedWorks);

export default defineConfig({
  // The site works from any folder of any host.
  base: './',
  plugins: [
    svelte(),
    withoutMonacoWorkers(),
    sandboxBundle(() => [licenses.collect()]),
    pyodideAddress(),
    pyodideFiles(),
    helpPages(),
    licenses.write(),
  ],
  worker: {
    format: 'es',
    plugins: () => [pyodideAddress(), sandboxBundle(() => [licenses.collect()]), licenses.collect()],
  },
  // Found late, these would make the development server reload the page in the middle of the first visit.
  optimizeDeps: {
    include: [
      '@lucide/svelte',
      'axe-core',
      'bits-ui',
      'immutable',
      'vega',
      'vega-interpreter',
      'vega-lite',
      'vitest-browser-svelte',
      'monaco-editor/editor',
      'monaco-editor/editor/editor.worker',
      'monaco-editor/features/register.all',
      'monaco-editor/languages/definitions/python/register',
      'monaco-editor/languages/definitions/typescript/typescript',
      'monaco-editor/languages/features/typescript/register',
      'monaco-editor/language/typescript/ts.worker.js',
    ],
  },
  build: {
    target: 'es2022',
    manifest: true,
    reportCompressedSize: false,
    // Monaco's TypeScript worker is 7 MB, and loads when a TypeScript flow is edited.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // Files share a thread and its modules: most of the time would go into loading them anew.
          pool: 'threads',
          isolate: false,
          include: ['tests/{unit,property,simulation,replay}/**/*.test.ts'],
          // A machine that is busy with other things is no failure.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'python',
          environment: 'node',
          include: ['tests/python/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'typescript',
          environment: 'node',
          include: ['tests/typescript/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: browserLaunch() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
