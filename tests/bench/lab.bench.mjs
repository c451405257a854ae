import { onBenchPage } from './benchPage.mjs';
import { row } from './row.mjs';

/** An engine that has not compiled either side yet measures its compiler. */
const WARM_UP_ROUNDS = 15;
const ROUNDS = 15;
const MOVES = 20;
/** Simulated runs cost at most so many times the bare folding of their events. */
const FOLDS_MAX = 5;
const CURVE_MS_MAX = 300;

/**
 * The policy explorer on the notes' flow, whose call fails 7 times of 10: simulated runs beside the bare folding of the
 * same events, both in one thread and in turns; runs a second in its workers; and how long a slider's move takes to a
 * whole curve on screen.
 * @param {import('./run.mjs').Setting} setting
 */
export function rows({ browser }) {
  return onBenchPage(browser, 'lab', async (page) => {
    const [simulated, folded, rates, moves] = [numbers(), numbers(), numbers(), numbers()];
    for (let i = 0; i < WARM_UP_ROUNDS; i++) {
      await page.evaluate(() => window.tally() + window.foldTallied());
    }
    for (let i = 0; i < ROUNDS; i++) {
      simulated.push(await page.evaluate(() => window.tally()));
      folded.push(await page.evaluate(() => window.foldTallied()));
    }
    for (let i = 0; i < 5; i++) rates.push(await page.evaluate(() => window.inWorkers()));
    for (let i = 0; i < MOVES; i++) moves.push(await page.evaluate(() => window.moveSlider()));
    return [
      row({
        name: '500 simulated runs of the notes’ flow',
        unit: 'ms',
        samples: simulated,
        floorSamples: folded,
        budget: FOLDS_MAX,
      }),
      row({ name: 'Simulated runs in two workers', unit: 'runs/s', samples: rates }),
      row({ name: 'Slider moved to first curve', unit: 'ms', samples: moves, budget: CURVE_MS_MAX }),
    ];
  });
}

const numbers = () => /** @type {number[]} */ ([]);
