import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'vite';
import type { Plugin, Rolldown, ResolvedConfig, UserConfig } from 'vite';

const moduleIdStart = '\0sandbox:';
const WORKER = 'worker';
const EXTRAS = 'extras';

interface Bundle {
  readonly code: string;
  /** A second script, of a worker that has one. */
  readonly extras: string | null;
  /** Every file it was made from. */
  readonly files: ReadonlySet<string>;
}

/**
 * `import code from 'sandbox:python/worker'` gives `workers/python/worker.ts`, bundled on its own, as the text of
 * one classic script; `'sandbox:typescript/worker?extras'` also exports a second one, made from the `extras.ts` beside it,
 * for the worker to fetch when it needs it; `'sandbox:frame?frame'` also exports the hash that a CSP lets it run by. `%SANDBOX_HASH%` in
 * index.html becomes that hash, since a `srcdoc` frame inherits the page's CSP. The plugins of `inner` also see what
 * goes into these bundles.
 */
export function sandboxBundle(inner: () => Plugin[] = () => []): Plugin {
  const bundles = new Map<string, Promise<Bundle>>();
  let config: ResolvedConfig;

  function bundleOf(id: string): Promise<Bundle> {
    const [entry = '', query] = id.split('?');
    const known = bundles.get(id) ?? makeBundle({ entry, hasExtras: query === 'extras' }, config, inner());
    bundles.set(id, known);
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
        const name = id.slice(moduleIdStart.length);
        const { code, extras, files } = await bundleOf(name);
        for (const file of files) this.addWatchFile(file);
        if (name.endsWith('?frame')) return frameModule(code);
        return extras === null
          ? textModule(code)
          : `export const extras = ${JSON.stringify(extras)};\n${textModule(code)}`;
      },
    },

    async hotUpdate({ file }) {
      const stale: string[] = [];
      for (const [id, bundle] of bundles) {
        const files = await bundle.then(
          (made) => made.files,
          () => null, // It did not build: any change may be the cure.
        );
        if (files === null || files.has(file)) stale.push(id);
      }
      if (stale.length === 0) return undefined;
      for (const id of stale) bundles.delete(id);
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
        const { code } = await bundleOf('frame?frame');
        const hashed = html.replace('%SANDBOX_HASH%', cspHash(scriptText(code)));
        // The development server talks to its page over a web socket.
        return context.server ? hashed.replace("connect-src 'self'", "connect-src 'self' ws:") : hashed;
      },
    },
  };
}

interface Wanted {
  /** Without its extension, below `workers/`. */
  readonly entry: string;
  readonly hasExtras: boolean;
}

async function makeBundle(wanted: Wanted, config: ResolvedConfig, inner: readonly Plugin[]): Promise<Bundle> {
  const files = new Set<string>();
  const output = await build({
    configFile: false,
    root: config.root,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': JSON.stringify(config.isProduction ? 'production' : 'development') },
    plugins: [{ name: 'sandbox-files', moduleParsed: (module) => void addFile(files, module.id) }, ...inner],
    ...scriptBuild(config.root, wanted, config.command === 'build'),
  });
  return { ...scriptsOf(wanted, [output].flat()), files };
}

/** How the scripts of a worker are built. */
export function scriptBuild(root: string, { entry, hasExtras }: Wanted, minify: boolean): Pick<UserConfig, 'build'> {
  const fileOf = (name: string) => path.resolve(root, 'workers', `${name}.ts`);
  const input = hasExtras
    ? { [WORKER]: fileOf(entry), [EXTRAS]: fileOf(path.join(path.dirname(entry), EXTRAS)) }
    : fileOf(entry);
  return {
    build: {
      write: false,
      copyPublicDir: false,
      target: 'es2022',
      minify,
      modulePreload: false,
      rolldownOptions: {
        input,
        // The extras are asked for by name.
        preserveEntrySignatures: 'exports-only',
        // Pyodide's branches for Node, which no browser reaches.
        external: [/^node:/, 'ws'],
        // The scripts are classic, because Chromium refuses module workers from blob: URLs of an opaque origin.
        output: hasExtras
          ? { format: 'cjs', entryFileNames: '[name]', chunkFileNames: '[name]' }
          : { format: 'iife', codeSplitting: false },
        // Classic scripts have no import.meta; Pyodide reads it in Node only.
        checks: { emptyImportMeta: false },
      },
    },
  };
}

type Outputs = readonly (Rolldown.RolldownOutput | Rolldown.RolldownWatcher)[];

/** The scripts that a build by {@link scriptBuild} gave, as texts. */
export function scriptsOf({ entry, hasExtras }: Wanted, outputs: Outputs): Omit<Bundle, 'files'> {
  const made = outputs.flatMap((output) => ('output' in output ? output.output : []));
  const chunks = made.filter((item) => item.type === 'chunk');
  if (chunks.length !== made.length || (!hasExtras && chunks.length !== 1)) {
    const names = made.map((item) => item.fileName).join(', ');
    throw new Error(`workers/${entry}.ts must bundle into one script, but gave ${names}`);
  }
  const { code, extras } = hasExtras ? inTwoScripts(chunks) : { code: chunks[0]?.code.trim() ?? '', extras: null };
  return { code: inAscii(code), extras: extras && inAscii(extras) };
}

/**
 * Chunks that require one another, as two scripts: all but the extras, and the extras. The first leaves on its scope what
 * the second is run by; `workers/typescript/askExtras.ts` is the other end of that.
 */
function inTwoScripts(chunks: readonly Rolldown.OutputChunk[]): { readonly code: string; readonly extras: string } {
  // In brackets, a function is read once and for all: each of these is called at once.
  const maker = ({ code }: Rolldown.OutputChunk) => `(function(exports,require){${code.trim()}\n})`;
  const makers = chunks
    .filter(({ name }) => name !== EXTRAS)
    .map((chunk) => `${JSON.stringify(`./${chunk.fileName}`)}:${maker(chunk)}`);
  const [extras] = chunks.filter(({ name }) => name === EXTRAS).map(maker);
  return {
    code:
      `"use strict";(()=>{const made={},makers={${makers.join(',')}},` +
      'require=(name)=>{if(!made[name])makers[name](made[name]={},require);return made[name]};' +
      `self.makeExtras=(maker)=>{const extras={};maker(extras,require);return extras};require("./${WORKER}")})();`,
    extras: `"use strict";faultlineExtras(${extras ?? ''});`,
  };
}

function addFile(files: Set<string>, id: string): void {
  const [file = ''] = id.split('?');
  if (path.isAbsolute(file)) files.add(file);
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
