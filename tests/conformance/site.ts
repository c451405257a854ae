/** One page with a booted Python for all cases: what a terminal in a work folder was to the recording. */
import { test as base, type Page } from '@playwright/test';
import type { RunRecord, ScenarioInput } from '../../src/model/record';
import { PLATFORMS } from '../../src/model/scenario';
import type { CaseCommand } from './cases';
import { withRunIds } from './compare';

interface Api {
  ready(options?: { python?: boolean }): Promise<void>;
  open(scenario: ScenarioInput): Promise<void>;
  execute(command: string[], options?: { pace?: 'instant' | number }): Promise<RunRecord>;
}
type FaultlineWindow = typeof globalThis & { readonly faultline?: Api };

/** No recorded command takes longer; one that does hangs. */
const COMMAND_MS = 120_000;

/** Gives commands to `window.faultline`. */
export class Site {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async boot(): Promise<void> {
    await this.#page.goto('./');
    await this.#page.waitForFunction(() => (globalThis as FaultlineWindow).faultline !== undefined);
    await this.#page.evaluate(() => (globalThis as FaultlineWindow).faultline?.ready({ python: true }));
  }

  /** What the command came to. A page in which one hangs is of no use for the next, and is loaded again. */
  async execute({ language, fileName, source, args }: CaseCommand, runIds: readonly string[]): Promise<RunRecord> {
    const scenario: ScenarioInput = {
      language,
      fileName,
      source,
      maxWorkers: 1,
      user: 'tester',
      platform: PLATFORMS.local,
    };
    const order = JSON.stringify({ scenario, command: withRunIds(args, runIds) } satisfies Order);
    try {
      const record = await withinMs(COMMAND_MS, this.#page.evaluate(given, order));
      return JSON.parse(record) as RunRecord;
    } catch (error) {
      await this.boot();
      throw error;
    }
  }
}

interface Order {
  readonly scenario: ScenarioInput;
  readonly command: string[];
}

/** In the page. Order and record cross as text: the types of Playwright's own way recurse without end over JSON. */
async function given(order: string): Promise<string> {
  const { scenario, command } = JSON.parse(order) as Order;
  const { faultline } = globalThis as FaultlineWindow;
  if (faultline === undefined) throw new Error('The page offers no window.faultline.');
  await faultline.open(scenario);
  return JSON.stringify(await faultline.execute(command));
}

async function withinMs<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(ms / 1000)} s`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const test = base.extend<object, { site: Site }>({
  site: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ baseURL: process.env['FAULTLINE_URL'] ?? '' });
      const site = new Site(await context.newPage());
      await site.boot();
      await use(site);
      await context.close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
