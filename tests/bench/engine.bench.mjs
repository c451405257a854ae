import { onBenchPage } from './benchPage.mjs';
import { row } from './row.mjs';

const ROUNDS = 15;
/** Of events stored a second, to bare batched writes: at least this share. */
const STORED_SHARE_MIN = 0.7;

/**
 * The engine without workers: whole simulated runs and the folding of their logs, and what the database costs beside
 * bare batched writes of the same events. The two kinds of writes take turns.
 * @param {import('./run.mjs').Setting} setting
 */
export function rows({ browser }) {
  return onBenchPage(browser, 'engine', async (page) => {
    const simulated = [];
    for (const [flow, label] of FLOWS) {
      const runs = await repeated(() => page.evaluate((which) => window.simulate(which), flow));
      const folds = await repeated(() => page.evaluate((which) => window.fold(which), flow));
      simulated.push(
        row({ name: `Simulated runs, ${label}`, unit: 'runs/s', samples: runs.map(({ ms }) => 1000 / ms) }),
        row({
          name: `Events folded, ${label}`,
          unit: 'events/s',
          samples: folds.map(({ ms, events }) => (events / ms) * 1000),
        }),
      );
    }
    const [log, bare] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (let i = 0; i < ROUNDS; i++) {
      log.push(await page.evaluate(() => window.store('log')));
      bare.push(await page.evaluate(() => window.store('bare')));
    }
    const name = 'Log of 4,000 events stored';
    return [...simulated, row({ name, unit: 'ms', samples: log, floorSamples: bare, budget: 1 / STORED_SHARE_MIN })];
  });
}

const FLOWS = /** @type {const} */ ([
  ['chain', '5 steps'],
  ['wide', '1,000 tasks'],
]);

/**
 * @template T
 * @param {() => Promise<T>} measure
 * @returns {Promise<T[]>}
 */
async function repeated(measure) {
  await measure();
  const samples = [];
  for (let i = 0; i < ROUNDS; i++) samples.push(await measure());
  return samples;
}
