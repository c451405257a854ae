import axe from 'axe-core';
import type { Locator, Page } from '@playwright/test';

/** What axe finds in a part of the built page, as short lines; the rules about whole pages are left out. */
export async function violations(page: Page, part: Locator): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return part.evaluate(async (element) => {
    const { axe: here } = window as unknown as { axe: typeof axe };
    const { violations: found } = await here.run(element, { rules: { region: { enabled: false } } });
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  });
}
