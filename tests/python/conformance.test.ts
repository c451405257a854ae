import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ParametersOrder } from '../../src/protocol/flowHost';
import { cases, rewordings } from '../conformance/cases';
import type { CaseCommand } from '../conformance/cases';
import { goldenTasks, inOrder } from '../support/goldenTasks';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';
import { sequentialRun } from '../support/sequentialRun';
import type { RunOptions, SequentialRun } from '../support/sequentialRun';

let workers: Awaited<ReturnType<typeof pythonWorkers>>;
let worker: PythonWorker;

beforeAll(async () => {
  workers = await pythonWorkers();
  worker = await workers.fromSnapshot();
});
afterAll(() => worker.end());

/** What a step does to its process must not reach the next one: these cases are about that. */
const needFreshWorkers = new Set(['decorators-with-local-effect']);

/** Refusals come from the command line and the checks of the graph, which Python has no part in. */
const runs = cases().filter(({ commands }) => commands.some(({ golden }) => golden.outcome !== 'rejected'));

describe('Python does what Metaflow did', () => {
  test.each(runs)('$name', async ({ name, commands }) => {
    const made: SequentialRun[] = [];
    for (const command of commands) {
      if (command.golden.outcome === 'rejected') continue;
      const run = await runCommand(command, made, needFreshWorkers.has(name));
      made.push(run);
      expect({ outcome: run.failure === null ? 'succeeded' : 'failed', tasks: goldenTasks(run) }).toEqual({
        outcome: command.golden.outcome,
        tasks: reworded(inOrder(command.golden.tasks)),
      });
    }
  });
});

/** What Python 3.14 says in other words than 3.11 did. */
function reworded<T>(value: T): T {
  const text = rewordings().reduce(
    (json, { recorded, now }) => json.replaceAll(JSON.stringify(recorded), JSON.stringify(now)),
    JSON.stringify(value),
  );
  return JSON.parse(text) as T;
}

async function runCommand(
  { source, args }: CaseCommand,
  made: readonly SequentialRun[],
  fresh: boolean,
): Promise<SequentialRun> {
  const [command = '', ...words] = args;
  const options = readOptions(words);
  const order = {
    source,
    fileName: 'flow.py',
    files: {},
    user: 'tester',
    withDecorators: options.with,
    configs: {},
    seed: [1, made.length],
  };
  const loaded = await worker.host.load(order);
  if (!loaded.ok) throw new Error(`${loaded.refusal.headline}: ${loaded.refusal.message}`);
  const resume = command === 'resume' ? originOf(options, made) : {};
  const isolation = fresh ? { fresh: workers.fromSnapshot } : {};
  return sequentialRun(worker.host, order, loaded.flow, { ...options, ...resume, ...isolation });
}

function originOf(options: { originRun?: string; step?: string }, made: readonly SequentialRun[]): RunOptions {
  const number = Number(options.originRun?.replace('$RUN', '') ?? 0);
  const origin = made[number];
  if (!origin) throw new Error('no run to resume');
  return { origin, ...(options.step === undefined ? {} : { from: options.step }) };
}

function readOptions(words: readonly string[]) {
  const given: Record<string, ParametersOrder['given'][string]> = {};
  const read = { given, with: [] as string[], tags: [] as string[], maxNumSplits: 100 };
  let step: string | undefined;
  let originRun: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('--')) {
      step = word;
      continue;
    }
    const value = words[++at] ?? '';
    if (word === '--tag') read.tags.push(value);
    else if (word === '--with') read.with.push(value);
    else if (word === '--max-num-splits') read.maxNumSplits = Number(value);
    else if (word === '--origin-run-id') originRun = value;
    else if (word !== '--max-workers') given[word.slice(2)] = { text: value };
  }
  return { ...read, ...(step === undefined ? {} : { step }), ...(originRun === undefined ? {} : { originRun }) };
}
