import { readFileSync } from 'node:fs';
import type { CarriedWork } from './licenseNotice.ts';

const textOf = (name: string) => readFileSync(new URL(`licenses/${name}.txt`, import.meta.url), 'utf8').trim();

const pyodideNote = `Pyodide's files are carried unchanged. Their source is at https://github.com/pyodide/pyodide, under the tag of the
version in the name of their folder. What Pyodide links into its WebAssembly module beside Python (Emscripten's system libraries, libffi, zlib,
bzip2, xz, zstd, SQLite, OpenSSL and others) is listed, with the licence of each, in that source.`;

/** What Pyodide's package holds and states no licence text for. */
export const carriedWorks: readonly CarriedWork[] = [
  {
    name: 'Pyodide, the files in the folder pyodide-…',
    license: 'MPL-2.0',
    text: `${pyodideNote}\n\n${textOf('MPL-2.0')}`,
  },
  { name: 'Python and its standard library, in Pyodide', license: 'PSF-2.0', text: textOf('Python') },
];
