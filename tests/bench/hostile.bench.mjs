import { row } from './row.mjs';

/** Of the longest gap between two frames, beside that of an idle page at the same time. */
const GAP_SHARE_MAX = 2;

/** @param {string} body */
const python = (body) => `from metaflow import FlowSpec, step

class HostileFlow(FlowSpec):
    @step
    def start(self):
${body
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}
        self.next(self.end)

    @step
    def end(self):
        pass
`;

/** @param {string} body */
const typescript = (body) => `import { FlowSpec, step, sleep } from 'faultline'

export default class HostileFlow extends FlowSpec {
  @step() async start() {
    ${body}
    this.next(this.end)
  }

  @step() end() {}
}
`;

/** @type {{ language: 'python' | 'typescript', source: string }[]} */
const FLOWS = [
  { language: 'python', source: python('for i in range(3_000_000):\n    print("x" * 100)') },
  {
    language: 'python',
    source: python(
      'from metaflow._runtime import bridge\nfor i in range(1_000_000):\n    bridge.host.say("stdout", "code", "x")',
    ),
  },
  { language: 'python', source: python('while True:\n    pass') },
  { language: 'typescript', source: typescript('for (let i = 0; i < 3e6; i++) console.log("x".repeat(100))') },
  { language: 'typescript', source: typescript('for (;;) {}') },
];

/**
 * The longest time in which the page draws nothing while a hostile flow runs in it: milliseconds. The floor is the
 * same page in another window, idle, watched at the same time.
 * @param {import('./run.mjs').Setting} setting
 */
export async function rows({ browser, url }) {
  const [page, idle] = [await opened(browser, url), await opened(browser, url)];
  const [samples, floorSamples] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  await page.evaluate(() => window.faultline.ready({ python: true }));
  await idle.evaluate(() => window.faultline.ready({ python: true }));
  // What a language loads when it is first used is no hostile flow's doing.
  await ran(page, { language: 'typescript', source: typescript('') });
  for (const flow of FLOWS) {
    await page.evaluate((scenario) => window.faultline.open(scenario), flow);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_000)));
    const [gaps, idleGaps] = [await watched(page), await watched(idle)];
    await page.evaluate(async () => void (await window.faultline.execute(['run'])));
    samples.push(await longest(gaps));
    floorSamples.push(await longest(idleGaps));
  }
  await page.context().close();
  await idle.context().close();
  return [
    row({
      name: 'Longest gap while a hostile flow runs, beside an idle page',
      unit: 'ms',
      samples,
      floorSamples,
      budget: GAP_SHARE_MAX,
    }),
  ];
}

/**
 * @param {import('playwright-core').Page} page
 * @param {{ language: 'python' | 'typescript', source: string }} flow
 */
async function ran(page, flow) {
  await page.evaluate((scenario) => window.faultline.open(scenario), flow);
  await page.evaluate(async () => void (await window.faultline.execute(['run'])));
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function opened(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'faultline' in window);
  return page;
}

/** @param {import('playwright-core').Page} page */
function watched(page) {
  return page.evaluateHandle(() => {
    const seen = { longest: 0, stopped: false };
    let last = performance.now();
    /** @param {number} now */
    const frame = (now) => {
      seen.longest = Math.max(seen.longest, now - last);
      last = now;
      if (!seen.stopped) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return seen;
  });
}

/** @param {Awaited<ReturnType<typeof watched>>} gaps */
function longest(gaps) {
  return gaps.evaluate((seen) => {
    seen.stopped = true;
    return seen.longest;
  });
}
