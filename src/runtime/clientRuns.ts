import { findPlan } from '../engine/plans';
import { transcriptsOf, type AttemptTranscript, type TaskTranscript } from '../engine/transcript';
import type { RunEvent } from '../model/events';
import { taskKeyOf, type TaskKey } from '../model/ids';
import type { RunSetup } from '../model/setup';
import type {
  ClientAttempt,
  ClientException,
  ClientLine,
  ClientMetadata,
  ClientRun,
  ClientRuns,
  ClientTask,
} from '../protocol/clientRuns';

/** What setup and log of a run do not say: how the client calls it, who started it, its tags. */
export interface ClientRunParts {
  readonly id: string;
  readonly originRunId: string | null;
  readonly user: string;
  readonly tags: readonly string[];
  readonly setup: RunSetup;
  /** As far as they are to be seen: a prefix of the run's log. */
  readonly events: readonly RunEvent[];
}

/** A run as the client API sees it. */
export function clientRunOf({ id, originRunId, user, tags, setup, events }: ClientRunParts): ClientRun {
  const said = saidIn(events);
  const origins = new Map(setup.clones.map(({ place, originTaskId }) => [taskKeyOf(place), originTaskId]));
  const tasks = transcriptsOf(setup, events).map((task) => taskOf(task, setup, said, origins));
  return {
    flowName: setup.flowName,
    id,
    user,
    tags,
    originRunId,
    start: setup.start,
    end: setup.end,
    steps: setup.steps.map(({ name, next, type, isJoin }) => ({ name, next, isJoin, isForeach: type === 'foreach' })),
    parameters: events.some(({ type }) => type === 'run-started') ? setup.parameters : null,
    tasks: tasks.sort((a, b) => Number(a.id) - Number(b.id)),
  };
}

/** What an attempt's transcript leaves out: when it said what, and whether anything of it was saved. */
interface Said {
  readonly stdout: ClientLine[];
  readonly stderr: ClientLine[];
  readonly metadata: ClientMetadata[];
  isLost: boolean;
}

const attemptKey = (task: TaskKey, attempt: number): string => `${task}/${String(attempt)}`;

const nothingSaid = (): Said => ({ stdout: [], stderr: [], metadata: [], isLost: false });

function saidIn(events: readonly RunEvent[]): ReadonlyMap<string, Said> {
  const all = new Map<string, Said>();
  for (const event of events) {
    const { step, foreach, round, attempt, at } = event;
    if (step === null) continue;
    const key = attemptKey(taskKeyOf({ step, foreach, round }), attempt);
    const said = all.get(key) ?? nothingSaid();
    all.set(key, said);
    if (event.type === 'output') for (const line of event.lines) said[event.stream].push([at, line]);
    if (event.type === 'metadata-set') said.metadata.push({ at, key: event.key, value: event.value });
    if (event.type === 'attempt-failed') said.isLost = event.artifacts === null;
  }
  return all;
}

function taskOf(
  { id, place, frames, attempts }: TaskTranscript,
  setup: RunSetup,
  said: ReadonlyMap<string, Said>,
  origins: ReadonlyMap<TaskKey, string>,
): ClientTask {
  const key = taskKeyOf(place);
  return {
    step: place.step,
    id,
    frames,
    executionPath: frames.map(({ step, index }) => `${findPlan(setup, step)?.next[0] ?? step}:${String(index)}`),
    originTaskId: origins.get(key) ?? null,
    attempts: attempts.map((one) => attemptOf(one, said.get(attemptKey(key, one.attempt)) ?? nothingSaid())),
  };
}

function attemptOf(transcript: AttemptTranscript, { isLost, stdout, stderr, metadata }: Said): ClientAttempt {
  const { attempt, started, ended, ending, artifacts } = transcript;
  const isOpen = ending.kind === 'open';
  return {
    attempt,
    started,
    ended: isOpen ? null : ended,
    ...statusOf(transcript, isLost),
    artifacts: isOpen || isLost ? null : artifacts,
    stdout,
    stderr,
    metadata,
  };
}

type Status = Pick<ClientAttempt, 'taskOk' | 'success' | 'hasStatus' | 'exception'>;

const UNKNOWN: Status = { taskOk: null, success: false, hasStatus: false, exception: null };

function statusOf({ ending }: AttemptTranscript, isLost: boolean): Status {
  switch (ending.kind) {
    case 'open':
      return UNKNOWN;
    case 'exited':
      return { ...UNKNOWN, hasStatus: true };
    case 'succeeded':
      return { taskOk: true, success: ending.caught === null, hasStatus: true, exception: null };
    case 'failed': {
      const { cause, exception: name, message, traceback = [] } = ending.failure;
      // A process that dies leaves no traceback; one that cannot save its artifacts does.
      if (isLost) return { ...UNKNOWN, hasStatus: cause === 'user' && traceback.length > 0 };
      const exception: ClientException | null = name === null ? null : { name, message: message ?? '', traceback };
      return { ...UNKNOWN, taskOk: exception === null ? null : false, hasStatus: true, exception };
    }
  }
}

/**
 * The runs with as many of their artifacts as `sizeBytesMax` allows, those of the first runs first. Artifacts in
 * `atHand` count for nothing.
 */
export function withinSize(
  runs: readonly ClientRun[],
  sizeBytesMax: number,
  atHand: ReadonlySet<string>,
): { readonly client: ClientRuns; readonly hashes: ReadonlySet<ClientRuns['withheld'][number]> } {
  const hashes = new Set<ClientRuns['withheld'][number]>();
  const withheld = new Set<ClientRuns['withheld'][number]>();
  let left = sizeBytesMax;
  for (const { hash, sizeBytes } of runs.flatMap(artifactsOf)) {
    if (atHand.has(hash) || hashes.has(hash) || withheld.has(hash)) continue;
    if (sizeBytes > left) {
      withheld.add(hash);
      continue;
    }
    hashes.add(hash);
    left -= sizeBytes;
  }
  return { client: { runs, withheld: [...withheld] }, hashes };
}

const artifactsOf = ({ parameters, tasks }: ClientRun) => [
  ...(parameters ?? []),
  ...tasks.flatMap(({ attempts }) => attempts.flatMap(({ artifacts }) => artifacts ?? [])),
];
