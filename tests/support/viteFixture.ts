import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import type { Plugin, Rolldown } from 'vite';

/** What a build gave: its files' texts by name, without the hashes in the names of chunks. */
export type Built = ReadonlyMap<string, string>;

/** Builds a site of these files with these plugins, and leaves nothing behind. */
export async function buildFixture(
  files: Readonly<Record<string, string>>,
  plugins: readonly Plugin[],
  workerPlugins: () => Plugin[] = () => [],
): Promise<Built> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'faultline-build-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true });
      await writeFile(path.join(root, name), text);
    }
    const output = await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: [...plugins],
      worker: { format: 'es', plugins: workerPlugins },
      build: { write: false, minify: false, modulePreload: false },
    });
    return new Map(
      [output]
        .flat()
        .flatMap(itemsOf)
        .map((item) => [item.fileName.replace(/-[\w-]{8}\./, '.'), textOf(item)]),
    );
  } finally {
    await rm(root, { recursive: true });
  }
}

type Item = Rolldown.OutputChunk | Rolldown.OutputAsset;

const itemsOf = (output: Rolldown.RolldownOutput | Rolldown.RolldownWatcher): readonly Item[] =>
  'output' in output ? output.output : [];

const textOf = (item: Item) => (item.type === 'chunk' ? item.code : item.source.toString());
