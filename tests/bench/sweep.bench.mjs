import { onBenchPage } from './benchPage.mjs';
import { row } from './row.mjs';

const ROUNDS = 5;
/** Of the same attempts, run back to back through the bare pool. */
const RATIO_MAX = 2;

/**
 * A sweep of 200 real TypeScript runs, beside as many attempts as it executed: one after the other through the bare
 * pool, and as many at once as the sweep has. They take turns, so that all meet the same machine.
 * @param {import('./run.mjs').Setting} setting
 */
export function rows({ browser }) {
  return onBenchPage(browser, 'sweep', async (page) => {
    const [swept, rates] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    const [backToBack, atOnce] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    await page.evaluate(() => window.bareAttempts(20, 1));
    for (let round = 0; round < ROUNDS; round++) {
      const { ms, runs, attempts } = await page.evaluate(() => window.sweep());
      swept.push(ms / 1000);
      rates.push((runs / ms) * 1000);
      const concurrent = await page.evaluate(() => Math.max(2, Math.min(8, navigator.hardwareConcurrency)));
      backToBack.push((await bare(page, attempts, 1)) / 1000);
      atOnce.push((await bare(page, attempts, concurrent)) / 1000);
    }
    const name = 'Sweep of 200 TypeScript runs';
    return [
      row({
        name: `${name}, by attempts one by one`,
        unit: 's',
        samples: swept,
        floorSamples: backToBack,
        budget: RATIO_MAX,
      }),
      row({ name: `${name}, by attempts at once`, unit: 's', samples: swept, floorSamples: atOnce }),
      row({ name, unit: 'runs/s', samples: rates }),
    ];
  });
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} count
 * @param {number} concurrent
 * @returns {Promise<number>}
 */
const bare = (page, count, concurrent) =>
  page.evaluate(
    ([count, concurrent]) => window.bareAttempts(count, concurrent),
    /** @type {const} */ ([count, concurrent]),
  );
