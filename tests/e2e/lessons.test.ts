import { lessonOf, lessonText } from '../support/lessons';
import { violations } from './axe';
import { expect, RUN_MS_MAX, test } from './page';
import type { FaultlinePage } from './page';

const BAD_ROWS = lessonOf(lessonText('4-bad-rows.md'));

const lessonOn = ({ page }: FaultlinePage) => page.getByRole('region', { name: 'Lesson', exact: true });

/** Opens the lesson on bad rows by the keyboard alone. */
async function openBadRows(faultline: FaultlinePage): Promise<void> {
  const { page } = faultline;
  await page.getByRole('button', { name: 'Lessons' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: /^Rows that should not be there/ })).toBeVisible();
  await page.keyboard.type('rows');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'StockValue.py' })).toBeVisible();
}

test('a lesson is gone through by keyboard: predicted, run, explained, repaired, and found again', async ({
  faultline,
}) => {
  test.setTimeout(6 * RUN_MS_MAX);
  const { page } = faultline;
  await faultline.code.press('ControlOrMeta+Home');
  await page.keyboard.type('# mine\n');
  await openBadRows(faultline);
  const lesson = lessonOn(faultline);
  await faultline.choosePace('At once');

  // Nothing runs before something was chosen.
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('Choose first what you expect')).toBeVisible();
  await expect(lesson.getByRole('button', { name: 'Run and see' })).toBeDisabled();
  await lesson.getByRole('radio', { name: /^The attempt fails/ }).press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(lesson.getByRole('radio', { name: /^All three attempts fail/ })).toBeChecked();
  expect(await violations(page, lesson)).toEqual([]);
  await lesson.getByRole('button', { name: 'Run and see' }).press('Enter');

  await expect(lesson.getByText('It went otherwise.')).toBeVisible({ timeout: RUN_MS_MAX });
  await expect(lesson.getByRole('radio', { name: /^The run succeeds, with a total that is wrong/ })).toBeDisabled();
  await expect(lesson.getByText('came true')).toHaveCount(1);
  expect(await violations(page, lesson)).toEqual([]);

  await lesson.getByRole('button', { name: 'Check my flow' }).press('Enter');
  await expect(lesson.getByText(/runs are not as they must be/)).toBeVisible({ timeout: 2 * RUN_MS_MAX });
  await page.reload();
  await expect(lesson.getByText('It went otherwise.')).toBeVisible();
  await faultline.write(BAD_ROWS.solutions.python?.source ?? '');
  await lesson.getByRole('button', { name: 'Check my flow' }).press('Enter');
  await expect(lesson.getByText(/runs are as they must be/)).toBeVisible({ timeout: 2 * RUN_MS_MAX });
  expect(await violations(page, lesson)).toEqual([]);

  await page.getByRole('button', { name: 'Lessons' }).press('Enter');
  await expect(page.getByText('Predict, run, repair: 1 of 6 done')).toBeVisible();
  await page.keyboard.press('Escape');
  await lesson.getByRole('button', { name: 'Leave the lesson' }).press('Enter');
  await expect(page.getByText('# mine')).toBeVisible();
});

test('a trial that failed is shown by one click', async ({ faultline }) => {
  test.setTimeout(4 * RUN_MS_MAX);
  await openBadRows(faultline);
  const lesson = lessonOn(faultline);
  await faultline.choosePace('At once');
  await lesson.getByRole('radio', { name: /^The run succeeds, with a total/ }).check();
  await lesson.getByRole('button', { name: 'Run and see' }).click();
  await expect(lesson.getByText('You expected it so.')).toBeVisible({ timeout: RUN_MS_MAX });
  await lesson.getByRole('button', { name: 'Check my flow' }).click();
  await lesson
    .getByRole('button', { name: 'Show the run' })
    .first()
    .click({ timeout: 2 * RUN_MS_MAX });
  await faultline.seesEnd(/Succeeded in|Failed/);
  const record = await faultline.lastRecord();
  expect(record.scenario.faults).toMatchObject([{ kind: 'bad-input', step: '*' }]);
});

test('a teacher’s file is opened as a lesson, and one with errors is refused on its lines', async ({ faultline }) => {
  const { page } = faultline;
  const good = lessonText('1-lost-machine.md').replace('# The machine goes away', '# For my class');
  const choose = async (name: string, text: string): Promise<void> => {
    await page
      .getByLabel('A lesson’s file')
      .setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
  };
  await choose('bad.md', good.replace('## Predict', '## Pedict'));
  const refusal = page.getByRole('dialog', { name: 'bad.md is not opened as a lesson' });
  await expect(refusal).toContainText('Did you mean ## Predict?');
  await expect(refusal).toContainText(/Line \d+/);
  expect(await violations(page, refusal)).toEqual([]);
  await refusal.getByRole('button', { name: 'Close' }).click();
  await choose('class.md', good);
  await expect(lessonOn(faultline).getByRole('heading', { name: 'For my class' })).toBeVisible();
  await page.reload();
  await expect(lessonOn(faultline).getByRole('heading', { name: 'For my class' })).toBeVisible();
});

test('on a phone the lesson is a tab', async ({ faultline }) => {
  const { page } = faultline;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Lessons' }).click();
  await page.getByRole('menuitem', { name: /^The machine goes away/ }).click();
  await expect(page.getByRole('tab', { name: 'Lesson' })).toHaveAttribute('aria-selected', 'true');
  await expect(lessonOn(faultline).getByRole('radio')).toHaveCount(3);
  expect(await violations(page, lessonOn(faultline))).toEqual([]);
});
