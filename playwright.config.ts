import { defineConfig } from '@playwright/test';
import { browserLaunch } from './tests/tools/ensureBrowser.mjs';

export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/tools/serveBuiltSite.mjs',
  timeout: 60_000,
  // A machine that is busy with other things draws late. Only tests that fail wait for this long.
  expect: { timeout: 30_000 },
  forbidOnly: true,
  use: {
    // Set by the global set-up, before the processes start that read it.
    baseURL: process.env['FAULTLINE_URL'] ?? '',
    launchOptions: browserLaunch(),
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'e2e', testMatch: 'e2e/**/*.test.ts' },
    { name: 'conformance', testMatch: 'conformance/**/*.test.ts' },
  ],
});
