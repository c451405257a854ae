import { onBenchPage } from './benchPage.mjs';
import { row } from './row.mjs';

const STEPS = 24;
const KEYSTROKES = 30;
/** A frame: less work than that is not felt. */
const WORK_MS_MAX = 16;
/** Where the step is defined whose name grows. */
const DEFINITION = /(?:def |\) )middle\(/;

/**
 * What the page's main thread works from a keystroke to the redrawn graph, in the built page, in a flow of 200 lines. A
 * letter joins the name of a step, so that the text is read and drawn anew. Time of the thread's processor, so that a
 * machine that is busy with other things does not count. Beside it what editors take that are alone on their page, from
 * the keystroke to the redrawn line: ours, whose page reads and draws nothing, and a Monaco without any feature.
 * @param {import('./run.mjs').Setting} setting
 */
export async function rows({ browser, url }) {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'faultline' in window);
    const made = [];
    for (const [language, source] of FLOWS) {
      const samples = await typedInPage(page, language, source);
      const lines = String(source.split('\n').length);
      made.push(
        row({ name: `Keystroke to graph, ${lines} lines of ${language}`, unit: 'ms', samples, budget: WORK_MS_MAX }),
      );
    }
    const [plain, ours] = await onBenchPage(browser, 'monaco', (bare) => typedInEditors(bare, pythonFlow));
    return [
      ...made,
      row({ name: 'Keystroke to line, our editor alone', unit: 'ms', samples: ours }),
      row({ name: 'Keystroke to line, a plain Monaco alone', unit: 'ms', samples: plain }),
    ];
  } finally {
    await page.close();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {'python' | 'typescript'} language
 * @param {string} source
 */
async function typedInPage(page, language, source) {
  await page.evaluate(async ([language, source]) => {
    const { faultline } = /** @type {{ faultline: import('../../src/app/api').FaultlineApi }} */ (
      /** @type {unknown} */ (window)
    );
    await faultline.open({ language, source });
  }, /** @type {const} */ ([language, source]));
  await page.locator('[data-monaco="open"]').waitFor({ timeout: 120_000 });
  await page.getByRole('textbox', { name: /^Code of/ }).focus();
  return typed(page, source, untilGraph);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} source
 */
async function typedInEditors(page, source) {
  await page.evaluate((text) => window.openMonaco(text), source);
  await page.getByRole('textbox').focus();
  const plain = await typed(page, source, untilLine);
  await page.evaluate((text) => window.openFlowEditor(text), source);
  await page.getByRole('textbox').focus();
  return /** @type {const} */ ([plain, await typed(page, source, untilLine)]);
}

/**
 * Milliseconds of the page's main thread for each letter that joins the name of a step, in the editor that has the
 * focus.
 * @param {import('playwright-core').Page} page
 * @param {string} source
 * @param {(name: string) => Promise<null>} untilDrawn Runs in the page.
 */
async function typed(page, source, untilDrawn) {
  await page.keyboard.press('ControlOrMeta+Home');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const lineOfName = source.split('\n').findIndex((line) => DEFINITION.test(line)) + 1;
  for (let line = 1; line < lineOfName; line++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  for (let back = 0; back < afterName(source); back++) await page.keyboard.press('ArrowLeft');
  const samples = [];
  for (let i = 0; i < KEYSTROKES; i++) {
    const name = `middle${'x'.repeat(i + 1)}`;
    const redrawn = page.evaluate(untilDrawn, name);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
    const before = await threadMs(session);
    await page.keyboard.press('x');
    await redrawn;
    samples.push((await threadMs(session)) - before);
  }
  return samples;
}

/** @param {string} source */
function afterName(source) {
  const line = source.split('\n').find((one) => DEFINITION.test(one)) ?? '';
  return line.length - line.indexOf('middle') - 'middle'.length;
}

/**
 * Resolves in the frame in which a step of that name is in the graph.
 * @param {string} name
 */
function untilGraph(name) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(`svg [role="button"][aria-label^="${name}:"]`)) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(null));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, attributes: true });
  });
}

/**
 * Resolves in the frame in which the name is in a line of the editor.
 * @param {string} name
 */
function untilLine(name) {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (![...document.querySelectorAll('.view-line')].some((line) => line.textContent.includes(name))) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(null));
    });
    observer.observe(document, { childList: true, subtree: true, characterData: true });
  });
}

/**
 * What the page's main thread has worked so far.
 * @param {import('playwright-core').CDPSession} session
 */
async function threadMs(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const time = metrics.find(({ name }) => name === 'ThreadTime');
  if (time === undefined) throw new TypeError('the browser does not tell the time of a thread');
  return time.value * 1000;
}

const numbers = Array.from({ length: STEPS }, (_, i) => i + 1);
/** @param {number} i */
const nameOf = (i) => (i === STEPS + 1 ? 'end' : i === STEPS / 2 ? 'middle' : `step_${String(i)}`);

const pythonFlow = `from metaflow import FlowSpec, step, retry, catch, Parameter

class Long(FlowSpec):
    alpha = Parameter("alpha", default=0.5)

    @step
    def start(self):
        self.rows = [1, 2, 3]
        self.next(self.${nameOf(1)})

${numbers
  .map(
    (i) => `    @retry(times=2)
    @step
    def ${nameOf(i)}(self):
        self.total_${String(i)} = sum(self.rows)
        print("total", self.total_${String(i)}, self.alpha)
        self.next(self.${nameOf(i + 1)})
`,
  )
  .join('\n')}
    @step
    def end(self):
        print("done")

if __name__ == "__main__":
    Long()
`;

const typescriptFlow = `import { FlowSpec, Parameter, retry, step } from 'faultline';

export default class Long extends FlowSpec {
  alpha = Parameter({ default: 0.5 });
  declare rows: number[];

  @step() start() {
    this.rows = [1, 2, 3];
    this.next(this.${nameOf(1)});
  }

${numbers
  .map(
    (i) => `  @retry({ times: 2 })
  @step() ${nameOf(i)}() {
    const total = this.rows.reduce((sum, row) => sum + row, 0);
    console.log('total', total, this.alpha);
    console.log('rows', this.rows.length);
    this.next(this.${nameOf(i + 1)});
  }
`,
  )
  .join('\n')}
  @step() end() {
    console.log('done');
  }
}
`;

const FLOWS = /** @type {const} */ ([
  ['python', pythonFlow],
  ['typescript', typescriptFlow],
]);
