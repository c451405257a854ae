import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { row } from './row.mjs';

// A ratchet, not a goal: what it weighs today and a little air.
const budgetBytes = 480_000;

/**
 * What the page fetches before one can type into it: index.html, its scripts and its styles. Monaco, Python and the
 * engine's worker come after that.
 * @param {import('./run.mjs').Setting} setting
 */
export async function rows({ dist }) {
  const manifest = JSON.parse(await readFile(path.join(dist, '.vite/manifest.json'), 'utf8'));
  const files = ['index.html', ...filesOf('index.html', manifest)];
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(path.join(dist, file))).length));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return [row({ name: 'bytes before interactive, gzip', unit: 'B', samples: [bytes], budget: budgetBytes })];
}

/**
 * @param {string} entry
 * @param {Record<string, { file: string, css?: string[], imports?: string[] }>} manifest
 */
function filesOf(entry, manifest) {
  const names = new Set([entry]);
  for (const name of names) {
    for (const imported of manifest[name]?.imports ?? []) names.add(imported);
  }
  const chunks = [...names].flatMap((name) => manifest[name] ?? []);
  return new Set(chunks.flatMap(({ file, css = [] }) => [file, ...css]));
}
