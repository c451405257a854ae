import { readFileSync } from 'node:fs';
import { expect, RUN_MS_MAX, test } from './page';
import type { FaultlinePage } from './page';

const example = (name: string): string => readFileSync(`public/flows/${name}`, 'utf8');

async function openLab({ page }: FaultlinePage): Promise<void> {
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await page.getByRole('tab', { name: 'Resilience' }).click();
}

/** Narrows the sweep to some kinds of failure: by keyboard, through the menu. */
async function onlyFailures({ page }: FaultlinePage, left: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: /^Failures / }).click();
  for (const kind of await page.getByRole('menuitemcheckbox').all()) {
    const name = (await kind.textContent())?.trim() ?? '';
    if (!left.includes(name)) await kind.press('Enter');
  }
  await page.keyboard.press('Escape');
}

test('a sweep of real runs shows where work is repeated, and opens the run that shows it', async ({ faultline }) => {
  const { page } = faultline;
  await faultline.api('open', {
    language: 'typescript',
    fileName: 'PaidTwice.ts',
    source: example('PaidTwice.ts'),
  });
  await openLab(faultline);
  await onlyFailures(faultline, ['Spot interruption']);
  await page.getByRole('button', { name: 'Sweep', exact: true }).click();
  const twice = page.getByRole('button', { name: 'careless attempt 0, spot interruption after: work repeated' });
  await expect(twice).toBeVisible({ timeout: RUN_MS_MAX });
  await expect(page.getByRole('button', { name: 'Sweep', exact: true })).toBeVisible({ timeout: RUN_MS_MAX });
  await expect(page.getByRole('button', { name: /^start attempt 0, .*: run failed$/ })).toHaveCount(3);
  expect(await faultline.api('runs')).toEqual([]);

  await twice.focus();
  await page.keyboard.press('Enter');
  await faultline.sees('careless', 'Succeeded');
  const record = await faultline.lastRecord();
  expect(record.scenario.faults).toEqual([
    { kind: 'spot-interruption', step: 'careless', attempts: 0, moment: 'after' },
  ]);
  expect(record.tasks.find(({ step }) => step === 'careless')?.attempts.map(({ ok, fault }) => [ok, fault])).toEqual([
    [false, 'spot-interruption-1'],
    [true, undefined],
  ]);
  const again = await faultline.api('execute', ['run']);
  expect(again.run.digest).not.toBe(record.run.digest);
});

test('a flow that fails by itself is not swept, and it is said why', async ({ faultline }) => {
  await faultline.api('open', {
    language: 'typescript',
    source: example('PaidTwice.ts').replace('this.order = 1007', "throw new Error('no order')"),
  });
  await openLab(faultline);
  await faultline.page.getByRole('button', { name: 'Sweep', exact: true }).click();
  const refusal = faultline.page.getByRole('alert').filter({ hasText: 'no failure injected' });
  await expect(refusal).toBeVisible({ timeout: RUN_MS_MAX });
});
