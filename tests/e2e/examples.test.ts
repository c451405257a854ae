import { expect, test } from './page';
import type { FaultlinePage } from './page';

const trigger = ({ page }: FaultlinePage) => page.getByRole('button', { name: 'Examples and drafts' });

async function choose(faultline: FaultlinePage, item: RegExp): Promise<void> {
  await trigger(faultline).click();
  await faultline.page.getByRole('menuitem', { name: item }).click();
}

test('an example opens by keyboard as a draft of its own, runs, and what was typed is found again', async ({
  faultline,
}) => {
  const { page } = faultline;
  await faultline.code.press('ControlOrMeta+Home');
  await page.keyboard.type('# mine\n');
  await trigger(faultline).press('Enter');
  await page.keyboard.type('some');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'SomeItemsFail.py' })).toBeVisible();
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded in/);
  await faultline.prints('Oslo: left out, division by zero');

  await choose(faultline, /^FailureHandlingFlow\.py/);
  await expect(page.getByText('# mine')).toBeVisible();
  await page.reload();
  await expect(page.getByText('# mine')).toBeVisible();

  await choose(faultline, /^Restore the original/);
  await expect(page.getByText('# mine')).toBeHidden();
  await choose(faultline, /^FailureHandlingFlow\.py/);
  await expect(page.getByText('# mine')).toBeVisible();
});

test('choosing an example changes the editor, not the run that goes on', async ({ faultline }) => {
  await faultline.runPastStart();
  await choose(faultline, /^A foreach in a foreach/);
  await expect(faultline.page.getByRole('tab', { name: 'NestedForeach.py' })).toBeVisible();
  await faultline.sees('api_call', 'Starting|Running|Waiting|Failed|Succeeded');
  await expect(faultline.stopButton).toBeVisible();
  await faultline.choosePace('At once');
  await faultline.seesEnd(/Succeeded in/);
});

test('an example that does not come leaves the page as it is, and says so', async ({ faultline }) => {
  await faultline.page.route('**/flows/TimeLimit.py', (route) => route.abort());
  await choose(faultline, /^A time limit/);
  await expect(faultline.page.getByText(/“A time limit” could not be fetched/)).toBeVisible();
  await expect(faultline.page.getByRole('tab', { name: 'FailureHandlingFlow.py' })).toBeVisible();
  await expect(faultline.node('api_call')).toBeVisible();
});
