import { unreachable } from '../../model/assert';
import type { EventOf, RunEvent } from '../../model/events';
import type { Task } from '../../model/run';
import type { Verdict } from './decision';
import { keyIn, type Turn } from './turn';

type StartEvent = EventOf<'task-cloned' | 'attempt-started' | 'fault-struck' | 'service-called'> & RunEvent;

/** Why a task is a clone or had to queue, and what acted on an attempt that goes on. */
export function startVerdicts(turn: Turn, event: StartEvent): readonly Verdict[] {
  switch (event.type) {
    case 'task-cloned':
      return cloneVerdicts(turn, event);
    case 'attempt-started':
      return queueVerdicts(turn, event);
    case 'fault-struck': {
      const fault = turn.faults.find(({ id }) => id === event.fault);
      return fault === undefined ? [] : [['plan', { kind: 'struck', fault: fault.kind }]];
    }
    case 'service-called':
      return serviceVerdicts(event);
    default:
      return unreachable(event);
  }
}

function cloneVerdicts({ after }: Turn, event: EventOf<'task-cloned'>): readonly Verdict[] {
  const { originRunId, clones } = after.setup;
  if (originRunId === null) return [];
  const { originTaskId } = event;
  const caught = event.caught === null ? 0 : 1;
  const clone: Verdict = ['resume', { kind: 'cloned', originRunId, originTaskId, tasks: 1, caught }];
  if (after.started < clones.length) return [clone];
  const known = new Set(clones.map(({ place }) => place.step));
  const steps = after.setup.steps.map(({ name }) => name).filter((name) => !known.has(name));
  return steps.length === 0 ? [clone] : [clone, ['resume', { kind: 'not-cloned', originRunId, steps }]];
}

/** An attempt that could have started earlier had no slot, or its task no worker. */
function queueVerdicts(turn: Turn, event: EventOf<'attempt-started'> & RunEvent): readonly Verdict[] {
  const task = turn.before.tasks.get(keyIn(event));
  if (task?.state.status !== 'ready') return [];
  const waitedUs = event.at - task.state.since;
  if (waitedUs <= 0) return [];
  const limit = limitOf(turn, task);
  const { platform, maxWorkers } = turn.before.setup;
  const max = limit === 'slots' ? platform.slots : maxWorkers;
  return [['slots', { kind: 'queued', limit, max, platform: platform.name, tasks: 1, longestUs: waitedUs }]];
}

/** What was full until the instant at which `task` starts. A retry holds its worker already. */
export function limitOf({ before }: Pick<Turn, 'before'>, { id }: Task): 'slots' | 'max-workers' {
  const { platform, maxWorkers } = before.setup;
  if (id !== null) return 'slots';
  const inFlight = before.running.length;
  const held = inFlight + before.waiting.length + before.retries.length;
  const [slotsFull, workersFull] = [inFlight + 1 >= platform.slots, held + 1 >= maxWorkers];
  if (slotsFull !== workersFull) return slotsFull ? 'slots' : 'max-workers';
  return maxWorkers <= platform.slots ? 'max-workers' : 'slots';
}

/** Calls that did not go well. A service's own bad answers count too: code meets them alike. */
function serviceVerdicts({ service, answer, fault }: EventOf<'service-called'>): readonly Verdict[] {
  if (typeof answer === 'number' && answer < 400 && fault === undefined) return [];
  return [['services', { kind: 'service-failed', service, answer, calls: 1, planned: fault !== undefined }]];
}
