import { readFile } from 'node:fs/promises';
import { eventMarks } from '../../src/engine/digest';
import type { RunRecord } from '../../src/model/record';
import { scenarioOf } from '../../src/runtime/scenario';
import { linkOf } from '../../src/share/link';
import { NOTES_FLOW } from '../support/notesFlow';
import { expect, FaultlinePage, RUN_MS_MAX, test } from './page';

const scenario = {
  language: 'python',
  fileName: 'FailureHandlingFlow.py',
  source: NOTES_FLOW,
  seed: 11,
  faults: [{ kind: 'spot-interruption', step: 'risky_logic' }],
} as const;

test('the share dialog tells the length, and copies the link, plain and as Markdown', async ({ faultline }) => {
  const { page } = faultline;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await faultline.api('open', scenario);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share FailureHandlingFlow' });
  const field = dialog.getByRole('textbox', { name: 'The link' });
  await expect(field).toHaveValue(/#v1\./);
  const link = await field.inputValue();
  await expect(dialog).toContainText(`${String(link.length)} characters. Fits into chat apps (2,000).`);
  await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await expect(dialog.getByLabel('The recorded run'), 'nothing has run').toBeDisabled();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Link copied.');
  expect(await copied()).toBe(link);
  await dialog.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Markdown copied.');
  expect(await copied()).toBe(`[FailureHandlingFlow in Faultline](${link})`);
});

test('a run that ends while the share dialog is open can be shared with its result', async ({ faultline }) => {
  const { page } = faultline;
  await faultline.api('open', scenario);
  await faultline.choosePace('10×');
  await faultline.runButton.click();
  await faultline.sees('start', 'Starting|Running|Succeeded');
  await page.getByRole('button', { name: 'Share' }).click();
  const choice = page.getByRole('dialog').getByLabel('With its result');
  await expect(choice).toBeDisabled();
  await expect(choice).toBeEnabled({ timeout: RUN_MS_MAX });
});

test('an experiment, a run and a flow go out as files, and come in again in another profile', async ({
  faultline,
  browser,
}) => {
  test.setTimeout(4 * RUN_MS_MAX);
  const { page } = faultline;
  await faultline.api('open', scenario);
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded/);
  const { run } = await faultline.lastRecord();
  await page.getByRole('button', { name: 'Share' }).click();
  const saved = async (name: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    const file = await download;
    const buffer = await readFile(await file.path());
    return { name: file.suggestedFilename(), mimeType: 'text/plain', buffer };
  };
  const [flow, experiment, record] = [await saved('The flow'), await saved('The experiment'), await saved('The run')];
  expect(flow).toMatchObject({ name: 'FailureHandlingFlow.py', buffer: Buffer.from(NOTES_FLOW) });

  const other = new FaultlinePage(await (await browser.newContext()).newPage());
  await other.open(page.url());
  const receive = async (file: typeof flow): Promise<void> => {
    await other.page.getByRole('button', { name: 'Share' }).click();
    await other.page.getByLabel('Open a flow, an experiment or a run').setInputFiles(file);
  };
  await receive(experiment);
  await expect(other.seed).toHaveValue('11');
  expect(await other.api('runs'), 'nothing has run').toEqual([]);
  await receive(record);
  await other.sees('end', 'Succeeded');
  expect((await other.api('runs'))[0]?.digest).toBe(run.digest);
  await receive({ ...flow, name: 'Theirs.py' });
  await expect(other.page.getByRole('tab', { name: 'Theirs.py' })).toBeVisible();
  await receive({ name: 'broken.json', mimeType: 'text/plain', buffer: Buffer.from('{"schema":"faultline.run/1"}') });
  await expect(other.page.getByRole('status').filter({ hasText: 'This record cannot be shown' })).toBeVisible();
});

test('a link that is pasted into the page opens, and runs nothing', async ({ faultline }) => {
  const { page } = faultline;
  await faultline.api('open', scenario);
  const link = await faultline.api('share');
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, link);
  await expect(page.getByRole('button', { name: 'Keep as mine' })).toBeVisible();
  expect(await faultline.api('runs')).toEqual([]);
});

test('a result that departs from the sender’s is shown where it departs', async ({ faultline }) => {
  test.setTimeout(4 * RUN_MS_MAX);
  const { page } = faultline;
  await faultline.api('open', scenario);
  const { run, events, scenario: told }: RunRecord = await faultline.api('execute', ['run']);
  const expected = { digest: run.digest, marks: eventMarks(events, 'python'), engine: told.engine ?? '' };
  await page.goto(`./?theirs${linkOf({ scenario: scenarioOf({ ...scenario, seed: 12 }), expected })}`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const verdict = page.getByRole('status').filter({ hasText: 'Not the sender’s result. It departs at event' });
  await expect(verdict).toBeVisible({ timeout: RUN_MS_MAX });
  await verdict.getByRole('button', { name: 'Look at it' }).click();
  await expect(verdict).toHaveCount(0);
});
