import path from 'node:path';
import { build } from 'vite';
import { serve } from '../tools/serve.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OUT = path.join(ROOT, 'node_modules/.cache/bench');
const PAGES = ['pool', 'engine', 'frames', 'typescript', 'sweep', 'lab', 'monaco'];

/** @type {Promise<void> | null} */
let built = null;

/**
 * Opens one of the bench's own pages, gives it to `work` once it is ready, and closes it.
 * @template T
 * @param {import('playwright-core').Browser} browser
 * @param {'pool' | 'engine' | 'frames' | 'typescript' | 'sweep' | 'lab' | 'monaco'} name
 * @param {(page: import('playwright-core').Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function onBenchPage(browser, name, work) {
  built ??= buildPages();
  await built;
  const site = await serve({ root: OUT });
  const page = await browser.newPage();
  try {
    await page.goto(new URL(`tests/bench/page/${name}.html`, site.url).href);
    await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 120_000 });
    return await work(page);
  } finally {
    await page.close();
    await site.close();
  }
}

async function buildPages() {
  const input = PAGES.map((name) => path.join(import.meta.dirname, `page/${name}.html`));
  const out = { outDir: OUT, emptyOutDir: true, copyPublicDir: false };
  await build({ root: ROOT, logLevel: 'error', build: { ...out, rolldownOptions: { input } } });
}
