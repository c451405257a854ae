import { resumeFlow } from './flows';
import { expect, test } from './page';
import type { FaultlinePage } from './page';

test.beforeEach(async ({ faultline }) => {
  await faultline.choosePace('At once');
  await faultline.write(resumeFlow(false));
  await faultline.runButton.click();
  await faultline.sees('middle', 'Failed');
  await faultline.seesEnd(/Failed/);
});

for (const [how, resume] of [
  ['with the button', (faultline) => faultline.resumeButton.click()],
  ['at the prompt', (faultline) => faultline.command('resume')],
] satisfies [string, (faultline: FaultlinePage) => Promise<void>][]) {
  test(`a bug fails the run; once it is mended, resume ${how} clones what had finished`, async ({ faultline }) => {
    await faultline.write(resumeFlow(true));
    await resume(faultline);
    await faultline.sees('start', 'Cloned');
    await faultline.sees('end', 'Succeeded');
    const runs = await faultline.api('runs');
    expect(runs.map(({ number, outcome }) => [number, outcome])).toEqual([
      [2, 'succeeded'],
      [1, 'failed'],
    ]);
    const record = await faultline.lastRecord();
    expect(record.run.originRunId).toBe(runs[1]?.id);
    expect(record.tasks.map(({ step, origin }) => [step, origin])).toEqual([
      ['start', 'cloned'],
      ['middle', 'executed'],
      ['end', 'executed'],
    ]);
    expect(record.tasks.at(-1)?.stdout).toEqual(['the total is 6']);
  });
}

test('resume takes a run by its number', async ({ faultline }) => {
  await faultline.runButton.click();
  await faultline.seesEnd(/Failed/);
  await faultline.write(resumeFlow(true));
  await faultline.command('resume --origin-run-id 1');
  await faultline.sees('end', 'Succeeded');
  const runs = await faultline.api('runs');
  expect(runs[0]?.originRunId).toBe(runs.find(({ number }) => number === 1)?.id);
});

test('the failing line is named where its task is looked at', async ({ faultline }) => {
  await faultline.node('middle').click();
  await faultline.lower('Inspector');
  const details = faultline.page.getByRole('tabpanel', { name: 'Inspector' });
  await expect(details).toContainText('ZeroDivisionError');
  await expect(details).toContainText(/line 14/i);
});
