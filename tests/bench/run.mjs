/**
 * `npm run bench [-- --json FILE] [-- --only TEXT]`: measures the built site. Each `*.bench.mjs` beside this file
 * exports `rows(setting)`, and each row is what `row.mjs` makes. Ends with an error when a row is over its budget.
 */
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browserLaunch, ensureBrowser } from '../tools/ensureBrowser.mjs';
import { dist, ensureBuilt } from '../tools/ensureBuilt.mjs';
import { serve } from '../tools/serve.mjs';

/**
 * What a bench may use. A page of its own comes from `browser.newPage()`.
 * @typedef {{ dist: string, url: string, browser: import('playwright-core').Browser }} Setting
 */

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string', default: '' } } });

await ensureBuilt();
process.env['FAULTLINE_CHROMIUM'] = await ensureBrowser();
const site = await serve({ root: dist });
const browser = await chromium.launch(browserLaunch());
try {
  const rows = await measure({ dist, url: site.url, browser });
  process.stdout.write(table(rows));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
  if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
} finally {
  await browser.close();
  await site.close();
}

/**
 * @param {Setting} setting
 * @returns {Promise<import('./row.mjs').Row[]>}
 */
async function measure(setting) {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.mjs'));
  const rows = [];
  for (const name of files.sort().filter((file) => file.includes(values.only))) {
    const bench = await import(pathToFileURL(path.join(import.meta.dirname, name)).href);
    rows.push(...(await bench.rows(setting)));
  }
  return rows;
}

/** @param {import('./row.mjs').Row[]} rows */
function table(rows) {
  const head = ['', 'median', 'p95', 'unit', 'floor', 'ratio', 'budget', ''];
  const lines = rows.map((row) => [
    row.name,
    figure(row.median),
    figure(row.p95),
    row.unit,
    figure(row.floor),
    figure(row.ratio),
    figure(row.budget),
    row.ok ? 'ok' : 'over budget',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)));
  return [head, ...lines].map((line) => `${padded(line, widths)}\n`).join('');
}

/** @param {number | null} value */
function figure(value) {
  return value === null ? '–' : value.toLocaleString('en', { maximumSignificantDigits: 4 });
}

/**
 * @param {string[]} line
 * @param {number[]} widths
 */
function padded(line, widths) {
  return line
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}
