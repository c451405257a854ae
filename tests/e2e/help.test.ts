import { expect, RUN_MS_MAX, test } from './page';

test('a cell of the help’s tables opens a scene, which runs when somebody presses Run', async ({ faultline }) => {
  test.setTimeout(3 * RUN_MS_MAX);
  const { page } = faultline;
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('dialog').getByRole('combobox').fill('Failures and their remedies');
  await page.keyboard.press('Enter');
  const help = page.getByRole('dialog', { name: 'Failures and their remedies' });
  await help.getByRole('button', { name: 'job evicted' }).click();
  await expect(help).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'two pods of api_call are evicted' })).toBeVisible();
  expect(await faultline.api('runs'), 'nothing has run').toEqual([]);
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded/);
  const { tasks } = await faultline.lastRecord();
  expect(tasks[1]?.attempts.map(({ ok, cause }) => cause ?? ok)).toEqual(['killed', 'killed', true]);
});
