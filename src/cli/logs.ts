import type { RunEvent } from '../model/events';
import { taskKeyOf } from '../model/ids';
import type { CommandOf, Stream } from './command';
import { tasksAt, type LookedAt } from './dump';
import { timestampOf } from './timestamp';
import type { TaskTranscript } from '../engine/transcript';

/** What `logs` says where there is nothing to show, under the headline `Invalid command`. */
export const NO_TASKS = 'No Tasks found at the given path -- either none exist or none have started yet';

/** What `logs` prints of a run's tasks; null where there are none. Source: Metaflow, plugins/logs_cli.py. */
export function logsLines(run: LookedAt, command: CommandOf<'logs'>): readonly string[] | null {
  const tasks = tasksAt(run, command.path);
  if (tasks.length === 0) return null;
  return tasks.flatMap((task) => [
    `Dumping logs of run_id=${run.setup.runId} step=${task.place.step} task_id=${task.id}`,
    ...command.streams.flatMap((stream) => [stream, ...printed(run.events, task, stream, command)]),
  ]);
}

function printed(
  events: readonly RunEvent[],
  { place, attempts }: TaskTranscript,
  stream: Stream,
  { attempt, timestamps }: CommandOf<'logs'>,
): string[] {
  const key = taskKeyOf(place);
  const asked = attempt ?? attempts.at(-1)?.attempt;
  return events.flatMap((event) => {
    if (event.type !== 'output' || event.stream !== stream || event.attempt !== asked) return [];
    if (taskKeyOf({ ...event, step: event.step ?? '' }) !== key) return [];
    return event.lines.map((line) => (timestamps ? `${timestampOf(event.at)} ${line}` : line));
  });
}
