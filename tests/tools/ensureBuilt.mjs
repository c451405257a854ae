import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

export const dist = path.resolve(import.meta.dirname, '../../dist');
const root = path.dirname(dist);
const inputs = ['index.html', 'package-lock.json', 'public', 'src', 'svelte.config.js', 'vite.config.ts', 'workers'];

/** Builds the site where it is missing, or older than what it is made from. */
export async function ensureBuilt() {
  const built = await changedAt(path.join(dist, 'index.html'));
  const changes = await Promise.all(inputs.map((input) => newestChange(path.join(root, input))));
  if (built < Math.max(...changes)) await build({ root, logLevel: 'warn' });
}

/**
 * A folder counts too: it changes when a file in it is taken away.
 * @param {string} name
 */
async function newestChange(name) {
  const entries = await readdir(name, { withFileTypes: true, recursive: true }).catch(() => []);
  const names = entries.map((entry) => path.join(entry.parentPath, entry.name));
  return Math.max(...(await Promise.all([name, ...names].map(changedAt))));
}

/** @param {string} name */
const changedAt = async (name) => (await stat(name).catch(() => null))?.mtimeMs ?? 0;
