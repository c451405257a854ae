import { launch, type Browser } from 'puppeteer-core';
import type { RunRecord, ScenarioInput } from '../../src/model/record';
import { DETERMINED, DETERMINED_TYPESCRIPT } from '../support/determined';
import { installedFirefox } from '../tools/ensureFirefox.mjs';
import { expect, FaultlinePage, RUN_MS_MAX, test } from './page';

/** What happened, without what only people are told: the digest says no more than whether it was the same. */
const storyOf = ({ events }: RunRecord): readonly string[] =>
  events.map(({ at, type, step, foreach, attempt, n }) => JSON.stringify([at, type, step, foreach, attempt, n]));

for (const scenario of [DETERMINED, DETERMINED_TYPESCRIPT]) {
  test.describe(`one scenario in ${scenario.language} gives one result`, () => {
    test('at every pace, again, and under another clock and language', async ({ faultline, browser, baseURL }) => {
      test.setTimeout(4 * RUN_MS_MAX);
      await faultline.api('open', scenario);
      const first = await faultline.api('execute', ['run']);
      expect(first.run.reproducible).toBe(true);
      expect(first.run.neverStruck).toBeUndefined();
      const played = await faultline.api('execute', ['run'], { pace: 100 });
      expect(storyOf(played)).toEqual(storyOf(first));
      expect(played.run.digest).toBe(first.run.digest);

      const context = await browser.newContext({
        timezoneId: 'America/St_Johns',
        locale: 'de-DE',
        baseURL: baseURL ?? '',
      });
      const abroad = new FaultlinePage(await context.newPage());
      await abroad.open();
      await abroad.api('open', scenario);
      const other = await abroad.api('execute', ['run'], { pace: 1000 });
      expect(storyOf(other)).toEqual(storyOf(first));
      expect(other.run.digest).toBe(first.run.digest);
      await context.close();
    });

    test('in Chromium and in Firefox', async ({ faultline, baseURL }) => {
      const executablePath = installedFirefox();
      test.skip(executablePath === null, 'There is no Firefox on this machine to compare with.');
      test.setTimeout(6 * RUN_MS_MAX);
      await faultline.api('open', scenario);
      const here = await faultline.api('execute', ['run']);
      const firefox = await launch({ browser: 'firefox', executablePath: executablePath ?? '', headless: true });
      try {
        const there = await recordIn(firefox, baseURL ?? '', scenario);
        expect(storyOf(there)).toEqual(storyOf(here));
        expect(there.run.digest).toBe(here.run.digest);
      } finally {
        await firefox.close();
      }
    });
  });
}

async function recordIn(browser: Browser, url: string, scenario: ScenarioInput): Promise<RunRecord> {
  const page = await browser.newPage();
  page.setDefaultTimeout(2 * RUN_MS_MAX);
  await page.goto(url);
  // The driver's own wait makes functions from text, which the page's policy refuses.
  await expect.poll(() => page.evaluate(() => 'faultline' in window), { timeout: RUN_MS_MAX }).toBe(true);
  const text = await page.evaluate(
    async (given) => {
      const { faultline } = window as unknown as {
        faultline: Record<string, (...given: unknown[]) => Promise<unknown>>;
      };
      await faultline['open']?.(given);
      return JSON.stringify(await faultline['execute']?.(['run']));
    },
    scenario as unknown as Record<string, unknown>,
  );
  return JSON.parse(text) as RunRecord;
}
