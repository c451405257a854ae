import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strikesOn } from '../../src/engine/strikes';
import { PLATFORMS } from '../../src/model/scenario';
import { instantOf } from '../../src/model/time';
import { EXAMPLES } from '../../src/state/examples';
import { linesOf, printed, runFlow, taskOf } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';
import type { RunOptions, SequentialRun } from '../support/sequentialRun';

const fileIn = (name: string): Uint8Array => readFileSync(new URL(`../../public/flows/${name}`, import.meta.url));

let worker: PythonWorker;
beforeAll(async () => {
  worker = await (await pythonWorkers()).fromSnapshot();
}, 120_000);
afterAll(() => worker.end());

function runExample(fileName: string, options: RunOptions = {}, mend = (source: string): string => source) {
  const found = EXAMPLES.find(({ flows }) => flows.python === fileName);
  const files = Object.fromEntries((found?.files ?? []).map((name) => [name, new Uint8Array(fileIn(name))]));
  const source = mend(new TextDecoder().decode(fileIn(fileName)));
  const { services = [], faults = [], platform = PLATFORMS.kubernetes, seed = 1 } = found ?? {};
  const place = { step: '*', foreach: [], round: 0 };
  const launch = { place, attempt: 0, since: instantOf(0), fallback: false };
  const strikes = strikesOn({ faults, platform, seed }, launch);
  return runFlow(worker, source, { services, strikes, ...options, fields: { fileName, files } });
}

const triesOf = (run: SequentialRun, step: string): readonly boolean[] =>
  taskOf(run, step).attempts.map(({ outcome }) => outcome.end.kind === 'succeeded');

/** What `end` prints tells whether an example does what it says. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  'FailureHandlingFlow.py': ['🏁 Flow completed.'],
  'RetryOrCatch.py': ['bug gave up: list index out of range', "outage brought ['tea', 'salt', 'rice']"],
  'SpotMachines.py': ['3 models on machines that may go away at any time', 'best: tree 0.91'],
  'TimeLimit.py': ['rows: 42', 'picture: none, it took too long'],
  'PaidTwice.py': [
    'Read the BANK lines above: careless sent order after order, careful one order again.',
    "receipt: {'order': 1007, 'euros': 20}",
  ],
  'FlakyApi.py': [
    'Compare how long the two steps took in the timeline.',
    "items: ['tea', 'salt', 'rice'] prices: [4.2, 0.9, 2.75]",
  ],
  'CacheFallback.py': [
    "prices, a day old: {'tea': 4.1, 'salt': 0.9, 'rice': 2.7}",
    'the careless step went on without: True',
  ],
  'SomeItemsFail.py': [
    'Lisbon: 19.3 degrees',
    'Quito: 14.0 degrees',
    'Perth: 25.0 degrees',
    'Oslo: left out, division by zero',
    "Delhi: left out, unsupported operand type(s) for +: 'int' and 'str'",
  ],
  'NestedForeach.py': ['mean: 0.705', 'line: a fold failed', 'tree: 0.705'],
  'MergeBranches.py': ['chosen: tree 0.84', 'merged: [3, 1, 2] and 90 s of work', 'seconds_quick came along: False'],
  'TryUntilGood.py': ['verdict: good'],
  'CheckTheRows.py': [
    'No total. Please mend row 1: salt has no price; row 2: rice counts -1; row 3: tea is there twice',
  ],
  'FailWithWords.py': ['model: none, Missing target column in input data'],
  'PricesFromAFile.py': ["above 4 EUR are ['tea', 'saffron']"],
  'WatchItLearn.py': ['learned in 6 epochs'],
};

test.each(EXAMPLES.filter(({ flows }) => flows.python !== 'ResumeAfterABug.py'))(
  '$title runs to its end, and shows what it says',
  async ({ flows }) => {
    const run = await runExample(flows.python);
    expect(run.failure).toBeNull();
    expect(printed(run, 'end')).toEqual(SAID[flows.python]);
  },
);

test('retries help against the outage, not against the bug', async () => {
  const run = await runExample('RetryOrCatch.py');
  expect(triesOf(run, 'outage')).toEqual([false, true]);
  expect(taskOf(run, 'bug').attempts).toHaveLength(3);
});

test('a hanging query is interrupted, and the next attempt has its own five seconds', async () => {
  const run = await runExample('TimeLimit.py');
  expect(triesOf(run, 'query')).toEqual([false, true]);
});

test('the careless step pays under two keys, the careful one under the same twice', async () => {
  const run = await runExample('PaidTwice.py');
  const paid = (step: string) => taskOf(run, step).attempts.flatMap((attempt) => linesOf(attempt, 'stdout'));
  expect(paid('careless')).toEqual([
    'BANK: order 1007-attempt-0 over 20 EUR',
    'BANK: order 1007-attempt-1 over 20 EUR',
  ]);
  expect(paid('careful')).toEqual(['BANK: order 1007 over 20 EUR', 'BANK: order 1007 over 20 EUR']);
});

test('the bug fails the run, and once mended a resume runs only what comes after', async () => {
  const origin = await runExample('ResumeAfterABug.py');
  expect(origin.failure).toBe('Step report (task-id N) failed.');
  const mend = (source: string): string => source.replace('self.best = self.score', 'self.best = max(self.scores)');
  const resumed = await runExample('ResumeAfterABug.py', { origin }, mend);
  expect(printed(resumed, 'end')).toEqual(['best of 3 models: 0.967']);
  expect(resumed.tasks.filter((task) => task.origin === 'executed').map(({ step }) => step)).toEqual(['report', 'end']);
});

test.each([
  ['TryUntilGood.py', { rounds_max: { text: '3' } }, 'give_up', ['still 1.25 after 3 rounds']],
  ['CheckTheRows.py', { bad_rows: { text: 'false' } }, 'end', ['The stock is worth 45.0']],
  ['FailWithWords.py', { without_target: { text: 'false' } }, 'end', ['model: 0.5']],
  ['WatchItLearn.py', { epochs: { text: '8' } }, 'end', ['diverged in 7 epochs']],
])('%s goes the other way with the parameter that it names', async (fileName, given, step, lines) => {
  expect(printed(await runExample(fileName, { given }), step)).toEqual(lines);
});

test('a bad price is named by its line', async () => {
  const run = await runExample('PricesFromAFile.py');
  expect(run.failure).toBeNull();
  const file = new TextEncoder().encode('item,price\ntea,n/a\n');
  const files = { 'prices.csv': file, 'limits.json': new Uint8Array(fileIn('limits.json')) };
  const source = new TextDecoder().decode(fileIn('PricesFromAFile.py'));
  const bad = await runFlow(worker, source, { fields: { files } });
  const end = taskOf(bad, 'check').attempts.at(-1)?.outcome.end;
  expect(end).toMatchObject({ kind: 'failed', failure: { message: "prices.csv, line 2: 'n/a' is no price" } });
});

test('the growing card is drawn more than once, and the last one has all epochs', async () => {
  const run = await runExample('WatchItLearn.py');
  const drawn = taskOf(run, 'train').attempts.flatMap(({ said }) => said.filter(({ kind }) => kind === 'card'));
  expect(drawn.length).toBeGreaterThan(3);
});
