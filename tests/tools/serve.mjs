/** The plainest static host: files as they are, no header but their type. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

/** @type {Record<string, string>} */
const contentTypes = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.py': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * Serves the files of `root` below `folder`. Without a port it takes a free one.
 * @param {{ root: string, folder?: string, host?: string, port?: number }} options
 * @returns {Promise<{ url: string, port: number, close(): Promise<void> }>}
 */
export async function serve({ root, folder = '/', host = '127.0.0.1', port = 0 }) {
  const server = createServer((request, response) => {
    answer(request, response, { root: path.resolve(root), folder }).catch(() => refuse(response, 500));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve(undefined));
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${taken}${folder}`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ root: string, folder: string }} site
 */
async function answer(request, response, { root, folder }) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  if (!pathname.startsWith(folder)) return refuse(response, 404);
  const file = await fileAt(path.join(root, decodeURIComponent(pathname.slice(folder.length))));
  if (file === null || !file.startsWith(root + path.sep)) return refuse(response, 404);
  response.writeHead(200, { 'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream' });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(file).pipe(response);
}

/**
 * @param {string} name
 * @returns {Promise<string | null>}
 */
async function fileAt(name) {
  const found = await stat(name).catch(() => null);
  if (found?.isDirectory()) return fileAt(path.join(name, 'index.html'));
  return found?.isFile() ? name : null;
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 */
function refuse(response, status) {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/plain' });
  return response.end();
}
