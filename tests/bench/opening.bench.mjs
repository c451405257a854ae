import { row } from './row.mjs';

const VISITS = 10;

/** Notes when the page can be typed into and its graph is drawn, whatever comes first. */
const watchOpening = () => {
  const look = () => {
    if (!document.querySelector('textarea, .monaco-editor') || !document.querySelector('svg [role="button"]')) return;
    observer.disconnect();
    requestAnimationFrame(() => performance.mark('opened'));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
};

/**
 * From the click on a link to a page that can be typed into, with its graph drawn: milliseconds, in a new profile
 * each time. The floor is an empty page of the same host.
 * @param {import('./run.mjs').Setting} setting
 */
export async function rows({ browser, url }) {
  const [samples, floorSamples] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let visit = 0; visit < VISITS; visit++) {
    samples.push(await visited(browser, url));
    floorSamples.push(await painted(browser, url));
  }
  return [row({ name: 'opening the page, until it can be typed into', unit: 'ms', samples, floorSamples })];
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function visited(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watchOpening);
  await page.goto(url);
  for (;;) {
    const at = await page.evaluate(() => performance.getEntriesByName('opened')[0]?.startTime ?? null);
    if (at !== null) {
      await context.close();
      return at;
    }
    await page.waitForTimeout(50);
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function painted(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Hello' }));
  await page.goto(url);
  const at = await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
  );
  await context.close();
  return Number(at);
}
