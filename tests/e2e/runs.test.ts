import { expect, test } from './page';
import type { FaultlinePage } from './page';

const trigger = ({ page }: FaultlinePage) => page.getByRole('button', { name: /Runs of this browser$/ });
const rows = ({ page }: FaultlinePage) =>
  page.getByRole('list', { name: 'Runs, pinned ones first' }).getByRole('listitem');

async function runOnce(faultline: FaultlinePage): Promise<void> {
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await expect(faultline.stopButton).toBeVisible();
  await faultline.seesEnd(/Succeeded in/);
  await expect(faultline.runButton).toBeVisible();
}

test('runs are named, found, pinned and deleted by keyboard, and a reload keeps what was done', async ({
  faultline,
}) => {
  const { page } = faultline;
  await runOnce(faultline);
  await runOnce(faultline);
  await trigger(faultline).press('Enter');
  await expect(rows(faultline)).toHaveCount(2);
  await expect(rows(faultline).first()).toContainText(/Succeeded.*\d attempts/);

  await page.getByRole('button', { name: 'Rename run 1' }).press('Enter');
  await page.keyboard.type('the calm one');
  await page.keyboard.press('Enter');
  await expect(rows(faultline).nth(1)).toContainText('the calm one');
  await page.getByRole('button', { name: 'Pin the calm one' }).press('Enter');
  await expect(rows(faultline).first()).toContainText('the calm one');

  await page.getByRole('searchbox', { name: 'Find a run' }).fill('calm');
  await expect(rows(faultline)).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Find a run' }).fill('');

  await page.getByRole('button', { name: 'Delete all…' }).press('Enter');
  await expect(page.getByRole('group', { name: 'Delete 1 run for good, all but the pinned?' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete all', exact: true }).press('Enter');
  await expect(rows(faultline)).toHaveCount(1);

  await page.reload();
  await trigger(faultline).press('Enter');
  await expect(rows(faultline)).toHaveText(/the calm one/);
  await page.getByRole('button', { name: 'Delete the calm one' }).press('Enter');
  // What is asked about is kept by the key that asked.
  await expect(page.getByRole('button', { name: 'Keep' })).toBeFocused();
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await expect(page.getByText('Nothing has run in this browser yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(faultline.sentence).toContainText('Nothing has run yet');
});
