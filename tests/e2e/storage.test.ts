import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, test as base } from '@playwright/test';
import { browserLaunch } from '../tools/ensureBrowser.mjs';
import { expect, FaultlinePage, RUN_MS_MAX, test } from './page';

base('where the browser refuses to keep anything, flows run from memory and the page says so', async ({ baseURL }) => {
  base.setTimeout(2 * RUN_MS_MAX);
  const profile = mkdtempSync(path.join(os.tmpdir(), 'faultline-profile-'));
  mkdirSync(path.join(profile, 'Default'));
  // "Don't allow sites to save data on your device": IndexedDB throws a SecurityError, also in workers.
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, browserLaunch());
  try {
    const faultline = new FaultlinePage(await context.newPage());
    await faultline.open(baseURL);
    await expect(faultline.page.getByText(/keeps nothing for this page/)).toBeVisible();
    const { run } = await faultline.api('execute', ['run']);
    expect(run.outcome).toBe('succeeded');
    expect(await faultline.api('runs')).toHaveLength(1);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true });
  }
});

base('when the disk is full the page says so, and what is stored stays', async ({ page, baseURL }) => {
  base.setTimeout(2 * RUN_MS_MAX);
  const browser = await page.context().newCDPSession(page);
  // Before the page has stored anything: the browser looks at the quota once and then counts down.
  const origin = new URL(baseURL ?? '').origin;
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000_000 });
  const faultline = new FaultlinePage(page);
  await faultline.open();
  const kept = await faultline.api('execute', ['run']);
  await page.evaluate(fillDisk);
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await expect(page.getByText(/no room left in this browser/)).toBeVisible({ timeout: RUN_MS_MAX });
  expect(await faultline.api('record', kept.run.id)).toEqual(kept);
});

/** Writes into a database of its own, in ever smaller pieces, until none of them is taken. */
async function fillDisk(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('filler', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('pieces', { autoIncrement: true });
    request.onsuccess = () => {
      resolve(request.result);
    };
  });
  const isTaken = (piece: Uint8Array): Promise<boolean> =>
    new Promise((resolve) => {
      const write = database.transaction('pieces', 'readwrite');
      write.objectStore('pieces').put(piece);
      write.oncomplete = () => {
        resolve(true);
      };
      write.onabort = () => {
        resolve(false);
      };
    });
  for (const sizeBytes of [10_000_000, 1_000_000, 100_000, 10_000, 1000]) {
    // Of chance, which does not compress.
    const piece = new Uint8Array(sizeBytes);
    for (let from = 0; from < sizeBytes; from += 65_536) {
      crypto.getRandomValues(piece.subarray(from, Math.min(from + 65_536, sizeBytes)));
    }
    while (await isTaken(piece));
  }
}

test('deleting the database from outside costs the data and nothing else', async ({ faultline }) => {
  await faultline.api('execute', ['run']);
  await faultline.page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('faultline');
        request.onsuccess = () => {
          resolve();
        };
        request.onerror = () => {
          reject(request.error ?? new DOMException());
        };
      }),
  );
  expect(await faultline.api('runs')).toEqual([]);
  const { run } = await faultline.api('execute', ['run']);
  expect(run.outcome).toBe('succeeded');
  expect(await faultline.api('runs')).toHaveLength(1);
});
