import { afterEach, beforeAll, expect, test } from 'vitest';
import { attemptStart, deathAt, linesSaid } from '../support/strikes';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';

let workers: Awaited<ReturnType<typeof pythonWorkers>>;
const started: PythonWorker[] = [];

beforeAll(async () => {
  workers = await pythonWorkers();
});
afterEach(() => Promise.all(started.splice(0).map((worker) => worker.end())));

async function worker(from: 'snapshot' | 'files' = 'snapshot'): Promise<PythonWorker> {
  const one = from === 'files' ? workers.fromFiles() : await workers.fromSnapshot();
  started.push(one);
  return one;
}

const CLINGING = `
class Leaving:
    def __enter__(self): return self
    def __exit__(self, *_): print('exit')
    def __del__(self): print('del')
leaving = Leaving()
print('one')
time.sleep(1)
print('two', end='')
try:
    with Leaving():
        time.sleep(SECONDS)
except BaseException:
    print('caught')
finally:
    print('finally')
print('after')
time.sleep(9)
`;

test.each(['snapshot', 'files'] as const)('from a %s, nothing runs on at or after its instant', async (from) => {
  const run = await attemptStart(await worker(from), CLINGING.replace('SECONDS', '4'), { strikes: deathAt(5) });
  expect(run.outcome).toBeNull();
  expect(linesSaid(run)).toEqual(['one', 'two']);
  expect(run.said.at(-1)).toEqual({ kind: 'dead', at: 7_000_000 });
  expect(run.said.slice(0, -1).map(({ at }) => at)).toEqual([2_000_000, 3_000_000]);
});

test('one microsecond later, the sleep before it was slept', async () => {
  const run = await attemptStart(await worker(), CLINGING.replace('SECONDS', '3.999999'), { strikes: deathAt(5) });
  expect(linesSaid(run)).toEqual(['one', 'twoexit', 'del', 'finally', 'after']);
  expect(run.said.at(-1)).toEqual({ kind: 'dead', at: 7_000_000 });
});

test.each([
  ['before any user code', '', 0, 'print("import")', []],
  ['while the file is imported', '', 3, 'print("import")\ntime.sleep(5)', ['import']],
  ['in asyncio', 'asyncio.run(asyncio.wait_for(asyncio.sleep(60), 30))', 9, 'import asyncio', []],
  ['before the timeout of the same instant', '@timeout(seconds=4)\n---\ntime.sleep(60)', 4, '', []],
  ['in a library that catches everything', 'sched.scheduler().enter(60, 1, print)', 9, 'import sched', []],
])('%s', async (_, body, seconds, head, lines) => {
  const run = await attemptStart(await worker(), `${body}${body === '' ? '' : '\ntime.sleep(60)'}`, {
    strikes: deathAt(seconds),
    head,
  });
  expect(run.outcome).toBeNull();
  expect(linesSaid(run)).toEqual(lines);
  expect(run.said.at(-1)).toEqual({ kind: 'dead', at: 2_000_000 + seconds * 1e6 });
});

test('a timeout before it strikes as ever, and what handles it dies later', async () => {
  const body = '@timeout(seconds=4)\n---\ntry:\n    time.sleep(60)\nfinally:\n    print("finally")\n    time.sleep(60)';
  const run = await attemptStart(await worker(), body, { strikes: deathAt(5) });
  expect(linesSaid(run)).toEqual(['finally']);
  expect(run.said.at(-1)).toEqual({ kind: 'dead', at: 7_000_000 });
});

test('code that ends before it ends as ever', async () => {
  const run = await attemptStart(await worker(), 'time.sleep(4.9)', { strikes: deathAt(5) });
  expect(run.outcome).toMatchObject({ end: { kind: 'succeeded' }, codeEndedAt: 6_900_000 });
});
