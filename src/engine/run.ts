import { List, Map } from 'immutable';
import { assert, unreachable } from '../model/assert';
import type { EventFact, EventOf, RunEvent } from '../model/events';
import type { Failure } from '../model/failure';
import { taskKeyOf, type TaskId, type TaskKey } from '../model/ids';
import type { Run, Task, TaskState } from '../model/run';
import type { RunSetup } from '../model/setup';
import { ZERO, type Instant } from '../model/time';
import { nothingLeft, taskFailed, tooManyAttempts, type Verdict } from './messages';
import { planOf } from './plans';
import { afterFailure } from './retry';
import { continuation, inJoinOrder, type Successor } from './successors';
import { objection } from './transition';

/** A run before its first event. */
export function startRun(setup: RunSetup): Run {
  return {
    setup,
    phase: 'created',
    now: ZERO,
    length: 0,
    tasks: Map(),
    queue: List(),
    retries: [],
    running: [],
    waiting: [],
    arrivals: Map(),
    started: 0,
    failure: null,
  };
}

/**
 * The facts that open a run, all at instant 0: its start, then the tasks that it clones.
 * Task ids count from 1, clones first.
 */
export function openingFacts(setup: RunSetup): readonly (readonly [place: Task['place'] | null, fact: EventFact])[] {
  const { runId, flowName, originRunId, parameters } = setup;
  return [
    [null, { type: 'run-started', runId, flowName, originRunId, parameters }],
    ...setup.clones.map(({ place, ...clone }, i) => {
      const fact = { type: 'task-cloned', taskId: String(i + 1) as TaskId, ...clone } as const;
      return [place, fact] as const;
    }),
  ];
}

/**
 * Folds one recorded event into the run. Pure and total over the events of one log: one log, one run, on every
 * machine.
 *
 * @throws {AssertionError} when the event cannot follow the run, which means a damaged log or a bug of ours.
 */
export function apply(run: Run, event: RunEvent): Run {
  assert(event.seq === run.length, `event ${String(event.seq)} follows ${String(run.length)} events`);
  assert(event.at >= run.now, 'time does not go back');
  return decide({ ...run, length: run.length + 1, now: event.at }, event);
}

function decide(run: Run, event: RunEvent): Run {
  switch (event.type) {
    case 'run-started':
      return run.setup.clones.length > 0 ? { ...run, phase: 'running' } : queueStart({ ...run, phase: 'running' });
    case 'task-cloned':
      return taskCloned(run, event);
    case 'attempt-started':
      return attemptStarted(run, event);
    case 'output':
    case 'metadata-set':
    case 'card-refreshed':
    case 'service-called':
    case 'fault-struck':
    case 'exit-hook-called':
      return run;
    case 'attempt-succeeded':
      return attemptSucceeded(run, event);
    case 'attempt-failed':
      return attemptFailed(run, event);
    case 'wait-ended':
      return waitEnded(run, event);
    case 'run-succeeded':
      return { ...run, phase: 'succeeded' };
    case 'run-failed':
      return { ...run, phase: 'failed' };
    case 'run-cancelled':
      return { ...run, phase: 'cancelled' };
    default:
      return unreachable(event);
  }
}

function queueStart(run: Run): Run {
  return enqueue(run, [{ place: { step: run.setup.start, foreach: [], round: 0 }, frames: [], inputs: [] }]);
}

/** Queues what was not cloned or queued before, in order. */
function enqueue(run: Run, successors: readonly Successor[]): Run {
  const fresh = successors
    .map((successor) => ({ ...successor, key: taskKeyOf(successor.place) }))
    .filter(({ key }) => !run.tasks.has(key));
  if (fresh.length === 0) return run;
  const tasks = run.tasks.withMutations((tasks) => {
    for (const { key, place, frames, inputs } of fresh) {
      const state: TaskState = { status: 'ready', attempt: 0, since: run.now };
      const inOrder = inputs.length > 1 ? inJoinOrder(run, inputs) : inputs;
      const bare = { key, place, frames, inputs: inOrder, state };
      tasks.set(key, { ...bare, id: null, artifacts: [], transition: null, caught: null });
    }
  });
  return { ...run, tasks, queue: run.queue.concat(fresh.map(({ key }) => key)) };
}

function taskCloned(run: Run, event: EventOf<'task-cloned'>): Run {
  const place = placeOf(event);
  const key = taskKeyOf(place);
  const { taskId: id, frames, artifacts, transition, caught } = event;
  const state: TaskState = { status: 'completed', by: 'clone', at: event.at };
  const task: Task = { key, place, id, frames, inputs: [], state, artifacts, transition, caught };
  const cloned: Run = { ...run, tasks: run.tasks.set(key, task), started: run.started + 1 };
  return cloned.started === run.setup.clones.length ? continueFromClones(cloned) : cloned;
}

/** Clones count as finished: what they lead to is queued unless it was cloned too. The start is not, if they lack it. */
function continueFromClones(run: Run): Run {
  let next = run;
  for (const { place } of run.setup.clones) {
    const task = next.tasks.get(taskKeyOf(place));
    assert(task !== undefined, 'every clone of the setup has been folded');
    next = goOnFrom(next, task);
  }
  return next;
}

function attemptStarted(run: Run, event: EventOf<'attempt-started'>): Run {
  const task = taskOf(run, event);
  const state: TaskState = { status: 'running', attempt: event.attempt, since: event.at, fallback: event.fallback };
  const isFirst = task.id === null;
  return {
    ...run,
    tasks: run.tasks.set(task.key, { ...task, id: event.taskId, state }),
    started: isFirst ? run.started + 1 : run.started,
    queue: isFirst ? without(run.queue, task.key) : run.queue,
    retries: isFirst ? run.retries : run.retries.filter((key) => key !== task.key),
    running: [...run.running, task.key],
  };
}

/** The queue without one of its first entries: cheap at the head, where it nearly always is. */
function without(queue: List<TaskKey>, key: TaskKey): List<TaskKey> {
  return queue.first() === key ? queue.shift() : queue.delete(queue.indexOf(key));
}

function attemptSucceeded(run: Run, event: EventOf<'attempt-succeeded'>): Run {
  const { artifacts, transition, caught, at } = event;
  const by = event.exited === true ? 'exit' : caught === null ? 'attempt' : 'catch';
  const state: TaskState = { status: 'completed', by, at };
  const task: Task = { ...taskOf(run, event), state, artifacts, transition, caught };
  return goOnFrom(leave(run, task), task);
}

/** The run after `task` has finished: its successors are queued, unless the scheduler objects or is stopping. */
function goOnFrom(run: Run, task: Task): Run {
  if (run.failure !== null) return run;
  const plan = planOf(run.setup, task.place.step);
  const against = objection(run.setup, plan, task.id ?? '', task.transition);
  if (against !== null) return fail(run, against);
  const next = continuation(run, task);
  if (next.verdict !== null) return fail(run, next.verdict);
  return enqueue({ ...run, arrivals: next.arrivals }, next.successors);
}

function attemptFailed(run: Run, event: EventOf<'attempt-failed'>): Run {
  const task = { ...taskOf(run, event), artifacts: event.artifacts ?? [] };
  if (run.failure !== null) return leave(run, { ...task, state: failedState(event.failure, event.at) });
  const after = afterFailure(planOf(run.setup, task.place.step).policy, event.attempt, event.failure, event.at);
  switch (after.kind) {
    case 'retry':
      return retryLater(run, task, after.attempt, after.until);
    case 'dropped':
      return leave(run, { ...task, state: { status: 'dropped', at: event.at } });
    case 'failed':
      return failTask(run, task, event.failure, taskFailed(task.place.step, task.id ?? ''));
    case 'lost':
      return failTask(run, task, event.failure, nothingLeft(pathspecOf(run, task)));
    case 'too-many-attempts':
      return failTask(run, task, event.failure, tooManyAttempts());
    default:
      return unreachable(after);
  }
}

const pathspecOf = ({ setup: { flowName, runId } }: Run, { place, id }: Task): string =>
  [flowName, runId, place.step, id ?? ''].join('/');

function retryLater(run: Run, task: Task, attempt: number, until: Instant): Run {
  if (until === run.now) {
    const left = leave(run, { ...task, state: { status: 'ready', attempt, since: run.now } });
    return { ...left, retries: [...left.retries, task.key] };
  }
  const left = leave(run, { ...task, state: { status: 'waiting', attempt, since: run.now, until } });
  return { ...left, waiting: [...left.waiting, task.key] };
}

function failTask(run: Run, task: Task, failure: Failure, verdict: Verdict): Run {
  return fail(leave(run, { ...task, state: failedState(failure, run.now) }), verdict);
}

const failedState = (failure: Failure, at: Instant): TaskState => ({ status: 'failed', failure, at });

/** From here on nothing starts; attempts in flight have five seconds. The first failure is the one that is named. */
function fail(run: Run, verdict: Verdict): Run {
  return { ...run, phase: 'failing', failure: { ...verdict, since: run.now } };
}

function waitEnded(run: Run, event: EventOf<'wait-ended'>): Run {
  const task = taskOf(run, event);
  const state: TaskState = { status: 'ready', attempt: event.attempt, since: event.at };
  return {
    ...run,
    tasks: run.tasks.set(task.key, { ...task, state }),
    waiting: run.waiting.filter((key) => key !== task.key),
    retries: [...run.retries, task.key],
  };
}

/** The run with `task` in its new state, which is no longer `running`. */
function leave(run: Run, task: Task): Run {
  const running = run.running.filter((key) => key !== task.key);
  return { ...run, tasks: run.tasks.set(task.key, task), running };
}

function taskOf(run: Run, event: RunEvent): Task {
  const key = taskKeyOf(placeOf(event));
  const task = run.tasks.get(key);
  assert(task !== undefined, `task ${key} is part of the run`);
  return task;
}

function placeOf({ step, foreach, round }: RunEvent): Task['place'] {
  assert(step !== null, 'a task event names its step');
  return { step, foreach, round };
}
