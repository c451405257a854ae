/** `npm test`: gets a browser, builds the site, runs all tests. Its last line counts them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { checked, closingLine, exitCodeOf, oneFailed, playwrightCounts, sum, vitestCounts } from './counts.mjs';
import { ensureBrowser } from './ensureBrowser.mjs';
import { ensureFirefox } from './ensureFirefox.mjs';

const binaries = path.resolve(import.meta.dirname, '../../node_modules/.bin');
const reports = mkdtempSync(path.join(os.tmpdir(), 'faultline-test-'));
const vitestReport = path.join(reports, 'vitest.json');
const playwrightReport = path.join(reports, 'playwright.json');

const counts = await runAll().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return oneFailed;
});
rmSync(reports, { recursive: true });
process.stdout.write(`\n${closingLine(counts)}\n`);
process.exitCode = exitCodeOf(counts);

async function runAll() {
  const browser = await ensureBrowser();
  const env = {
    ...process.env,
    FAULTLINE_CHROMIUM: browser,
    FAULTLINE_FIREFOX: ensureFirefox() ?? '',
    PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
  };
  if (run('vite', ['build', '--logLevel', 'warn'], env) !== 0) throw new Error('The site did not build.');
  const vitest = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile=${vitestReport}`], env);
  const playwright = run('playwright', ['test', '--reporter=list,json'], env);
  return sum([
    checked(vitest, () => vitestCounts(reportIn(vitestReport))),
    checked(playwright, () => playwrightCounts(reportIn(playwrightReport))),
  ]);
}

/**
 * Runs a command of one of our packages and gives its exit code.
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(name, args, env) {
  const PATH = [binaries, env['PATH']].join(path.delimiter);
  // On Windows the command is a script, which only a shell can start.
  const shell = process.platform === 'win32';
  return spawnSync(name, args, { env: { ...env, PATH }, stdio: ['ignore', 'inherit', 'inherit'], shell }).status;
}

/** @param {string} file */
function reportIn(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
