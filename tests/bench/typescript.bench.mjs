import { onBenchPage } from './benchPage.mjs';
import { row } from './row.mjs';

const ATTEMPTS = 50;
/** Of attempts through the pool to bare workers, without spares on either side. */
const ATTEMPT_RATIO_MAX = 1.6;
const TASKS = 1000;
const ROUNDS = 3;
/** Of a run of 1,000 tasks, storage and all, to as many bare workers in a pool of the same size. */
const RUN_RATIO_MAX = 2;

/**
 * Fifty attempts of a trivial TypeScript step, one after the other through the pool, against fifty bare sandboxed
 * workers that answer one call; and a foreach of 1,000 tasks in the built page against 1,000 such workers. What is
 * compared takes turns, so that both meet the same machine.
 * @param {import('./run.mjs').Setting} setting
 */
export function rows({ browser, url }) {
  return onBenchPage(browser, 'typescript', async (page) => {
    const { attempts, bare, locked } = await inTurns(page);
    const spared = await page.evaluate((count) => window.attempts(count, 2), ATTEMPTS);
    const { runs, workers } = await wideInTurns(browser, url, page);
    const name = 'TypeScript attempt through the pool';
    return [
      row({ name, unit: 'ms', samples: attempts, floorSamples: bare, budget: ATTEMPT_RATIO_MAX }),
      row({ name: 'A locked worker that runs no flow', unit: 'ms', samples: locked, floorSamples: bare }),
      row({ name: `${name}, two spares`, unit: 'ms', samples: spared, floorSamples: bare }),
      row({
        name: `Foreach of ${TASKS.toLocaleString('en')} tasks, end to end`,
        unit: 'ms',
        samples: runs,
        floorSamples: workers,
        budget: RUN_RATIO_MAX,
      }),
    ];
  });
}

/** @param {import('playwright-core').Page} page */
async function inTurns(page) {
  const [attempts, bare, locked] = [
    /** @type {number[]} */ ([]),
    /** @type {number[]} */ ([]),
    /** @type {number[]} */ ([]),
  ];
  await page.evaluate(() => window.attempts(3, 0));
  await page.evaluate(() => window.bare(3));
  for (let done = 0; done < ATTEMPTS; done += 10) {
    attempts.push(...(await page.evaluate(() => window.attempts(10, 0))));
    bare.push(...(await page.evaluate(() => window.bare(10))));
    locked.push(...(await page.evaluate(() => window.bare(10, 'locked'))));
  }
  return { attempts, bare, locked };
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {import('playwright-core').Page} page
 */
async function wideInTurns(browser, url, page) {
  const site = await browser.newPage();
  const [runs, workers] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  try {
    await site.goto(url);
    await site.waitForFunction(() => 'faultline' in window);
    await site.evaluate(ranTrivially, wideFlow(2));
    for (let round = 0; round < ROUNDS; round++) {
      runs.push(await site.evaluate(ranTrivially, wideFlow(TASKS)));
      workers.push(await page.evaluate((count) => window.bareTogether(count), TASKS));
    }
  } finally {
    await site.close();
  }
  return { runs, workers };
}

/**
 * Milliseconds of a run of the source, in the page.
 * @param {string} source
 */
async function ranTrivially(source) {
  const { faultline } = /** @type {{ faultline: import('../../src/app/api').FaultlineApi }} */ (
    /** @type {unknown} */ (window)
  );
  await faultline.open({ language: 'typescript', source });
  const begun = performance.now();
  const { run } = await faultline.execute(['run', '--max-num-splits', '1000']);
  if (run.outcome !== 'succeeded') throw new TypeError(`${run.headline}: ${run.message}`);
  return performance.now() - begun;
}

/** @param {number} tasks */
const wideFlow = (tasks) => `import { FlowSpec, step } from 'faultline';
import type { Inputs } from 'faultline';

export default class Wide extends FlowSpec {
  declare items: number[];
  declare readonly input: number;
  declare square: number;

  @step() start() {
    this.items = Array.from({ length: ${String(tasks)} }, (_, i) => i);
    this.next(this.work, { foreach: 'items' });
  }

  @step() work() {
    this.square = this.input ** 2;
    this.next(this.join);
  }

  @step() join(inputs: Inputs<Wide>) {
    console.log([...inputs].reduce((sum, { square }) => sum + square, 0));
    this.next(this.end);
  }

  @step() end() {}
}
`;
