import { named } from '../engine/strikes';
import { neverStruck } from '../engine/struck';
import type { ArtifactRef } from '../model/artifact';
import type { EventOf, RunEvent } from '../model/events';
import { taskKeyOf } from '../model/ids';
import type { RunOutcome } from '../model/record';
import type { RunSetup } from '../model/setup';
import { secondsOf } from '../model/time';
import type { RepeatedWork, SingleFault, SweepFacts } from '../protocol/sweep';

/** A run that has ended. */
export interface EndedRun {
  readonly stored: {
    readonly setup: RunSetup;
    readonly outcome: RunOutcome | null;
    readonly irreproducible: string | null;
  };
  readonly events: readonly RunEvent[];
}

/** What came of a run with a single fault, beside the calm one. */
export function factsOf(run: EndedRun, calm: EndedRun, struck: SingleFault): SweepFacts {
  const { events } = run;
  const { setup, outcome, irreproducible } = run.stored;
  const usual = new Set(repeatedWork(calm.events, null).map(keyOfWork));
  const usuallyCaught = new Set(caughtTasks(calm.events));
  return {
    outcome: outcome ?? 'interrupted',
    message: events.findLast((event) => event.type === 'run-failed')?.message ?? null,
    isStruck: neverStruck([struck.fault], events).length === 0,
    caught: caughtTasks(events).filter((task) => !usuallyCaught.has(task)),
    differing: outcome === 'succeeded' ? differing(setup, lastArtifacts(run), lastArtifacts(calm)) : [],
    repeated: repeatedWork(events, struck).filter((work) => !usual.has(keyOfWork(work))),
    retries: Math.max(0, ...codeStarts(events).map(({ attempt }) => attempt)),
    duration: secondsOf(events.at(-1)?.at ?? 0),
    irreproducible,
  };
}

/** Attempts that run user code. */
const codeStarts = (events: readonly RunEvent[]): readonly EventOf<'attempt-started'>[] =>
  events.filter((event) => event.type === 'attempt-started' && !event.fallback) as EventOf<'attempt-started'>[];

const caughtTasks = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === 'attempt-succeeded' && event.caught !== null ? [taskOf(event)] : []));

function taskOf({ step, foreach, round }: RunEvent): string {
  return step === null ? '' : taskKeyOf({ step, foreach, round });
}

/** What the last step leaves to whoever reads the run. */
function lastArtifacts({ stored, events }: EndedRun): readonly ArtifactRef[] {
  const last = events.findLast((event) => event.type === 'attempt-succeeded' && event.step === stored.setup.end);
  return last?.type === 'attempt-succeeded' ? last.artifacts : [];
}

function differing(
  { steps }: RunSetup,
  artifacts: readonly ArtifactRef[],
  calm: readonly ArtifactRef[],
): readonly string[] {
  const ofCatch = new Set(steps.map(({ policy }) => policy.catch?.variable));
  const hashes = new Map(artifacts.map(({ name, hash }) => [name, hash]));
  const before = new Map(calm.map(({ name, hash }) => [name, hash]));
  return [...new Set([...before.keys(), ...hashes.keys()])]
    .filter((name) => !name.startsWith('_') && !ofCatch.has(name) && hashes.get(name) !== before.get(name))
    .sort();
}

/**
 * Methods that may be repeated without a second effect: the others were not sent for nothing.
 * Source: RFC 9110, section 9.2.2.
 */
const IDEMPOTENT = /^(?:GET|HEAD|OPTIONS|TRACE|PUT|DELETE) /;

/**
 * Attempts that had acted outside before their task ran its code again: a service had answered a request that is not
 * idempotent, or user code had run to its end and lost what it made to `struck`. In the log's order.
 */
export function repeatedWork(events: readonly RunEvent[], struck: SingleFault | null): readonly RepeatedWork[] {
  const lastStart = new Map(codeStarts(events).map((event) => [taskOf(event), event.attempt]));
  const runsAgain = (event: RunEvent): boolean => (lastStart.get(taskOf(event)) ?? 0) > event.attempt;
  const done = events.flatMap((event): readonly RepeatedWork[] => {
    const request = requestIn(event);
    if ((request === null && !isLostAtEnd(event, struck)) || !runsAgain(event)) return [];
    return [{ task: taskOf(event), attempt: event.attempt, request }];
  });
  // A request says more than that the code had run to its end.
  return done.filter(
    ({ task, attempt, request }, i) =>
      request !== null ||
      !done.some((other, j) => i !== j && other.task === task && other.attempt === attempt && other.request !== null),
  );
}

const keyOfWork = ({ task, attempt, request }: RepeatedWork): string => `${task}/${String(attempt)} ${request ?? ''}`;

function requestIn(event: RunEvent): string | null {
  if (event.type !== 'service-called' || typeof event.answer !== 'number' || event.answer >= 400) return null;
  return IDEMPOTENT.test(event.request) ? null : event.request;
}

function isLostAtEnd(event: RunEvent, struck: SingleFault | null): boolean {
  if (event.type !== 'attempt-failed' || struck?.moment !== 'after') return false;
  return event.failure.fault === named([struck.fault])[0]?.id;
}
