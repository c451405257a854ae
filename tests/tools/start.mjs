/** `npm start [-- --host 0.0.0.0] [-- --port 4173]`: builds what is stale, then serves the built site. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { dist, ensureBuilt } from './ensureBuilt.mjs';
import { serve } from './serve.mjs';

const usualPort = 4173;
const { values } = parseArgs({ options: { host: { type: 'string', default: '127.0.0.1' }, port: { type: 'string' } } });

await ensureBuilt();
const site = values.port === undefined ? await onUsualPort() : await onPort(Number(values.port));
process.stdout.write(`Faultline is at ${site.url}\n`);

/** @param {number} port */
function onPort(port) {
  return serve({ root: dist, host: values.host, port });
}

function onUsualPort() {
  return onPort(usualPort).catch((error) => {
    if (error.code === 'EADDRINUSE') return onPort(0);
    throw error;
  });
}
