import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** A work that no package's own files give the licence of. */
export interface CarriedWork {
  readonly name: string;
  readonly license: string;
  readonly text: string;
}

interface Notice {
  /** For every bundle besides the page's own: workers, sandbox scripts. */
  collect(): Plugin;
  /** For the page's bundle. Writes `LICENSES.txt` when the others have been made. */
  write(): Plugin;
}

/** Writes the licences of all packages whose code, styles or fonts the build carries, and those of `carried`. */
export function licenseNotice(carried: readonly CarriedWork[]): Notice {
  const folders = new Set<string>();
  const collect = (context: Rolldown.PluginContext, bundle: Rolldown.OutputBundle) => {
    for (const id of includedModules(context, bundle)) {
      const folder = packageFolder(id);
      if (folder !== null) folders.add(folder);
    }
  };

  return {
    collect: () => ({
      name: 'license-collect',
      generateBundle(_options, bundle) {
        collect(this, bundle);
      },
    }),
    write: () => ({
      name: 'license-notice',
      enforce: 'post',
      generateBundle(_options, bundle) {
        collect(this, bundle);
        this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: noticeText(folders, carried) });
      },
    }),
  };
}

/** Modules of which something is left after tree shaking, and style sheets, whose text leaves the chunks. */
function includedModules(context: Rolldown.PluginContext, bundle: Rolldown.OutputBundle): readonly string[] {
  const rendered = Object.values(bundle)
    .filter((item) => item.type === 'chunk')
    .flatMap((chunk) => Object.entries(chunk.modules))
    .filter(([, module]) => module.renderedLength > 0)
    .map(([id]) => id);
  const styles = [...context.getModuleIds()].filter((id) => /\.css(\?|$)/.test(id));
  return [...rendered, ...styles];
}

/** The folder of the package that a module belongs to; null for our own and virtual ones. */
function packageFolder(id: string): string | null {
  const [file = ''] = id.replace(/^\0/, '').split('?');
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'));
  return match?.[1] === undefined ? null : realpathSync(match[1]);
}

function noticeText(folders: ReadonlySet<string>, carried: readonly CarriedWork[]): string {
  const works = [
    ...[...folders].map(packageNotice),
    ...carried.map(({ name, license, text }) => section(name, license, text)),
  ];
  const head = 'Faultline carries the work of others. Here is what each of them asks to be told.\n';
  return [head, ...works.sort()].join(`\n${'-'.repeat(80)}\n\n`);
}

function packageNotice(folder: string): string {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice|third-?party-?notices)/i.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  return section(
    `${manifest.name} ${manifest.version}`,
    manifest.license ?? (texts.length > 0 ? 'as the text says' : 'not stated'),
    texts.join('\n\n'),
  );
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const section = (name: string, license: string, text: string) =>
  `${name}\nLicence: ${license}\n${text && `\n${text}\n`}`;
