import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf, linearFlow, printed, refusalOf, runFlow, taskOf } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';

/** Real computing is stopped after 20 s, so each of these takes as long. They run at the same time. */
let workers: PythonWorker[];

beforeAll(async () => {
  const pool = await pythonWorkers();
  workers = await Promise.all([pool.fromSnapshot(), pool.fromSnapshot(), pool.fromSnapshot()]);
});
afterAll(() => Promise.all(workers.map((worker) => worker.end())));

test('a step that computes for ever is ended', { timeout: 200_000 }, async () => {
  const [first, second, third] = workers;
  if (!first || !second || !third) throw new Error('three workers');
  const [plain, timed, loading] = await Promise.all([
    runFlow(first, linearFlow({ start: 'self.x = 1\nwhile True:\n    pass', end: '' })),
    runFlow(
      second,
      linearFlow({
        start: "@catch(var='e')\n@timeout(minutes=2)\n---\nself.x = 1\nwhile True:\n    pass",
        end: 'print(self.e.type, self.x)',
      }),
    ),
    refusalOf(third, 'while True:\n    pass\n'),
  ]);
  expect(failureOf(plain, 'start')).toMatchObject({ cause: 'watchdog', exception: null, exitCode: 137 });
  expect(failureOf(plain, 'start').traceback?.at(-1)).toMatchObject({ name: 'start', own: true });
  expect(taskOf(plain, 'start').artifacts).toEqual([]);
  // Under @timeout it is the timeout, at its virtual deadline, and so @catch has it.
  expect(printed(timed, 'end')).toEqual(['metaflow.plugins.timeout_decorator.TimeoutException 1']);
  expect(taskOf(timed, 'start').attempts[0]?.outcome.codeEndedAt).toBe(122_000_000);
  expect(loading).toMatchObject({ headline: 'Stopped while loading' });
});
