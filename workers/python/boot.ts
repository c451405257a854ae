import { loadPyodide } from 'pyodide';
import type { PyodideAPI } from 'pyodide';
import type { PythonBoot } from '../../src/protocol/frame';
import { INDEX_URL, withAssetDoors } from './assetDoors';
import { packageFiles } from './packageFiles';

const SITE_PACKAGES = '/lib/python3.14/site-packages/';

/** The same in every attempt; the hash seed is frozen into a snapshot. */
const ENVIRONMENT = {
  HOME: '/home/pyodide',
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  PYTHONHASHSEED: '0',
  TZ: 'UTC',
};

/** What flows usually import, so that an attempt finds it in the snapshot. */
const IMPORTS = `ast asyncio base64 bisect calendar collections contextlib copy csv dataclasses datetime decimal enum
  fractions functools hashlib heapq http.client inspect io itertools json linecache logging math operator os pickle platform pprint
  random re reprlib requests secrets shutil signal statistics string struct sys tempfile textwrap threading time traceback types
  typing urllib.request uuid warnings metaflow metaflow.cards metaflow._runtime.entry`;

/** Starts an interpreter from its files, or from a snapshot of one that was started so and had run nothing else. */
export async function bootPython(assets: PythonBoot): Promise<PyodideAPI> {
  const { default: createPyodideModule } = await (import(/* @vite-ignore */ assets.scriptUrl) as Promise<{
    default: CreateModule;
  }>);
  const python = await withAssetDoors(assets, () =>
    loadPyodide({
      indexURL: INDEX_URL,
      packageBaseUrl: INDEX_URL,
      lockFileContents: assets.lock,
      createPyodideModule,
      jsglobals: Object.create(null) as object,
      env: ENVIRONMENT,
      stdout: () => undefined,
      stderr: () => undefined,
      stdin: () => null,
      ...(assets.snapshot ? { _loadSnapshot: assets.snapshot } : { _makeSnapshot: true }),
    }),
  );
  if (!assets.snapshot) install(python);
  return python;
}

const REMEMBER_LINES = `
import linecache
for path, text in files.items():
    path = "${SITE_PACKAGES}" + path
    linecache.cache[path] = (len(text), None, text.splitlines(keepends=True), path)
del files, path, text
`;

type CreateModule = NonNullable<NonNullable<Parameters<typeof loadPyodide>[0]>['createPyodideModule']>;

/**
 * A snapshot holds the modules but not the files, which nothing needs once they are imported. Python remembers what a
 * folder held by its time of change, and time stands still here.
 */
function install(python: PyodideAPI): void {
  for (const [path, text] of packageFiles) {
    const file = SITE_PACKAGES + path;
    python.FS.mkdirTree(file.slice(0, file.lastIndexOf('/')));
    python.FS.writeFile(file, text);
  }
  // Tracebacks are the same whether the files are there or not.
  python.globals.set('files', python.toPy(new Map([...packageFiles].filter(([path]) => path.endsWith('.py')))));
  python.runPython(REMEMBER_LINES);
  python.runPython(`import importlib; importlib.invalidate_caches(); import ${IMPORTS.split(/\s+/).join(', ')}`);
  // What is there now stays. So each attempt's collector starts from nothing, and soon.
  python.runPython('import gc; gc.collect(); gc.freeze()');
}
