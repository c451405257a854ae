import { onBenchPage } from './benchPage.mjs';
import { row } from './row.mjs';

const ATTEMPTS = 50;
/** Of attempts through the pool to bare workers, without spares on either side. */
const RATIO_MAX = 1.3;

/**
 * Fifty Python attempts of a trivial step, one after the other through the pool, against fifty bare workers that load
 * the same snapshot and run the same source. The two take turns, ten at a time, so that both meet the same machine.
 * @param {import('./run.mjs').Setting} setting
 */
export function rows({ browser }) {
  return onBenchPage(browser, 'pool', async (page) => {
    const { attempts, bare } = await inTurns(page);
    const spared = await measure(page, 'attempts', ATTEMPTS, 2);
    const name = 'Python attempt through the pool';
    return [
      row({ name, unit: 'ms', samples: attempts, floorSamples: bare, budget: RATIO_MAX }),
      row({ name: `${name}, two spares`, unit: 'ms', samples: spared, floorSamples: bare }),
    ];
  });
}

/** @param {import('playwright-core').Page} page */
async function inTurns(page) {
  const [attempts, bare] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  await measure(page, 'attempts', 3, 0);
  await measure(page, 'bare', 3, 0);
  for (let done = 0; done < ATTEMPTS; done += 10) {
    attempts.push(...(await measure(page, 'attempts', 10, 0)));
    bare.push(...(await measure(page, 'bare', 10, 0)));
  }
  return { attempts, bare };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {'attempts' | 'bare'} what
 * @param {number} count
 * @param {number} spares
 * @returns {Promise<number[]>}
 */
function measure(page, what, count, spares) {
  return page.evaluate(
    ([what, count, spares]) => window.measure(what, count, spares),
    /** @type {const} */ ([what, count, spares]),
  );
}
