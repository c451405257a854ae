import { expect, test } from './page';
import type { FaultlinePage } from './page';

const group = ({ page }: FaultlinePage) => page.getByRole('group', { name: '@retry of api_call' });
const retryLine = ({ page }: FaultlinePage) => page.locator('.view-line', { hasText: '@retry(' });

test('the retries of the selected step are turned above their line, by slider and by field', async ({ faultline }) => {
  const { page } = faultline;
  await expect(page.locator('[data-monaco="open"]')).toBeVisible({ timeout: 90_000 });
  await expect(group(faultline)).toBeHidden();
  await faultline.node('api_call').click();
  await group(faultline).getByRole('slider', { name: 'times' }).press('ArrowRight');
  await expect(retryLine(faultline)).toContainText('@retry(times=4, minutes_between_retries=0.03)  # ~2 seconds');
  await expect(group(faultline).getByText('waits 7.2 s at most')).toBeVisible();
  await expect(faultline.node('api_call')).toHaveAccessibleName('api_call: Not run yet, up to 5');

  const minutes = group(faultline).getByRole('textbox', { name: 'minutes between, as a number' });
  await minutes.fill('0.5');
  await minutes.press('Enter');
  await expect(retryLine(faultline)).toContainText('minutes_between_retries=0.5)');
  await minutes.fill('soon');
  await minutes.press('Enter');
  await expect(minutes).toHaveValue('0.5');

  // Back in the code, what was turned can be undone.
  await minutes.press('Escape');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(retryLine(faultline)).toContainText('minutes_between_retries=0.03)');
  await expect(minutes).toHaveValue('0.03');
});

test('the palette goes to the sliders of a step', async ({ faultline }) => {
  const { page } = faultline;
  await expect(page.locator('[data-monaco="open"]')).toBeVisible({ timeout: 90_000 });
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('adjust api_call');
  await page.keyboard.press('Enter');
  await expect(group(faultline).getByRole('slider', { name: 'times' })).toBeFocused();
});
