import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'vite';
import type { Plugin, Rolldown, ResolvedConfig } from 'vite';

const moduleIdStart = '\0sandbox:';

interface Bundle {
  readonly code: string;
  /** Every file it was made from. */
  readonly files: ReadonlySet<string>;
}

/**
 * `import code from 'sandbox:python/worker'` gives `workers/python/worker.ts`, bundled on its own, as the text of
 * one classic script; `'sandbox:frame?frame'` also exports the hash that a CSP lets it run by. `%SANDBOX_HASH%` in
 * index.html becomes that hash, since a `srcdoc` frame inherits the page's CSP. The plugins of `inner` also see what
 * goes into these bundles.
 */
export function sandboxBundle(inner: () => Plugin[] = () => []): Plugin {
  const bundles = new Map<string, Promise<Bundle>>();
  let config: ResolvedConfig;

  function bundleOf(entry: string): Promise<Bundle> {
    const known = bundles.get(entry) ?? makeBundle(entry, config, inner());
    bundles.set(entry, known);
    return known;
  }

  return {
    name: 'sandbox-bundle',

    configResolved(resolved) {
      config = resolved;
    },

    buildStart() {
      // A bundle of the last build may be stale; the development server drops them one by one, below.
      if (config.command === 'build') bundles.clear();
    },

    resolveId: {
      filter: { id: /^sandbox:/ },
      handler: (id) => `\0${id}`,
    },

    load: {
      filter: { id: /^\0sandbox:/ },
      async handler(id) {
        const [entry = '', query] = id.slice(moduleIdStart.length).split('?');
        const bundle = await bundleOf(entry);
        for (const file of bundle.files) this.addWatchFile(file);
        return query === 'frame' ? frameModule(bundle.code) : textModule(bundle.code);
      },
    },

    async hotUpdate({ file }) {
      const stale: string[] = [];
      for (const [entry, bundle] of bundles) {
        const files = await bundle.then(
          (made) => made.files,
          () => null, // It did not build: any change may be the cure.
        );
        if (files === null || files.has(file)) stale.push(entry);
      }
      if (stale.length === 0) return undefined;
      for (const entry of stale) bundles.delete(entry);
      for (const [id, module] of this.environment.moduleGraph.idToModuleMap) {
        if (id.startsWith(moduleIdStart)) this.environment.moduleGraph.invalidateModule(module);
      }
      this.environment.hot.send({ type: 'full-reload' });
      return [];
    },

    transformIndexHtml: {
      order: 'post',
      async handler(html, context) {
        if (!html.includes('%SANDBOX_HASH%')) return html;
        const { code } = await bundleOf('frame');
        const hashed = html.replace('%SANDBOX_HASH%', cspHash(scriptText(code)));
        // The development server talks to its page over a web socket.
        return context.server ? hashed.replace("connect-src 'self'", "connect-src 'self' ws:") : hashed;
      },
    },
  };
}

async function makeBundle(entry: string, config: ResolvedConfig, inner: readonly Plugin[]): Promise<Bundle> {
  const files = new Set<string>();
  const output = await build({
    configFile: false,
    root: config.root,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': JSON.stringify(config.isProduction ? 'production' : 'development') },
    build: {
      write: false,
      copyPublicDir: false,
      target: 'es2022',
      minify: config.command === 'build',
      modulePreload: false,
      rolldownOptions: {
        input: path.resolve(config.root, 'workers', `${entry}.ts`),
        // Pyodide's branches for Node, which no browser reaches.
        external: [/^node:/, 'ws'],
        // The scripts are classic, because Chromium refuses module workers from blob: URLs of an opaque origin.
        output: { format: 'iife', codeSplitting: false },
        // Classic scripts have no import.meta; Pyodide reads it in Node only.
        checks: { emptyImportMeta: false },
      },
    },
    plugins: [{ name: 'sandbox-files', moduleParsed: (module) => void addFile(files, module.id) }, ...inner],
  });
  return { code: inAscii(onlyChunk(entry, [output].flat())), files };
}

function addFile(files: Set<string>, id: string): void {
  const [file = ''] = id.split('?');
  if (path.isAbsolute(file)) files.add(file);
}

function onlyChunk(entry: string, outputs: readonly (Rolldown.RolldownOutput | Rolldown.RolldownWatcher)[]): string {
  const made = outputs.flatMap((output) => ('output' in output ? output.output : []));
  const [chunk] = made;
  if (made.length !== 1 || chunk?.type !== 'chunk') {
    const names = made.map((item) => item.fileName).join(', ');
    throw new Error(`workers/${entry}.ts must bundle into one script, but gave ${names}`);
  }
  return chunk.code.trim();
}

/**
 * An engine keeps a script in two bytes a character as soon as one of them needs it, and then reads all of it more
 * slowly; each attempt's worker reads its script anew.
 */
const inAscii = (code: string) =>
  code.replace(/\\[^]|[^\0-\x7f]/g, (found) => {
    const unit = found.length > 1 ? found.charCodeAt(1) : found.charCodeAt(0);
    return unit < 0x80 ? found : `\\u${unit.toString(16).padStart(4, '0')}`;
  });

const textModule = (code: string) => `export default ${JSON.stringify(code)};`;

function frameModule(code: string): string {
  const text = scriptText(code);
  return `export const hash = ${JSON.stringify(cspHash(text))};\n${textModule(text)}`;
}

/** The text as it may stand between script tags. */
const scriptText = (code: string) => code.replaceAll('</script', '<\\/script');

const cspHash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
