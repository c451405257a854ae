import { test } from '@playwright/test';
import { serve } from '../tools/serve.mjs';
import { dist } from '../tools/ensureBuilt.mjs';
import { browserLaunch } from '../tools/ensureBrowser.mjs';
import { expect, FaultlinePage, RUN_MS_MAX } from './page';

/** Stands for the address of a machine in a classroom: a host that is not this one, without https. */
const HOST = 'classroom.test';
const launch = browserLaunch();

test.use({
  launchOptions: { ...launch, args: [...(launch.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] },
});

test('on plain http, without a secure context, flows run, are kept and are continued', async ({ page }) => {
  test.setTimeout(3 * RUN_MS_MAX);
  const site = await serve({ root: dist });
  const faultline = new FaultlinePage(page);
  await faultline.open(`http://${HOST}:${String(site.port)}/`);
  const missing = await page.evaluate(() => ({
    secure: isSecureContext,
    subtle: 'subtle' in crypto && crypto.subtle !== undefined,
    locks: 'locks' in navigator,
    serviceWorker: 'serviceWorker' in navigator,
  }));
  expect(missing).toEqual({ secure: false, subtle: false, locks: false, serviceWorker: false });

  const undisturbed = await faultline.api('execute', ['run']);
  expect(undisturbed.run.outcome).toBe('succeeded');
  await faultline.runPastStart();
  await page.reload();
  await expect(faultline.sentence).toContainText('Interrupted at', { timeout: 20_000 });
  await faultline.choosePace('At once');
  await faultline.continueButton.click();
  await faultline.seesEnd(/Succeeded in/);
  expect((await faultline.lastRecord()).run.digest).toBe(undisturbed.run.digest);
  await page.close();
  await site.close();
});
