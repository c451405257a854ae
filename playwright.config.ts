import { defineConfig } from '@playwright/test';
import { browserLaunch } from './tests/tools/ensureBrowser.mjs';

export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/tools/serveBuiltSite.mjs',
  timeout: 60_000,
  // A machine that is busy with other things draws late. Only tests that fail wait for this long.
  expect: { timeout: 30_000 },
  forbidOnly: true,
  // On a machine that nobody watches, what passes on a second try is reported as flaky, and does not end the work.
  retries: process.env['CI'] === undefined ? 0 : 1,
  use: {
    // Set by the global set-up, before the processes start that read it.
    baseURL: process.env['FAULTLINE_URL'] ?? '',
    launchOptions: browserLaunch(),
    trace: 'on-first-retry',
  },
  projects: [
    { name: 'e2e', testMatch: 'e2e/**/*.test.ts' },
    { name: 'conformance', testMatch: 'conformance/**/*.test.ts' },
  ],
});
