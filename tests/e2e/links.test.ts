import { expect, FaultlinePage, RUN_MS_MAX, test } from './page';
import { NOTES_FLOW } from '../support/notesFlow';

const scenario = {
  language: 'python',
  fileName: 'FailureHandlingFlow.py',
  source: NOTES_FLOW,
  seed: 11,
  faults: [{ kind: 'spot-interruption', step: 'risky_logic' }],
} as const;

test('a link gives the same digest in a second, fresh profile, and says so', async ({ faultline, browser }) => {
  test.setTimeout(4 * RUN_MS_MAX);
  await faultline.api('open', scenario);
  const { run } = await faultline.api('execute', ['run']);
  await faultline.page.getByRole('button', { name: 'Share' }).click();
  const field = faultline.page.getByRole('textbox', { name: 'The link' });
  await expect(field).toHaveValue(/#v1\./);
  const plain = await field.inputValue();
  await faultline.page.getByLabel('With its result').check();
  await expect(field).not.toHaveValue(plain);
  const link = await field.inputValue();

  const other = new FaultlinePage(await (await browser.newContext()).newPage());
  await other.page.goto(link);
  const runButton = other.page.getByRole('button', { name: 'Run', exact: true });
  await expect(runButton).toBeVisible();
  await expect(other.page.getByRole('main')).toContainText('5 steps of Python, with seed 11');
  expect(await other.api('runs')).toEqual([]);
  await runButton.click();
  await expect(other.page.getByRole('status').filter({ hasText: 'Same result' })).toBeVisible({ timeout: RUN_MS_MAX });
  expect((await other.api('runs'))[0]?.digest).toBe(run.digest);
});

test('a link leaves the reader’s own draft alone, and the way back is one click', async ({ faultline }) => {
  await faultline.api('open', { ...scenario, fileName: 'mine.py', source: `# mine\n${NOTES_FLOW}` });
  const mine = await faultline.api('share');
  await faultline.api('open', scenario);
  const theirs = await faultline.api('share');
  const { page } = faultline;
  await page.goto(mine);
  await page.getByRole('button', { name: 'Keep as mine' }).click();
  await page.goto(theirs);
  await page.getByRole('button', { name: 'Back to mine.py' }).click();
  await expect(faultline.node('start')).toBeVisible();
  expect((await faultline.api('check')).ok).toBe(true);
  await expect(page.getByRole('tab', { name: 'mine.py' })).toBeVisible();
});

test('a recorded run is shown without running anything', async ({ faultline, browser }) => {
  test.setTimeout(4 * RUN_MS_MAX);
  await faultline.api('open', scenario);
  const { run } = await faultline.api('execute', ['run']);
  const link = await faultline.api('share', { runId: run.id });
  const other = new FaultlinePage(await (await browser.newContext()).newPage());
  await other.page.goto(link);
  await other.sees('end', 'Succeeded');
  const [only] = await other.api('runs');
  expect(only?.digest).toBe(run.digest);
  expect((await other.api('record', only?.id ?? '')).events.length).toBeGreaterThan(10);
});

for (const [about, fragment, words] of [
  ['not ours', '#about', /not an experiment of Faultline/],
  ['broken', '#v1.AAAA', /This link is damaged/],
  ['newer', '#v7.AAAA', /newer version of Faultline/],
] as const) {
  test(`a link that is ${about} is refused in words`, async ({ faultline }) => {
    await faultline.page.goto(`./${fragment}`);
    await expect(faultline.page.getByRole('status').filter({ hasText: words })).toBeVisible();
  });
}
