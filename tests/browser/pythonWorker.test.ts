import { wrap } from 'comlink';
import { afterEach, beforeAll, expect, test } from 'vitest';
import code from 'sandbox:python/worker';
import { folder } from 'virtual:pyodide';
import type { PythonHost } from '../../src/protocol/flowHost';
import { fetchPythonAssets } from '../../src/runtime/live/pythonAssets';
import { Sandbox } from '../../src/runtime/live/sandbox';
import { openSandboxFrame } from '../../src/runtime/live/sandboxFrame';
import { chanceFlow, chanceLines } from '../support/chanceFlow';
import { failureOf, linearFlow, printed, runFlow, taskOf } from '../support/pythonFlows';
import type { PythonWorker } from '../support/pythonWorkers';

let sandbox: Sandbox;
const started: PythonWorker[] = [];

function worker(snapshot: boolean): PythonWorker {
  const { port, kill } = sandbox.spawn('python', snapshot);
  const one = { host: wrap<PythonHost>(port), end: kill };
  started.push(one);
  return one;
}

beforeAll(async () => {
  sandbox = new Sandbox(await openSandboxFrame());
  sandbox.setCode('python', { code });
  await sandbox.setPython(await fetchPythonAssets(new URL(folder, location.origin).href, () => undefined));
  const first = worker(false);
  sandbox.setSnapshot(await first.host.makeSnapshot());
}, 120_000);
afterEach(() => Promise.all(started.splice(0).map((one) => one.end())));

test('chance and time are those of every other engine', { timeout: 60_000 }, async () => {
  const run = await runFlow(worker(true), chanceFlow);
  expect(printed(run, 'start')).toEqual(chanceLines);
});

test.each([
  ['import js', 'ModuleNotFoundError'],
  ['import urllib.request; urllib.request.urlopen("https://example.com")', 'URLError'],
  ['import pyodide_js', 'ModuleNotFoundError'],
])('%s gets nowhere', { timeout: 60_000 }, async (statement, exception) => {
  const run = await runFlow(worker(true), linearFlow({ start: statement, end: '' }));
  expect(failureOf(run, 'start').exception).toBe(exception);
});

test('a step’s artifacts reach the next one in another worker', { timeout: 60_000 }, async () => {
  const source = linearFlow({
    start: 'self.rows = [1, {"k": (2,)}]\nglobal leak\nleak = 1',
    end: 'print(self.rows, "leak" in globals())',
  });
  const run = await runFlow(worker(true), source, { fresh: () => Promise.resolve(worker(true)) });
  expect(printed(run, 'end')).toEqual(["[1, {'k': (2,)}] False"]);
  expect(taskOf(run, 'end').ok).toBe(true);
});
