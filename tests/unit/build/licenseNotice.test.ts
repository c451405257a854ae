import { expect, test } from 'vitest';
import { licenseNotice } from '../../../workers/build/licenseNotice';
import { sandboxBundle } from '../../../workers/build/sandboxBundle';
import { buildFixture } from '../../support/viteFixture';

function aPackage(name: string, files: Readonly<Record<string, string>>) {
  const manifest = JSON.stringify({
    name,
    version: '1.2.3',
    license: `${name}-licence`,
    main: 'index.js',
    sideEffects: false,
  });
  const all = { 'package.json': manifest, LICENSE: `text of ${name}`, ...files };
  return Object.fromEntries(Object.entries(all).map(([file, text]) => [`node_modules/${name}/${file}`, text]));
}

const site = {
  'index.html': '<script type="module" src="/main.ts"></script>',
  'main.ts': `
    import { used } from 'in-page';
    import { unused } from 'shaken-away';
    import { used as unnamed } from 'unnamed';
    import 'in-styles/style.css';
    import code from 'sandbox:host';
    console.log(used, unnamed, code, new Worker(new URL('./beside.ts', import.meta.url), { type: 'module' }));
  `,
  'beside.ts': `import { used } from '@scope/in-worker'; postMessage(used);`,
  'workers/host.ts': `import { used } from 'in-sandbox'; postMessage(used);`,
  ...aPackage('in-page', { 'index.js': 'export const used = Math.random();' }),
  ...aPackage('shaken-away', { 'index.js': 'export const unused = Math.random();' }),
  ...aPackage('in-styles', { 'style.css': 'body { color: red }', 'index.js': '' }),
  ...aPackage('@scope/in-worker', { 'index.js': 'export const used = Math.random();' }),
  ...aPackage('in-sandbox', { 'index.js': 'export const used = Math.random();', 'NOTICE.txt': 'a word more' }),
  ...aPackage('not-imported', { 'index.js': '' }),
  ...aPackage('unnamed', {
    'package.json': '{ "name": "unnamed", "version": "0.1.0" }',
    'index.js': 'export const used = Math.random();',
  }),
};

const carried = [{ name: 'A language', license: 'language-licence', text: 'text of the language' }];

test('the notice has every package of which something is in the build, and no other', async () => {
  const notice = licenseNotice(carried);
  const sandbox = () => sandboxBundle(() => [notice.collect()]);
  const built = await buildFixture(site, [sandbox(), notice.write()], () => [notice.collect()]);

  const text = built.get('LICENSES.txt') ?? '';
  const named = [...text.matchAll(/^(.+)\nLicence: (.+)$/gm)].map(([, name, license]) => [name, license]);
  expect(named).toEqual([
    ['@scope/in-worker 1.2.3', '@scope/in-worker-licence'],
    ['A language', 'language-licence'],
    ['in-page 1.2.3', 'in-page-licence'],
    ['in-sandbox 1.2.3', 'in-sandbox-licence'],
    ['in-styles 1.2.3', 'in-styles-licence'],
    ['unnamed 0.1.0', 'as the text says'],
  ]);
  for (const phrase of ['text of in-page', 'a word more', 'text of the language']) expect(text).toContain(phrase);
});
