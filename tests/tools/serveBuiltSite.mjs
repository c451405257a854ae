/** Playwright's global set-up: the built site, below a folder of a plain static host. */
import process from 'node:process';
import { dist, ensureBuilt } from './ensureBuilt.mjs';
import { serve } from './serve.mjs';

export default async function serveBuiltSite() {
  await ensureBuilt();
  const site = await serve({ root: dist, folder: '/some/path/' });
  process.env['FAULTLINE_URL'] = site.url;
  return site.close;
}
