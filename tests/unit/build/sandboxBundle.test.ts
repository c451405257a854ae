import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sandboxBundle } from '../../../workers/build/sandboxBundle';
import { buildFixture } from '../../support/viteFixture';

const site = {
  'index.html':
    '<meta http-equiv="Content-Security-Policy" content="script-src %SANDBOX_HASH%"><script type="module" src="/main.ts"></script>',
  'main.ts': `
    import frame, { hash } from 'sandbox:frame?frame';
    import host from 'sandbox:python/worker';
    globalThis.made = [frame, hash, host];
  `,
  'workers/frame.ts': `document.title = '<script></script>';`,
  'workers/python/worker.ts': `
    import { shared } from './shared';
    import text from './module.py?raw';
    const answer: number = shared;
    postMessage([answer, text]);
  `,
  'workers/python/shared.ts': 'export const shared = 42;',
  'workers/python/module.py': `print('</script> – … 😀 \\\\ \\– ')\n`,
};

/** Runs the built page's script and gives what it was handed. */
async function handed(): Promise<{ html: string; frame: string; hash: string; host: string }> {
  const built = await buildFixture(site, [sandboxBundle()]);
  const page = { made: [''] };
  new Function('globalThis', built.get('assets/index.js') ?? '')(page);
  const [frame = '', hash = '', host = ''] = page.made;
  return { html: built.get('index.html') ?? '', frame, hash, host };
}

test('a worker and all that it imports become one classic script without types', async () => {
  const { host } = await handed();
  const posted: unknown[] = [];
  new Function('postMessage', host)((message: unknown) => posted.push(message));
  expect(posted).toEqual([[42, site['workers/python/module.py']]]);
});

test('a worker with extras becomes two scripts, which share what both import', async () => {
  const files = {
    'index.html': '<script type="module" src="/main.ts"></script>',
    'main.ts': `
      import code, { extras } from 'sandbox:odd/worker?extras';
      globalThis.made = [code, extras];
    `,
    'workers/odd/worker.ts': `
      import { counter } from './shared';
      counter.value += 1;
      postMessage(['worker', counter.value]);
    `,
    'workers/odd/extras.ts': `
      import { counter } from './shared';
      import { large } from './large';
      counter.value += 10;
      export const told = [large, counter.value];
    `,
    'workers/odd/shared.ts': 'export const counter = { value: 0 };',
    'workers/odd/large.ts': `export const large = 'needed by few';`,
  };
  const built = await buildFixture(files, [sandboxBundle()]);
  const page = { made: [''] };
  new Function('globalThis', built.get('assets/index.js') ?? '')(page);
  const [code = '', extras = ''] = page.made;
  const posted: unknown[] = [];
  const scope: { makeExtras?: (maker: unknown) => unknown } = {};
  new Function('self', 'postMessage', code)(scope, (message: unknown) => posted.push(message));
  expect(posted).toEqual([['worker', 1]]);
  expect(code).not.toContain('needed by few');
  let made: unknown;
  new Function('faultlineExtras', extras)((maker: unknown) => (made = scope.makeExtras?.(maker)));
  expect(made).toMatchObject({ told: ['needed by few', 11] });
});

test('a script is written in ASCII, which engines read faster, and means the same', async () => {
  const { host } = await handed();
  expect(host).toMatch(/^[\0-\x7f]+$/);
  expect(site['workers/python/module.py']).toContain('– … 😀');
});

test('the frame may stand between script tags, and the page lets just that text run', async () => {
  const { html, frame, hash } = await handed();
  const digest = createHash('sha256').update(frame).digest('base64');
  expect(frame).toContain('document.title');
  expect(frame).not.toContain('</script');
  expect(hash).toBe(`'sha256-${digest}'`);
  expect(html).toContain(`script-src ${hash}"`);
});
