import { expect } from 'vitest';
import type { Json } from '../../src/model/json';
import type { FlowSource, LoadOutcome } from '../../src/protocol/flowHost';
import { goldenTasks } from './goldenTasks';
import type { PythonWorker } from './pythonWorkers';
import { sequentialRun } from './sequentialRun';
import type { AttemptReport, RunOptions, SequentialRun, TaskReport } from './sequentialRun';

/** A flow of steps that each go to the next, from their bodies; `decorators` by step go above them. */
export function linearFlow(bodies: Readonly<Record<string, string>>, head = '', members = ''): string {
  const names = Object.keys(bodies);
  const steps = names.map((name, place) => {
    const [decorators = '', body = ''] = splitAt(bodies[name] ?? '', '---\n');
    const next = names[place + 1];
    const lines = `${body.trim() || 'pass'}${next === undefined || body.includes('self.next(') ? '' : `\nself.next(self.${next})`}`;
    return `${indent(`${decorators}@step\ndef ${name}(self):\n${indent(lines)}`)}\n`;
  });
  return flowFile(`${members === '' ? '' : `${indent(members)}\n\n`}${steps.join('\n')}`, head);
}

/** A file around the body of a class called `Probe`. */
export const flowFile = (body: string, head = '') =>
  `from metaflow import *\nimport sys, time, random, os\n${head}\n\nclass Probe(FlowSpec):\n${body}\n\nif __name__ == "__main__":\n    Probe()\n`;

const indent = (text: string) => text.replace(/^(?=.)/gm, '    ');

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + mark.length)];
}

export const sourceOf = (source: string, fields: Partial<FlowSource> = {}): FlowSource => ({
  source,
  fileName: 'flow.py',
  files: {},
  user: 'tester',
  withDecorators: [],
  configs: {},
  seed: [7],
  ...fields,
});

export async function loadFlow(worker: PythonWorker, source: string, fields: Partial<FlowSource> = {}) {
  const loaded = await worker.host.load(sourceOf(source, fields));
  if (!loaded.ok) throw new Error(`${loaded.refusal.headline}: ${loaded.refusal.message}`);
  return loaded.flow;
}

/** How a file is refused. */
export async function refusalOf(worker: PythonWorker, source: string, fields: Partial<FlowSource> = {}) {
  const loaded: LoadOutcome = await worker.host.load(sourceOf(source, fields));
  if (loaded.ok) expect.fail('the flow was loaded');
  return loaded.refusal;
}

export async function runFlow(
  worker: PythonWorker,
  source: string,
  options: RunOptions & { readonly fields?: Partial<FlowSource> } = {},
): Promise<SequentialRun> {
  const flow = await loadFlow(worker, source, options.fields);
  return sequentialRun(worker.host, sourceOf(source, options.fields), flow, options);
}

export const taskOf = (run: SequentialRun, step: string): TaskReport => {
  const task = run.tasks.find((one) => one.step === step);
  return task ?? expect.fail(`${step} did not run: ${String(run.failure)}`);
};

/** What the last attempt of a step printed on a stream, whoever said it. */
export const printed = (run: SequentialRun, step: string, stream: 'stdout' | 'stderr' = 'stdout'): string[] =>
  linesOf(taskOf(run, step).attempts.at(-1), stream);

export const linesOf = (attempt: AttemptReport | undefined, stream: 'stdout' | 'stderr'): string[] =>
  (attempt?.said ?? []).flatMap((message) =>
    message.kind === 'output' && message.stream === stream ? message.lines : [],
  );

/** The last attempt's failure. */
export function failureOf(run: SequentialRun, step: string) {
  const end = taskOf(run, step).attempts.at(-1)?.outcome.end;
  return end?.kind === 'failed' ? end.failure : expect.fail(`${step} did not fail`);
}

/** Previews by name, as goldens have them. */
export const artifactsOf = (run: SequentialRun, step: string): Readonly<Record<string, Json>> =>
  goldenTasks(run).find((task) => task.step === step)?.artifacts ?? {};
