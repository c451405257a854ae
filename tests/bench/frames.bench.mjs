import { onBenchPage } from './benchPage.mjs';
import { row } from './row.mjs';

const RUNS = 10;
const PLAYED_MS = 4000;
/** Of p95 to p95. A machine whose own frames tremble is allowed as much again. */
const FRAMES_SHARE_MAX = 1.1;
/** Of memory after ten runs to memory after the first: the console keeps the lines of all of them. */
const MEMORY_SHARE_MAX = 2.5;
const FRAME_MS = 1000 / 60;
const SEEKS = 60;

/**
 * The page while a run of 1,000 tasks plays, beside an animation loop on an empty page; what ten such runs leave in
 * memory; and how long showing another moment of 10,000 events takes, beside folding 200 of them and one frame.
 * @param {import('./run.mjs').Setting} setting
 */
export function rows({ browser }) {
  return onBenchPage(browser, 'frames', async (page) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const session = await page.context().newCDPSession(page);
    const [samples, floorSamples, memory] = [numbers(), numbers(), numbers()];
    for (let i = 0; i < RUNS; i++) {
      floorSamples.push(p95(await bareFrames(browser)));
      samples.push(p95(await page.evaluate((ms) => window.play(ms), PLAYED_MS)));
      memory.push(await usedMegabytes(session));
    }
    const [first = 0] = memory;
    const [seeks, folds] = [numbers(), numbers()];
    const events = await page.evaluate(() => window.showLong());
    for (let i = 0; i < SEEKS; i++) {
      seeks.push(await page.evaluate((share) => window.seek(share), ((i * 37) % 100) / 100));
      folds.push((await page.evaluate(() => window.foldSome())) + FRAME_MS);
    }
    return [
      row({
        name: 'Frames while 1,000 tasks play, p95',
        unit: 'ms',
        samples,
        floorSamples,
        budget: FRAMES_SHARE_MAX,
      }),
      row({
        name: 'Memory after ten such runs, beside one',
        unit: 'MB',
        samples: memory.slice(-1),
        floorSamples: [first],
        budget: MEMORY_SHARE_MAX,
      }),
      row({
        name: `Another moment of ${events.toLocaleString('en')} events`,
        unit: 'ms',
        samples: seeks,
        floorSamples: folds,
        budget: 1,
      }),
    ];
  });
}

/** @returns {number[]} */
const numbers = () => [];

/** @param {readonly number[]} gaps */
const p95 = (gaps) => gaps.toSorted((a, b) => a - b)[Math.ceil(gaps.length * 0.95) - 1] ?? Infinity;

/**
 * Milliseconds between the frames of an empty page.
 * @param {import('playwright-core').Browser} browser
 * @returns {Promise<number[]>}
 */
async function bareFrames(browser) {
  const page = await browser.newPage();
  const gaps = await page.evaluate(
    (ms) =>
      new Promise((resolve) => {
        /** @type {number[]} */
        const seen = [];
        const begun = performance.now();
        let last = begun;
        /** @param {number} now */
        const frame = (now) => {
          seen.push(now - last);
          last = now;
          if (now - begun < ms) requestAnimationFrame(frame);
          else resolve(seen.slice(1));
        };
        requestAnimationFrame(frame);
      }),
    PLAYED_MS / 2,
  );
  await page.close();
  return gaps;
}

/** @param {import('playwright-core').CDPSession} session */
async function usedMegabytes(session) {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}
