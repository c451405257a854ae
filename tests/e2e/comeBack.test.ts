import { flowThat } from './flows';
import { expect, FaultlinePage, test } from './page';

const typed = flowThat('self.x = 41', 'print("typed by a user")');

test('a reload keeps the code, the runs, their lines and their artifacts', async ({ faultline }) => {
  await faultline.choosePace('At once');
  await faultline.write(typed);
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded in/);
  const before = await faultline.lastRecord();

  await faultline.page.reload();
  await faultline.sees('start', 'Succeeded');
  await faultline.lower('Console');
  await faultline.prints('typed by a user');
  const after = await faultline.lastRecord();
  expect(after).toEqual(before);
  expect(after.tasks[0]?.artifacts['x']).toBe(41);
});

test('what is typed in the last moment before the page closes is there again', async ({ faultline }) => {
  const graph = faultline.graph.getByRole('group', { name: /^Graph of BodyFlow/ });
  await faultline.write(typed);
  await expect(graph).toBeVisible();
  await faultline.page.reload();
  await expect(graph).toBeVisible({ timeout: 20_000 });
});

test.describe('a run that is interrupted', () => {
  for (const [how, interrupt] of [
    ['by a reload', (faultline) => faultline.page.reload().then(() => faultline)],
    ['because the page crashed', crashed],
    ['because the tab was closed', closed],
  ] satisfies [string, (faultline: FaultlinePage) => Promise<FaultlinePage>][]) {
    test(`${how} is continued, and ends as if nothing had happened`, async ({ faultline }) => {
      const undisturbed = await faultline.api('execute', ['run']);
      await faultline.runPastStart();

      const again = await interrupt(faultline);
      await expect(again.sentence).toContainText('Interrupted at', { timeout: 20_000 });
      const [interrupted] = await again.api('runs');
      expect(interrupted).toMatchObject({ number: 2, outcome: 'interrupted', digest: null });
      await again.choosePace('At once');
      await again.continueButton.click();
      await again.seesEnd(/Succeeded in/);

      const { run, events } = await again.api('record', interrupted?.id ?? '');
      expect(run).toMatchObject({ outcome: 'succeeded', digest: undisturbed.run.digest, reproducible: true });
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    });
  }
});

const ticking = flowThat(
  'import time',
  'for second in range(120):',
  '    print("second", second)',
  '    time.sleep(1)',
);

test('a second tab watches a run, and takes it over when the first is closed', async ({ faultline }) => {
  await faultline.write(ticking);
  await faultline.choosePace('1×');
  await faultline.runButton.click();
  await faultline.lower('Console');
  await faultline.prints('second 1');

  const second = await newTab(faultline.page);
  await second.lower('Console');
  await second.prints('second 1');
  await expect(second.runButton, 'it is not this tab that is busy').toBeVisible();
  const linesThere = await second.consoleLines.textContent();
  await expect.poll(() => second.consoleLines.textContent(), { timeout: 30_000 }).not.toBe(linesThere);

  await second.choosePace('At once');
  await faultline.page.close();
  await second.seesEnd(/Succeeded in/);
  const { run } = await second.lastRecord();
  expect(run).toMatchObject({ outcome: 'succeeded', duration: 126, reproducible: true });
});

async function crashed({ page }: FaultlinePage): Promise<FaultlinePage> {
  const crash = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await crash;
  return newTab(page);
}

async function closed({ page }: FaultlinePage): Promise<FaultlinePage> {
  const context = page.context();
  await page.close();
  const tab = new FaultlinePage(await context.newPage());
  await tab.open();
  return tab;
}

async function newTab(page: FaultlinePage['page']): Promise<FaultlinePage> {
  const tab = new FaultlinePage(await page.context().newPage());
  await tab.open();
  return tab;
}
