import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chanceFlow, chanceLines } from '../support/chanceFlow';
import { linearFlow, printed, runFlow, taskOf } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';

let workers: Awaited<ReturnType<typeof pythonWorkers>>;
const started: PythonWorker[] = [];

beforeAll(async () => {
  workers = await pythonWorkers();
});
afterEach(() => Promise.all(started.splice(0).map((worker) => worker.end())));

async function worker(from: 'snapshot' | 'files' = 'snapshot') {
  const one = from === 'files' ? workers.fromFiles() : await workers.fromSnapshot();
  started.push(one);
  return one;
}

describe('chance and time', () => {
  test('are the same for one seed, from a snapshot or from files, and others for another seed', async () => {
    const runs = [];
    for (const [from, seed] of [
      ['snapshot', 7],
      ['files', 7],
      ['snapshot', 8],
    ] as const) {
      const run = await runFlow(await worker(from), chanceFlow, { fields: { seed: [seed] } });
      runs.push({ lines: printed(run, 'start'), hashes: taskOf(run, 'start').artifacts.map(({ hash }) => hash) });
    }
    const [first, plain, other] = runs;
    // This machine's own zone is another one: tests/support/pythonWorkers.ts sees to that.
    expect(first?.lines).toEqual(chanceLines);
    expect(plain).toEqual(first);
    expect(other?.lines[0]?.split(' ').filter((word) => chanceLines[0]?.includes(word))).toEqual([]);
    expect(other?.lines.slice(2)).toEqual(chanceLines.slice(2));
  });
});

describe('asyncio', () => {
  test('sleeps on the virtual clock, and gathers', async () => {
    const source = linearFlow(
      {
        start: `
async def part(n):
    await asyncio.sleep(n)
    print(n, time.time() - 1767225600)
    return n
print(asyncio.run(asyncio.wait_for(both(part), 10)))
`,
        end: '',
      },
      'import asyncio\nasync def both(part):\n    return await asyncio.gather(part(3), part(1.5))',
    );
    expect(printed(await runFlow(await worker(), source), 'start')).toEqual(['1.5 3.5', '3 5.0', '[3, 1.5]']);
  });

  test('times out on the virtual clock, and under @timeout', async () => {
    const source = linearFlow(
      {
        start: `
try:
    asyncio.run(asyncio.wait_for(asyncio.sleep(9), 2))
except TimeoutError:
    print(time.time() - 1767225600)
`,
        middle: `@catch(var='e')\n@timeout(seconds=3)\n---\nasyncio.run(asyncio.sleep(60))`,
        end: 'print(self.e.type)',
      },
      'import asyncio',
    );
    const run = await runFlow(await worker(), source);
    expect(printed(run, 'start')).toEqual(['4.0']);
    expect(printed(run, 'end')).toEqual(['metaflow.plugins.timeout_decorator.TimeoutException']);
    expect(taskOf(run, 'middle').attempts[0]?.outcome.codeEndedAt).toBe(5_000_000);
  });

  test('that waits for what never comes is an error, not a hang', async () => {
    const source = linearFlow(
      { start: 'async def never():\n    await asyncio.Event().wait()\nasyncio.run(never())', end: '' },
      'import asyncio',
    );
    const run = await runFlow(await worker(), source);
    expect(printed(run, 'start', 'stderr').at(-1)).toMatch(/RuntimeError: .*would wait for ever/);
  });
});

describe('a wait for another thread', () => {
  test.each([
    ['threading.Event().wait(1.5)', 'False', '1.5'],
    ['queue.Queue().get(timeout=2)', 'Empty', '2.0'],
    ['threading.Semaphore(0).acquire(timeout=1)', 'False', '1.0'],
    ['select.select([], [], [], 0.5)', '([], [], [])', '0.5'],
    ['threading.Event().wait()', 'RuntimeError', '0.0'],
    ['queue.Queue().get()', 'RuntimeError', '0.0'],
    ['concurrent.futures.ThreadPoolExecutor().submit(print)', 'RuntimeError', '0.0'],
    ['asyncio.run(asyncio.to_thread(time.sleep, 3))', 'None', '3.0'],
  ])('%s passes on the virtual clock, or says that none comes', async (code, shown, seconds) => {
    const start = `
try:
    print(${code})
except Exception as e:
    print(type(e).__name__)
print(round(time.time() - 1767225602, 3))`;
    const source = linearFlow({ start, end: '' }, 'import threading, queue, select, asyncio, concurrent.futures');
    expect(printed(await runFlow(await worker(), source), 'start')).toEqual([shown, seconds]);
  });
});

describe('output', () => {
  test('comes in chunks of 500 lines or 64 KB, and ends with a word at the limit', async () => {
    const source = linearFlow({
      start: "for n in range(1200):\n    print(n)\nfor n in range(3):\n    print('x' * 40000)",
      end: '',
    });
    const said = taskOf(await runFlow(await worker(), source), 'start').attempts[0]?.said ?? [];
    expect(said.map((message) => (message.kind === 'output' ? message.lines.length : 0))).toEqual([500, 500, 202, 1]);
  });

  test('of 50 MB is cut and stays quick', async () => {
    const source = linearFlow({ start: "for n in range(500):\n    print('y' * 99_999)", end: '' });
    const run = await runFlow(await worker(), source);
    const lines = printed(run, 'start');
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toBe('[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]');
  });
});

describe('what a step can reach', () => {
  test.each([
    ['import js', 'ModuleNotFoundError'],
    ['import pyodide_js', 'ModuleNotFoundError'],
    ['from pyodide.code import run_js; run_js("1")', 'Error'],
    ['import threading; threading.Thread(target=print).start()', 'RuntimeError'],
    ['import urllib.request; urllib.request.urlopen("http://example.com")', 'Error'],
  ])('%s fails', async (statement, exception) => {
    const run = await runFlow(await worker(), linearFlow({ start: statement, end: '' }));
    expect(printed(run, 'start', 'stderr').at(-1)).toContain(exception);
  });

  test('files that the user added, also as modules', async () => {
    const files = {
      'data/rows.csv': new TextEncoder().encode('a,b\n'),
      'helper.py': new TextEncoder().encode('def f():\n    return 41\n'),
    };
    const source = linearFlow(
      { start: "print(open('data/rows.csv').read().strip(), helper.f(), open(__file__).readline().strip())", end: '' },
      'import helper',
    );
    expect(printed(await runFlow(await worker(), source, { fields: { files } }), 'start')).toEqual([
      'a,b 41 from metaflow import *',
    ]);
  });
});

test('nothing of one attempt reaches the next', async () => {
  const source = linearFlow(
    {
      start: 'counter.append(1)\nProbe.extra = 1\nimport math\nmath.pi = 3\nprint(counter)',
      end: 'import math\nprint(counter, hasattr(Probe, "extra"), math.pi > 3.1)',
    },
    'counter = []',
  );
  const run = await runFlow(await worker(), source, { fresh: workers.fromSnapshot });
  expect(printed(run, 'end')).toEqual(['[] False True']);
});
