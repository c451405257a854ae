import type { ArtifactPreview, ArtifactRef } from '../model/artifact';
import type { RunEvent } from '../model/events';
import type { ContentHash } from '../model/ids';
import type { Json } from '../model/json';
import type { RunOutcome, RunRecord, ScenarioInput, TaskRecord } from '../model/record';
import type { RunSetup } from '../model/setup';
import { secondsOf } from '../model/time';
import { Digest } from './digest';
import { neverStruck } from './struck';
import { transcriptsOf, type AttemptTranscript, type TaskTranscript } from './transcript';

/** What a record says that neither setup nor log know. */
export interface RecordParts {
  /** Complete: everything that determined the run. */
  readonly scenario: ScenarioInput;
  readonly setup: RunSetup;
  readonly events: readonly RunEvent[];
  readonly outcome: RunOutcome;
  /** Null when succeeded; `*` of Metaflow's emphasis is taken out here. */
  readonly headline: string | null;
  readonly message: string | null;
  /** Wall clock, ISO 8601. */
  readonly startedAt: string;
  readonly command: readonly string[];
  /** The console's lines. */
  readonly output: readonly string[];
  /** Why nobody compares this run's digest; null when it is reproducible. */
  readonly irreproducible: string | null;
  /** By content hash, for every artifact of a task's last attempt. */
  readonly previews: ReadonlyMap<ContentHash, ArtifactPreview>;
  readonly cardHtml: ReadonlyMap<ContentHash, string>;
}

/** A run as it is exported and compared with the goldens. Needs no more than the log's events so far. */
export function recordOf(parts: RecordParts): RunRecord {
  const { scenario, setup, events, outcome, startedAt, command, output, irreproducible } = parts;
  const unstruck = neverStruck(scenario.faults ?? [], events);
  const digest = new Digest(scenario.language);
  for (const event of events) digest.add(event);
  return {
    schema: 'faultline.run/1',
    scenario,
    run: {
      id: setup.runId,
      flowName: setup.flowName,
      command,
      originRunId: setup.originRunId,
      outcome,
      headline: withoutEmphasis(parts.headline),
      message: withoutEmphasis(parts.message),
      startedAt,
      output,
      reproducible: irreproducible === null,
      ...(irreproducible === null ? {} : { reason: irreproducible }),
      duration: secondsOf(events.at(-1)?.at ?? 0),
      digest: digest.hex(),
      ...(unstruck.length > 0 && { neverStruck: unstruck }),
    },
    tasks: transcriptsOf(setup, events).map((task) => taskRecord(task, parts)),
    events,
  };
}

/** What a command was refused with, before any task ran. `output` has the console's lines. */
export type Rejection = Pick<RecordParts, 'scenario' | 'command' | 'startedAt' | 'output'> & {
  readonly flowName: string;
  readonly headline: string;
  readonly message: string;
};

/** The record of a command that made no run. */
export function rejectedRecord({ scenario, command, startedAt, output, ...refusal }: Rejection): RunRecord {
  return commandRecord({ scenario, command, startedAt, output, flowName: refusal.flowName }, 'rejected', refusal);
}

/** The record of a command that only prints: `check`, `show`, `dump`, … It made no run either. */
export function printedRecord(parts: Omit<Rejection, 'headline' | 'message'>): RunRecord {
  return commandRecord(parts, 'succeeded', { headline: null, message: null });
}

function commandRecord(
  { scenario, command, startedAt, output, flowName }: Omit<Rejection, 'headline' | 'message'>,
  outcome: RunOutcome,
  said: { readonly headline: string | null; readonly message: string | null },
): RunRecord {
  return {
    schema: 'faultline.run/1',
    scenario,
    run: {
      id: '',
      flowName,
      command,
      originRunId: null,
      outcome,
      headline: withoutEmphasis(said.headline),
      message: withoutEmphasis(said.message),
      startedAt,
      output,
      reproducible: true,
      duration: 0,
      digest: '',
    },
    tasks: [],
    events: [],
  };
}

/** Metaflow's command line takes every `*` out of what it prints at the end, and the space after it. */
const withoutEmphasis = (text: string | null): string | null => text?.replaceAll('*', '').trimEnd() ?? null;

function taskRecord(task: TaskTranscript, { setup, previews, cardHtml }: RecordParts): TaskRecord {
  const last = task.attempts.at(-1);
  return {
    id: task.id,
    step: task.place.step,
    foreach: task.frames.map(({ variable, index, numSplits, value }) => ({
      var: variable,
      index,
      num_splits: numSplits,
      value,
    })),
    origin: task.isCloned ? 'cloned' : 'executed',
    attempts: task.attempts.map(attemptRecord),
    artifacts: Object.fromEntries(visibleArtifacts(last?.artifacts ?? [], previews, setup.flowName)),
    stdout: last?.ownStdout ?? [],
    cards: (last?.cards ?? []).map(({ id, type, hash }) => ({ id, type, html: cardHtml.get(hash) ?? '' })),
  };
}

function attemptRecord(transcript: AttemptTranscript): TaskRecord['attempts'][number] {
  const { attempt, started, ended, ending, stdout, stderr, struck } = transcript;
  const times = { started: secondsOf(started), ended: secondsOf(ended), stdout, stderr };
  switch (ending.kind) {
    case 'succeeded':
      return {
        attempt,
        ok: true,
        ...(ending.caught !== null && { caught: ending.caught, ...faultOf(struck) }),
        ...times,
      };
    case 'failed': {
      const { exception, message, cause, fault } = ending.failure;
      const failed = { attempt, ok: false, exception, message: withoutStack(exception, message), cause };
      return { ...failed, ...(fault === undefined ? {} : { fault }), ...times };
    }
    case 'exited':
      return { attempt, ok: false, exception: null, message: null, cause: 'user', ...times };
    case 'open':
      return { attempt, ok: false, exception: null, message: null, ...times };
  }
}

/** `@catch` handled what the last fault that struck the attempt had brought about. */
const faultOf = (struck: readonly string[]): { readonly fault?: string } => {
  const fault = struck.at(-1);
  return fault === undefined ? {} : { fault };
};

/** A timeout's message without the stack that Metaflow appends to it. */
function withoutStack(exception: string | null, message: string | null): string | null {
  if (exception !== 'TimeoutException' || message === null) return message;
  return message.split('\nStack when the timeout was raised:')[0] ?? message;
}

/** As the client lists them: without what starts with an underscore, and without `name` where it is the flow's. */
function visibleArtifacts(
  artifacts: readonly ArtifactRef[],
  previews: ReadonlyMap<ContentHash, ArtifactPreview>,
  flowName: string,
): (readonly [string, Json])[] {
  return artifacts
    .filter(({ name }) => !name.startsWith('_'))
    .map(({ name, hash, type }) => [name, previews.get(hash) ?? unseen(previews, hash, type)] as const)
    .filter(([name, preview]) => name !== 'name' || preview !== flowName)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `null` is a preview like any other; a value whose preview is not at hand is said to be so. */
function unseen(previews: ReadonlyMap<ContentHash, ArtifactPreview>, hash: ContentHash, type: string): Json {
  return previews.has(hash) ? null : { type, repr: '<not stored in this browser>' };
}
