import { readFileSync } from 'node:fs';
import { expect, RUN_MS_MAX, test } from './page';

const flow = readFileSync('public/flows/PaidTwice.ts', 'utf8');

test('no view is wider than a phone, a tablet, a laptop or a large screen', async ({ faultline }) => {
  const { page } = faultline;
  const fits = async (view: string): Promise<void> => {
    expect(await faultline.tooWideAt(), view).toEqual([]);
  };
  await fits('idle');
  await faultline.api('open', { language: 'typescript', fileName: 'PaidTwice.ts', source: flow });
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded|Failed/);
  for (const tab of ['Inspector', 'Cards', 'Why', 'Console']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await fits(tab);
  }
  await page.getByRole('tab', { name: /^failures\.json/ }).click();
  await fits('the failure plan');
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await page.getByRole('tab', { name: 'Policy' }).click();
  await fits('the policy explorer');
  await page.getByRole('tab', { name: 'Resilience' }).click();
  await page.getByRole('button', { name: 'Sweep', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Single failures' })).toBeVisible({ timeout: RUN_MS_MAX });
  await fits('a sweep');
});
