import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Axe from 'axe-core';
import { expect, test } from './page';
import type { FaultlinePage } from './page';

const axeText = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in the whole page, as short lines. */
async function violations({ page }: FaultlinePage): Promise<readonly string[]> {
  await page.evaluate(axeText);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    // What floats above the page belongs to no landmark.
    const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

type View = readonly [name: string, open: (faultline: FaultlinePage) => Promise<unknown>];

/** What each view adds to the page, and which Escape takes away again. */
const OVERLAYS: readonly View[] = [
  ['the runs', ({ page }) => page.getByRole('button', { name: /Runs of this browser$/ }).click()],
  ['the examples', ({ page }) => page.getByRole('button', { name: 'Examples and drafts' }).click()],
  ['the palette', ({ page }) => page.keyboard.press('ControlOrMeta+K')],
  ['the share dialog', ({ page }) => page.getByRole('button', { name: 'Share' }).click()],
];
const TABS = ['Console', 'Inspector', 'Cards', 'Why'];

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${theme}: idle, run, failed, each tab, and all that opens above them`, async ({
    faultline,
  }) => {
    const { page } = faultline;
    const clean = async (view: string): Promise<void> => {
      expect(await violations(faultline), view).toEqual([]);
    };
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('[data-monaco="open"]')).toBeVisible({ timeout: 90_000 });
    await clean('idle');
    await faultline.parameter('simulate_code_bug').click();
    await faultline.choosePace('At once');
    await faultline.runButton.click();
    await faultline.seesEnd(/caught/);
    await faultline.node('risky_logic').click();
    for (const tab of TABS) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      await clean(tab);
    }
    await faultline.node('api_call').click();
    await expect(page.getByRole('group', { name: '@retry of api_call' })).toBeVisible();
    await clean('sliders');
    for (const [name, open] of OVERLAYS) {
      await open(faultline);
      await clean(name);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('tab', { name: /^failures\.json/ }).click();
    await clean('the failure plan');
    await page.setViewportSize({ width: 390, height: 844 });
    for (const tab of ['Run', 'Code', 'Console']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await clean(`${tab} on a phone`);
    }
  });
}
