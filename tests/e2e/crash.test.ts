import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, test as base } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { diceOf } from '../../src/runtime/simulated/dice';
import { DETERMINED } from '../support/determined';
import { browserLaunch } from '../tools/ensureBrowser.mjs';
import { expect, FaultlinePage, RUN_MS_MAX } from './page';

// A trace would be written into browsers that are gone.
base.use({ trace: 'off' });

const SEED = 1;
const CRASHES = 30;
/** Virtual seconds a wall second: slow enough that most moments of the run can be hit. */
const PACE = 30;

base(
  `a browser killed at ${String(CRASHES)} moments of a run (seed ${String(SEED)}) loses nothing`,
  async ({ baseURL }) => {
    base.setTimeout(CRASHES * 60_000);
    const profile = mkdtempSync(path.join(os.tmpdir(), 'faultline-crash-'));
    const dice = diceOf(SEED);
    try {
      let killed = await startBrowser(profile);
      let page = await pageIn(killed.browser, baseURL ?? '');
      await page.api('open', DETERMINED);
      const undisturbed = await page.api('execute', ['run']);
      for (let crash = 0; crash < CRASHES; crash++) {
        // The run is not awaited: the page does not live to see its end.
        void page.api('execute', ['run'], { pace: PACE }).catch(() => undefined);
        await expect.poll(async () => (await page.api('runs')).length, { timeout: RUN_MS_MAX }).toBe(crash + 2);
        await page.page.waitForTimeout(dice() * (undisturbed.run.duration / PACE) * 1000);
        await kill(killed.process);

        killed = await startBrowser(profile);
        page = await pageIn(killed.browser, baseURL ?? '');
        const runs = await page.api('runs');
        expect(runs, `all runs are there after crash ${String(crash)}`).toHaveLength(crash + 2);
        const before = await page.api('record', runs[0]?.id ?? '');
        const { run, events } = await page.api('continue', runs[0]?.id ?? '');
        expect(events.slice(0, before.events.length)).toEqual(before.events);
        expect(run, `crash ${String(crash)}, at ${String(before.run.duration)} s`).toMatchObject({
          outcome: undisturbed.run.outcome,
          digest: undisturbed.run.digest,
          reproducible: true,
        });
      }
      // Let go of first: what is killed under Playwright's hands fails a test that has passed.
      await killed.browser.close();
      await kill(killed.process);
    } finally {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);

interface Started {
  readonly process: ChildProcess;
  readonly browser: Browser;
}

/** A browser process of our own, since Playwright closes its browsers gently. */
async function startBrowser(profile: string): Promise<Started> {
  const { executablePath = chromium.executablePath(), args } = browserLaunch();
  const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run'];
  const process = spawn(executablePath, [...args, ...own, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    process.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    process.on('exit', () => {
      reject(new TypeError(`The browser did not start: ${said}`));
    });
  });
  return { process, browser: await chromium.connectOverCDP(address) };
}

async function pageIn(browser: Browser, url: string): Promise<FaultlinePage> {
  const context = browser.contexts()[0] ?? (await browser.newContext());
  const page = new FaultlinePage(await context.newPage());
  await page.open(url);
  await page.api('open', DETERMINED);
  return page;
}

async function kill(process: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => process.once('exit', resolve));
  process.kill('SIGKILL');
  await gone;
}
