import { expect, test as base } from '@playwright/test';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { FaultlineApi } from '../../src/app/api';
import type { RunRecord } from '../../src/model/record';

/** What the page offers to programs and is called as a function. */
type Api = Omit<FaultlineApi, 'version'>;

/** How long Python's start and a run together may take on a machine that is busy with other things. */
export const RUN_MS_MAX = 90_000;

/** The page as its users meet it: by roles and names. */
export class FaultlinePage {
  readonly page: Page;
  readonly graph: Locator;
  /** The sentence above the graph. */
  readonly sentence: Locator;
  readonly code: Locator;
  readonly prompt: Locator;
  readonly consoleLines: Locator;
  readonly runButton: Locator;
  readonly stopButton: Locator;
  readonly resumeButton: Locator;
  /** Beside the sentence that says that the run was interrupted. */
  readonly continueButton: Locator;
  readonly seed: Locator;

  constructor(page: Page) {
    this.page = page;
    this.graph = page.getByRole('region', { name: 'Graph' });
    this.sentence = this.graph.getByRole('paragraph');
    this.code = page.getByRole('textbox', { name: /^Code of/ });
    this.prompt = page.getByRole('combobox', { name: /^python / });
    this.consoleLines = page.getByRole('log', { name: 'Lines' });
    const header = page.getByRole('banner');
    this.runButton = header.getByRole('button', { name: /^Run\b/ });
    this.stopButton = header.getByRole('button', { name: 'Stop' });
    this.resumeButton = header.getByRole('button', { name: 'Resume', exact: true });
    this.continueButton = this.graph.getByRole('button', { name: 'Continue' });
    this.seed = page.getByRole('textbox', { name: 'Seed' });
  }

  async open(url = './'): Promise<void> {
    await this.page.goto(url);
    await expect(this.node('start')).toBeVisible();
  }

  /** A step in the graph. Its name goes on with what the step shows: `api_call: Succeeded, 8.20 s`. */
  node(step: string): Locator {
    return this.graph.getByRole('button', { name: new RegExp(`^${step}: `) });
  }

  /** Presses Run, at a pace that a test can follow, and waits until `start` has finished. */
  async runPastStart(): Promise<void> {
    await this.choosePace('1×');
    await this.runButton.click();
    await this.sees('start', 'Starting|Running');
    await this.sees('start', 'Succeeded');
  }

  /** Waits until the step's node says `word`: a part of a pattern. */
  async sees(step: string, word: string): Promise<void> {
    await expect(this.node(step)).toHaveAccessibleName(new RegExp(`^${step}: (?:${word})`), { timeout: RUN_MS_MAX });
  }

  /** Waits for the end of the run: for the sentence that tells it. */
  async seesEnd(words: RegExp): Promise<void> {
    await expect(this.sentence).toContainText(words, { timeout: RUN_MS_MAX });
  }

  async choosePace(label: '1×' | '2×' | '10×' | '100×' | 'At once'): Promise<void> {
    await this.page.getByRole('group', { name: 'Pace' }).getByRole('button', { name: label, exact: true }).click();
  }

  /** At which widths the page could be scrolled sideways, as it must not be. */
  async tooWideAt(): Promise<readonly number[]> {
    const before = this.page.viewportSize() ?? { width: 1440, height: 900 };
    const found: number[] = [];
    for (const width of [390, 1024, 1440, 2560]) {
      await this.page.setViewportSize({ width, height: 844 });
      const isWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
      // What is laid out by script takes a frame more.
      await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
      if (await this.page.evaluate(isWide)) found.push(width);
    }
    await this.page.setViewportSize(before);
    return found;
  }

  parameter(name: string): Locator {
    return this.page.getByRole('group', { name: 'Parameters' }).getByRole('switch', { name, exact: true });
  }

  async lower(tab: 'Console' | 'Inspector' | 'Cards'): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  }

  /** Types a command line at the console's prompt. */
  async command(line: string): Promise<void> {
    await this.lower('Console');
    await this.prompt.fill(line);
    await this.prompt.press('Enter');
  }

  /** Waits until the console has printed `text`, and it is in view. */
  async prints(text: string | RegExp): Promise<void> {
    await expect(this.consoleLines).toContainText(text, { timeout: RUN_MS_MAX });
  }

  /** Pastes `source` over all of the code. Typed, it would get the editor's own indentation on top. */
  async write(source: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), source);
    await expect(this.page.locator('[data-monaco="open"]')).toBeVisible({ timeout: RUN_MS_MAX });
    await this.code.focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** Calls `window.faultline`. */
  async api<Name extends keyof Api>(
    name: Name,
    ...args: Parameters<Api[Name]>
  ): Promise<Awaited<ReturnType<Api[Name]>>> {
    const answer: unknown = await this.page.evaluate(
      ([method, values]) => {
        const { faultline } = window as unknown as { faultline: Record<string, (...given: unknown[]) => unknown> };
        return faultline[method]?.(...values);
      },
      [name as string, args as unknown[]] as const,
    );
    return answer as Awaited<ReturnType<Api[Name]>>;
  }

  /** The record of the newest run. */
  async lastRecord(): Promise<RunRecord> {
    const [newest] = await this.api('runs');
    expect(newest, 'something has run').toBeDefined();
    return this.api('record', newest?.id ?? '');
  }

  /** The longest time that the page drew nothing, in ms, while `work` went on. */
  async longestStall(work: () => Promise<unknown>): Promise<number> {
    const frames = await framesOf(this.page);
    await work();
    return frames.longest();
  }
}

/** Watches a page draw, until it is asked for the longest time in which it drew nothing, in ms. */
export async function framesOf(page: Page): Promise<{ longest(): Promise<number> }> {
  const stalls = await page.evaluateHandle(() => {
    const seen = { longest: 0, stopped: false };
    let last = performance.now();
    const frame = (now: number): void => {
      seen.longest = Math.max(seen.longest, now - last);
      last = now;
      if (!seen.stopped) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return seen;
  });
  return {
    longest: () =>
      stalls.evaluate((seen) => {
        seen.stopped = true;
        return seen.longest;
      }),
  };
}

/**
 * Tests begin on the page of a new visitor, but for Python's snapshot and the browser's caches: what a first visit takes
 * its time for would be most of what most tests take.
 */
export const test = base.extend<{ faultline: FaultlinePage }, { profile: BrowserContext }>({
  profile: [
    async ({ browser }, use) => {
      const profile = await browser.newContext({ baseURL: process.env['FAULTLINE_URL'] ?? '' });
      await use(profile);
      await profile.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ profile }, use) => {
    await use(profile);
    for (const page of profile.pages()) await page.close();
    await profile.clearPermissions();
    await forgetVisits(profile);
  },
  faultline: async ({ page }, use, testInfo) => {
    testInfo.setTimeout(2 * RUN_MS_MAX);
    const faultline = new FaultlinePage(page);
    await faultline.open();
    await use(faultline);
  },
});

/** Leaves in the browser what every visitor has after a while, and nothing of what they did. */
async function forgetVisits(profile: BrowserContext): Promise<void> {
  const page = await profile.newPage();
  await page.goto('./LICENSES.txt');
  await page.evaluate(async () => {
    localStorage.clear();
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = reject;
        opening.onsuccess = () => {
          const database = opening.result;
          const stores = [...database.objectStoreNames].filter((store) => store !== 'snapshots');
          const clearing = database.transaction(stores, 'readwrite');
          for (const store of stores) clearing.objectStore(store).clear();
          clearing.onabort = reject;
          clearing.oncomplete = () => {
            database.close();
            resolve(undefined);
          };
        };
      });
    }
  });
  await page.close();
}

export { expect };
