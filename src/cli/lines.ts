import type { ConsoleLine, ConsoleTone } from '../model/console';
import { taskKeyOf, type TaskId } from '../model/ids';
import type { Run } from '../model/run';
import type { Instant } from '../model/time';
import { timestampOf } from './timestamp';

/** A process id as a console shows it. There are no processes: it is made up, and the same whenever it is told. */
export const pidOf = (taskId: TaskId, attempt: number): number => 4000 + Number(taskId) * 8 + attempt;

/** A line of the run itself, at its present instant. */
export const systemLine = (run: Run, text: string): ConsoleLine => ({
  at: run.now,
  prefix: { timestamp: timestampOf(run.now), head: '' },
  text,
  stream: 'stdout',
  tone: 'system',
  taskKey: null,
  attempt: null,
});

interface Said {
  readonly text: string;
  readonly tone: ConsoleTone;
  readonly stream?: 'stdout' | 'stderr';
  /** False for a clone, which no process made. */
  readonly pid?: boolean;
}

interface AttemptPlace {
  readonly step: string | null;
  readonly foreach: readonly number[];
  readonly round: number;
  readonly attempt: number;
}

/** A line that stands under a task's head, `[run/step/task (pid n)]`. */
export function taskLine(
  run: Run,
  place: AttemptPlace,
  { text, tone, stream = 'stdout', pid = true }: Said,
): ConsoleLine {
  const step = place.step ?? '';
  const taskKey = taskKeyOf({ ...place, step });
  const id = run.tasks.get(taskKey)?.id ?? null;
  const process = pid && id !== null ? ` (pid ${String(pidOf(id, place.attempt))})` : '';
  return {
    at: run.now,
    prefix: { timestamp: timestampOf(run.now), head: `[${run.setup.runId}/${step}/${id ?? ''}${process}]` },
    text,
    stream,
    tone,
    taskKey,
    attempt: place.attempt,
  };
}

/** A line that the command line prints by itself, without a time. */
export const bare = (at: Instant, text: string): ConsoleLine => ({
  at,
  prefix: null,
  text,
  stream: 'stderr',
  tone: 'system',
  taskKey: null,
  attempt: null,
});

export const bareBad = (at: Instant, text: string): ConsoleLine => ({ ...bare(at, text), tone: 'bad' });

/** An error as Metaflow prints it at the end: indented, without the `*` of its emphasis. Source: cli.py. */
export function errorBlock(headline: string, message: string): string[] {
  return [`${headline}:`, ...message.split('\n')].map((line) => `    ${line.replaceAll('*', '')}`);
}

/** A line as plain text: `2026-01-01 00:00:02.500 [17/start/1 (pid 4008)] Task is starting.` */
export function textOf({ prefix, text }: ConsoleLine): string {
  if (prefix === null) return text;
  return [prefix.timestamp, ...(prefix.head === '' ? [] : [prefix.head]), text].join(' ').trimEnd();
}
