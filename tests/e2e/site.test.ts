import { expect, test } from '@playwright/test';

test('the page starts from a folder of a plain static host, and asks nothing of any other host', async ({
  page,
  baseURL,
}) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(baseURL ?? '')) complaints.push(request.url());
  });

  await page.goto('./');

  await expect(page.locator('#app')).not.toBeEmpty();
  await page.waitForLoadState('networkidle');
  expect(complaints).toEqual([]);
});

test('the notice names the licence of everything that the site carries', async ({ request }) => {
  const notice = await (await request.get('LICENSES.txt')).text();
  expect(notice).toContain('Mozilla Public License Version 2.0');
  expect(notice).toContain('PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2');
  expect(notice).not.toContain('Licence: not stated');
});
