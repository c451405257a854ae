import { afterEach, beforeAll, describe, expect, test } from 'vitest';
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

const chanceAndTime = linearFlow(
  {
    start: `
print(random.random(), uuid.uuid4(), secrets.token_hex(4), os.urandom(4).hex(), random.SystemRandom().random())
print(hash("text"), list({"a", "b", "c", "d"}), uuid.uuid1())
print(time.time(), time.time_ns(), time.monotonic(), time.perf_counter_ns(), datetime.datetime.now(), time.localtime()[:6])
time.sleep(1.5)
print(time.time(), datetime.datetime.now(datetime.timezone.utc).isoformat(), time.strftime("%H:%M:%S %Z"), time.tzname)
self.stack = None
try:
    {}["k"]
except KeyError as e:
    self.stack = traceback.format_exc()
self.fail("as asked")
`,
    end: '',
  },
  'import uuid, secrets, datetime, traceback',
);

describe('chance and time', () => {
  test('are the same for one seed, from a snapshot or from files, and others for another seed', async () => {
    const runs = [];
    for (const [from, seed] of [
      ['snapshot', 7],
      ['snapshot', 7],
      ['files', 7],
      ['snapshot', 8],
    ] as const) {
      const run = await runFlow(await worker(from), chanceAndTime, { fields: { seed: [seed] } });
      runs.push({ lines: printed(run, 'start'), hashes: taskOf(run, 'start').artifacts.map(({ hash }) => hash) });
    }
    const [first, second, plain, other] = runs;
    expect(second).toEqual(first);
    expect(plain).toEqual(first);
    expect(other?.lines[0]?.split(' ').filter((word) => first?.lines[0]?.includes(word))).toEqual([]);
    expect(other?.lines.slice(2)).toEqual(first?.lines.slice(2));
    // Instant 2 s of the run, in UTC although this machine is elsewhere, and 1.5 s later.
    expect(first?.lines[2]).toBe(
      '1767225602.0 1767225602000000000 2.0 2000000000 2026-01-01 00:00:02 (2026, 1, 1, 0, 0, 2)',
    );
    expect(first?.lines[3]).toBe("1767225603.5 2026-01-01T00:00:03.500000+00:00 00:00:03 UTC ('UTC', 'UTC')");
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
