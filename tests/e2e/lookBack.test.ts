import { expect, test } from './page';

test('a finished run is looked at as it was, and played again from there', async ({ faultline }) => {
  const { page } = faultline;
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded in/);
  await page.getByRole('button', { name: 'First failure' }).click();
  await faultline.sees('api_call', 'Waiting for retry');
  await faultline.sees('end', 'Pending');
  await faultline.lower('Console');
  await expect(faultline.consoleLines).not.toContainText('Done!');
  await page.getByRole('combobox', { name: 'Speed of playing back' }).selectOption('10');
  await page.getByRole('group', { name: 'Time' }).getByRole('button', { name: 'Play (Space)' }).click();
  await faultline.seesEnd(/Succeeded in/);
  await faultline.prints('Done!');
});

test('with another seed a new run is made, and the one it came from is a click away', async ({ faultline }) => {
  const { page } = faultline;
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded in/);
  await faultline.seed.fill('77');
  await faultline.seed.press('Enter');
  await faultline.runButton.click();
  const back = page.getByRole('button', { name: 'Back to run 1' });
  await expect(back).toBeEnabled({ timeout: 60_000 });
  await expect(back).toHaveAttribute('title', /changed: seed/);
  await back.click();
  await page.getByRole('button', { name: 'On to run 2' }).click();
  await expect(back).toBeVisible();
});
