import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../tools/serve.mjs';

let folder = '';
let site: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'faultline-serve-'));
  await mkdir(path.join(folder, 'site/data'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await writeFile(path.join(folder, 'site/index.html'), 'page');
  await writeFile(path.join(folder, 'site/data/a b.wasm'), 'bytes');
  site = await serve({ root: path.join(folder, 'site'), folder: '/some/path/' });
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** Unlike `fetch`, asks for a path as it is written. */
function ask(target: string, method = 'GET'): Promise<{ status: number | undefined; type: string | undefined }> {
  return new Promise((resolve, reject) => {
    request({ port: site.port, path: target, method }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, type: response.headers['content-type'] });
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  ['/some/path/', 200, 'text/html; charset=utf-8'],
  ['/some/path/index.html?embed', 200, 'text/html; charset=utf-8'],
  ['/some/path/data/a%20b.wasm', 200, 'application/wasm'],
  ['/', 404, 'text/plain'],
  ['/index.html', 404, 'text/plain'],
  ['/some/path/data/', 404, 'text/plain'],
  ['/some/path/missing.js', 404, 'text/plain'],
  ['/some/path/../../../secret.txt', 404, 'text/plain'],
  ['/some/path/%2e%2e/secret.txt', 404, 'text/plain'],
  ['/some/path/..%2fsecret.txt', 404, 'text/plain'],
  ['/some/path/%', 500, 'text/plain'],
])('%s is answered with %i', async (target, status, type) => {
  expect(await ask(target)).toEqual({ status, type });
});

test('only reading is allowed', async () => {
  expect((await ask('/some/path/', 'HEAD')).status).toBe(200);
  expect((await ask('/some/path/', 'POST')).status).toBe(405);
});
