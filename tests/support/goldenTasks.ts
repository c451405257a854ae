import type { GoldenTask } from '../conformance/compare';
import type { AttemptReport, SequentialRun, TaskReport } from './sequentialRun';

/** A sequential run's tasks as `golden.json` has them. */
export const goldenTasks = (run: SequentialRun): GoldenTask[] =>
  inOrder(run.tasks.map((task) => goldenTask(run, task)));

/** By step and foreach indices; rounds stay as they ran. The order of steps is the engine's to know. */
export const inOrder = (tasks: readonly GoldenTask[]): GoldenTask[] =>
  [...tasks].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));

const place = ({ step, foreach }: GoldenTask) =>
  [step, ...foreach.map(({ index }) => String(index).padStart(4, '0'))].join();

function goldenTask(run: SequentialRun, task: TaskReport): GoldenTask {
  const cloned = task.origin === 'cloned';
  return {
    step: task.step,
    foreach: task.frames.map(({ variable, index, numSplits, value }) => ({
      var: variable,
      index,
      num_splits: numSplits,
      value,
    })),
    origin: task.origin,
    attempts: cloned ? clonedAttempt(task) : task.attempts.map(goldenAttempt),
    artifacts: Object.fromEntries(
      task.artifacts
        .map(({ name, hash }) => [name, run.previews.get(hash) ?? null] as const)
        .filter(([name]) => !name.startsWith('_') && name !== 'name')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    stdout: cloned ? [] : stdoutOf(task.attempts.at(-1)),
  };
}

function goldenAttempt({ attempt, outcome: { end } }: AttemptReport) {
  if (end.kind === 'succeeded') return { attempt, ok: true, ...(end.caught ? { caught: end.caught } : {}) };
  const { exception, message } = end.failure;
  return { attempt, ok: false, exception, message: message?.replace(/ at 0x[0-9a-f]+/g, ' at 0x') ?? null };
}

function clonedAttempt(task: TaskReport) {
  const end = task.attempts.at(-1)?.outcome.end;
  const caught = end?.kind === 'succeeded' ? end.caught : null;
  return [{ attempt: 0, ok: true, ...(caught ? { caught } : {}) }];
}

const stdoutOf = (attempt: AttemptReport | undefined) =>
  (attempt?.said ?? []).flatMap((message) =>
    message.kind === 'output' && message.stream === 'stdout' && message.by === 'code' ? message.lines : [],
  );
