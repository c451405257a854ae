import { apply, startRun } from '../engine/run';
import { GRACE_US } from '../engine/wanted';
import { assert, unreachable } from '../model/assert';
import type { ConsoleLine } from '../model/console';
import type { EventOf, RunEvent } from '../model/events';
import { taskKeyOf, type TaskKey } from '../model/ids';
import type { Run, Task } from '../model/run';
import type { RunSetup } from '../model/setup';
import { later } from '../model/time';
import { bare, bareBad, errorBlock, systemLine, taskLine } from './lines';

/** A console on its way: the run so far, so that the next event can be told. */
export interface ConsoleFold {
  readonly run: Run;
}

export const startConsole = (setup: RunSetup): ConsoleFold => ({ run: startRun(setup) });

/** Tells one event: the console that has heard it, and the lines it adds. */
export function hear({ run }: ConsoleFold, event: RunEvent): { fold: ConsoleFold; lines: readonly ConsoleLine[] } {
  const after = apply(run, event);
  return { fold: { run: after }, lines: linesFor(run, event, after) };
}

/** All lines that a log prints, in order: Metaflow's own, from the start of the run to its last word. */
export function consoleLines(setup: RunSetup, events: readonly RunEvent[]): readonly ConsoleLine[] {
  let fold = startConsole(setup);
  return events.flatMap((event) => {
    const heard = hear(fold, event);
    fold = heard.fold;
    return heard.lines;
  });
}

/**
 * The lines that Metaflow's console prints when `event` makes `after` of the run `before`.
 * Source: Metaflow, runtime.py; the wait's line: plugins/kubernetes/kubernetes_cli.py, plugins/aws/batch/batch_cli.py.
 */
export function linesFor(before: Run, event: RunEvent, after: Run): readonly ConsoleLine[] {
  const lines = told(before, event, after);
  const isFailing = before.phase !== 'failing' && after.phase === 'failing';
  return isFailing ? [...lines, ...failing(after, lostIn(event))] : lines;
}

/** The task whose process ended well and left nothing: Metaflow gives up before it has let go of it. */
const lostIn = (event: RunEvent): readonly TaskKey[] =>
  isLost(event) ? [taskKeyOf({ step: event.step ?? '', foreach: event.foreach, round: event.round })] : [];

const isLost = (event: RunEvent): boolean => event.type === 'attempt-failed' && event.failure.exitCode === 0;

function told(before: Run, event: RunEvent, after: Run): readonly ConsoleLine[] {
  switch (event.type) {
    case 'run-started':
      return opening(after);
    case 'task-cloned':
      return cloned(event, after);
    case 'attempt-started':
      return [taskLine(after, event, { text: startText(event), tone: 'system' })];
    case 'output':
      return event.lines.map((text) =>
        taskLine(after, event, { text: text.trim(), tone: 'code', stream: event.stream }),
      );
    case 'attempt-succeeded':
      return finished(event, after);
    case 'attempt-failed':
      return failed(before, event, after);
    case 'exit-hook-called':
      return hookCalled(event, before, after);
    case 'run-succeeded':
      return [systemLine(after, 'Done!')];
    case 'run-failed':
      return ended(before, event);
    case 'run-cancelled':
      return cancelled(before, after);
    case 'metadata-set':
    case 'card-refreshed':
    case 'service-called':
    case 'fault-struck':
    case 'wait-ended':
      return [];
    default:
      return unreachable(event);
  }
}

function opening(run: Run): ConsoleLine[] {
  const { runId, originRunId, flowName, cloneProblems, clones } = run.setup;
  const starting = systemLine(run, `Workflow starting (run-id ${runId}):`);
  if (originRunId === null) return [starting];
  return [
    systemLine(run, 'Gathering required information to resume run (this may take a bit of time)...'),
    starting,
    systemLine(run, `Cloning ${flowName}/${originRunId}`),
    ...cloneProblems.map((problem) => ({ ...systemLine(run, problem), tone: 'code' as const })),
    ...(clones.length === 0 ? [systemLine(run, `${flowName}/${originRunId} cloned!`)] : []),
  ];
}

function cloned(event: EventOf<'task-cloned'>, run: Run): ConsoleLine[] {
  const { flowName, originRunId, clones } = run.setup;
  const origin = `${originRunId ?? ''}/${event.step ?? ''}/${event.originTaskId}`;
  const line = taskLine(run, event, { text: `Cloning previously run task ${origin}`, tone: 'system', pid: false });
  return run.started < clones.length ? [line] : [line, systemLine(run, `${flowName}/${originRunId ?? ''} cloned!`)];
}

function startText({ fallback, attempt }: EventOf<'attempt-started'>): string {
  if (fallback) return 'Task fallback is starting to handle the failure.';
  return attempt > 0 ? 'Task is starting (retry).' : 'Task is starting.';
}

function finished(event: EventOf<'attempt-succeeded'>, run: Run): ConsoleLine[] {
  const splits = event.transition?.foreach?.numSplits;
  const say = (text: string) => taskLine(run, event, { text, tone: 'system' });
  const success = say('Task finished successfully.');
  return splits === undefined ? [success] : [say(`Foreach yields ${String(splits)} child steps.`), success];
}

function failed(before: Run, event: EventOf<'attempt-failed'>, after: Run): ConsoleLine[] {
  const task = taskOf(after, event);
  if (isKilledAtEnd(after, task)) return killed(before, after);
  if (isLost(event) && before.phase !== 'failing') return [];
  const text = event.failure.exitCode === -11 ? 'Task failed with a segmentation fault.' : 'Task failed.';
  const line = taskLine(after, event, { text, tone: 'system', stream: 'stderr' });
  const lines = [...lastWords(event, after), line];
  if (before.phase === 'failing' || task.state.status === 'dropped') return [...lines, notRetried(after)];
  return task.state.status === 'waiting' ? [...lines, sleeping(after, event, task)] : lines;
}

/** What the launcher prints of an attempt that an injected failure ended: the task itself says nothing any more. */
function lastWords(event: EventOf<'attempt-failed'>, run: Run): ConsoleLine[] {
  const { fault, exception, message } = event.failure;
  if (fault === undefined || exception !== null || message === null) return [];
  return [taskLine(run, event, { text: message, tone: 'code', stream: 'stderr' })];
}

const notRetried = (run: Run): ConsoleLine => systemLine(run, 'This failed task will not be retried.');

/**
 * Kubernetes and Batch print this in the next attempt's output, before it sleeps. Metaflow rounds the minutes down
 * to a whole number; here waits of seconds are usual, so they are said as they are.
 */
function sleeping(run: Run, event: RunEvent, { place: { step } }: Task): ConsoleLine {
  const waitUs = run.setup.steps.find(({ name }) => name === step)?.policy.waitUs ?? 0;
  const minutes = String(Number((waitUs / 60e6).toFixed(6)));
  const what = run.setup.platform.name === 'batch' ? 'AWS Batch retry' : 'retry';
  const next = { ...event, attempt: event.attempt + 1 };
  return taskLine(run, next, { text: `Sleeping ${minutes} minutes before the next ${what}`, tone: 'code' });
}

/** What the scheduler says when it gives up: nothing starts any more, and what runs is told so. */
function failing(run: Run, lost: readonly TaskKey[]): ConsoleLine[] {
  return [bad(run, 'Workflow failed.'), ...terminating(run, lost)];
}

function terminating(run: Run, lost: readonly TaskKey[] = []): ConsoleLine[] {
  const active = [...run.running, ...run.waiting, ...lost];
  return [
    bad(run, `Terminating ${String(active.length)} active tasks...`),
    ...active.flatMap((key) => (['stdout', 'stderr'] as const).map((stream) => orchestratorLine(run, key, stream))),
  ];
}

const bad = (run: Run, text: string): ConsoleLine => ({ ...systemLine(run, text), tone: 'bad' });

function orchestratorLine(run: Run, key: TaskKey, stream: 'stdout' | 'stderr'): ConsoleLine {
  const task = run.tasks.get(key);
  assert(task !== undefined, `${key} is part of the run`);
  const attempt = 'attempt' in task.state ? task.state.attempt : 0;
  return taskLine(run, { ...task.place, attempt }, { text: '[KILLED BY ORCHESTRATOR]', tone: 'system', stream });
}

/** Killed because the run had failed five seconds ago, not by a fault. */
function isKilledAtEnd({ failure }: Run, { state }: Task): boolean {
  if (failure === null || state.status !== 'failed') return false;
  const { cause, fault } = state.failure;
  return cause === 'killed' && fault === undefined && state.at >= later(failure.since, GRACE_US);
}

/** The first of those killed together is announced; none says that it failed. */
function killed(before: Run, after: Run): ConsoleLine[] {
  if (hasKilled(before)) return [notRetried(after)];
  const left = before.running.length + before.waiting.length;
  const text = `Killing ${String(left)} remaining tasks after having waited for 5 seconds -- some tasks may not exit cleanly`;
  return [bad(after, text), bad(after, 'Flushing logs...'), notRetried(after)];
}

const hasKilled = (run: Run): boolean => run.tasks.some((task) => isKilledAtEnd(run, task));

/** What a hook printed is told when it is over; of one that failed, only stderr. */
function hookCalled(event: EventOf<'exit-hook-called'>, before: Run, after: Run): ConsoleLine[] {
  const { hook, error, stdout, stderr, n } = event;
  const printed = stdout.length > 0 ? stdout : [''];
  const said = error === null ? printed : [`[exit_hook] Hook '${hook}' failed with error: ${error}`];
  return [
    ...(n === 0 && flushes(before) ? [bad(after, 'Flushing logs...')] : []),
    ...stderr.map((text): ConsoleLine => ({ ...bare(after.now, text), tone: 'code', stream: 'stderr' })),
    ...said.map((text): ConsoleLine => ({ ...bare(after.now, text), tone: 'code' })),
  ];
}

/** Killing what is left does so, too. */
const flushes = (before: Run): boolean => before.phase === 'failing' && !hasKilled(before);

/** The last words: printed on stderr, without a time. A run that just ran dry says no more than them. */
function ended(before: Run, event: EventOf<'run-failed'>): ConsoleLine[] {
  const last = errorBlock(event.headline, event.message).map((text) => bareBad(event.at, text));
  const hasHooks = (before.setup.exitHooks?.onError ?? []).length > 0;
  return flushes(before) && !hasHooks ? [{ ...bad(before, 'Flushing logs...'), at: event.at }, ...last] : last;
}

function cancelled(before: Run, after: Run): ConsoleLine[] {
  const text = 'Workflow interrupted. Please avoid pressing Ctrl+C again to let the workflow clean up process finish.';
  const active = { ...after, running: before.running, waiting: before.waiting };
  return [bad(after, text), ...terminating(active), bad(after, 'Flushing logs...'), bare(after.now, 'Aborted!')];
}

function taskOf(run: Run, { step, foreach, round }: RunEvent): Task {
  const task = run.tasks.get(taskKeyOf({ step: step ?? '', foreach, round }));
  assert(task !== undefined, 'an event is about a task of the run');
  return task;
}
