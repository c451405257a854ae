import { expect, RUN_MS_MAX, test } from './page';

test('a policy is tried out on a model measured in a real run, and a point of it opens as a run', async ({
  faultline,
}) => {
  const { page } = faultline;
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded in/);
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('button', { name: 'Lab' }).click();
  const lab = page.getByRole('region', { name: 'Lab' });
  await expect(lab.getByText(/^Measured in/)).toBeVisible();
  const point = lab.getByRole('region', { name: 'Chosen point' });
  await expect(point).toContainText('3 retries, 0.03 min apart');
  await expect(point).toContainText(/\d %\s*\d/, { timeout: RUN_MS_MAX });

  await lab.getByRole('slider', { name: /^Retries/ }).focus();
  await page.keyboard.press('Home');
  await expect(point).toContainText('no retries');
  await expect(page.locator('.view-line', { hasText: '@retry(' })).toContainText('times=0');

  const cell = lab.getByRole('gridcell', { name: /^no retries, 50 ?\.?0? % of attempts fail/ });
  await cell.click();
  await expect(cell).toHaveAccessibleName(/of runs succeed/, { timeout: RUN_MS_MAX });
  await point.getByRole('button', { name: 'One that fails' }).click();
  await expect(faultline.sentence).toContainText('It was simulated in the lab: no code was run.');
  await faultline.sees('api_call', 'Failed');
});
