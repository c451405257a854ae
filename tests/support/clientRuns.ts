import { setupOf } from '../../src/engine/setup';
import { graphOf } from '../../src/graph/graphOf';
import type { EventFact, ForeachFrame } from '../../src/model/events';
import type { Flow } from '../../src/model/flow';
import { asRunId, asTaskId } from '../../src/model/ids';
import { PLATFORMS } from '../../src/model/scenario';
import type { RunSetup } from '../../src/model/setup';
import type { ClientRun } from '../../src/protocol/clientRuns';
import type { SavedArtifact } from '../../src/protocol/flowHost';
import { clientRunOf } from '../../src/runtime/clientRuns';
import { storedArtifact } from '../../src/runtime/live/storedArtifact';
import { logOf, RUN_STARTED, type Entry } from './goldensLog';
import type { AttemptReport, SequentialRun, TaskReport } from './sequentialRun';

/** A run of the Python worker as the client API sees it; every attempt takes ten seconds, one after the other. */
export function clientRunFrom(run: SequentialRun, flow: Flow, parts: Partial<ClientRun> = {}): ClientRun {
  const setup = setupOf(graphOf(flow), {
    runId: asRunId(run.id),
    platform: PLATFORMS.local,
    maxWorkers: 16,
    maxNumSplits: 100,
    maxLogBytes: 10_000_000,
    tags: [],
    withDecorators: [],
    configs: {},
    parameters: run.parameters,
    origin: null,
  });
  const attempts = run.tasks.flatMap((task) => task.attempts.map((attempt) => ({ task, attempt })));
  const entries = attempts.flatMap(({ task, attempt }, i) => entriesOf(setup, task, attempt, i * 10));
  const events = logOf([[0, null, RUN_STARTED], ...entries]);
  const read = clientRunOf({ id: run.id, originRunId: null, user: 'tester', tags: [], setup, events });
  return { ...read, ...parts };
}

const refOf = (saved: SavedArtifact) => storedArtifact(saved).ref;

function entriesOf(
  setup: RunSetup,
  task: TaskReport,
  { attempt, outcome, said }: AttemptReport,
  from: number,
): Entry[] {
  const frames = task.frames.map((frame) => enteredFrom(setup, frame));
  const place = { step: task.step, foreach: frames.map(({ index }) => index), round: task.round, attempt };
  const started: EventFact = { type: 'attempt-started', taskId: asTaskId(task.id), frames, fallback: false };
  const lines = said.flatMap((message): Entry[] => {
    if (message.kind === 'metadata') {
      return [[from + 5, place, { type: 'metadata-set', key: message.key, value: message.value }]];
    }
    if (message.kind !== 'output') return [];
    const { stream, by, lines: texts } = message;
    return [[from + 5, place, { type: 'output', stream, by, lines: texts }]];
  });
  return [[from, place, started], ...lines, [from + 10, place, endOf(outcome.end)]];
}

/** The sequential run names the step that a foreach leads to, the engine the one that it starts from. */
const enteredFrom = (setup: RunSetup, frame: ForeachFrame): ForeachFrame => ({
  ...frame,
  step: setup.steps.find(({ next }) => next.includes(frame.step))?.name ?? frame.step,
});

function endOf(end: AttemptReport['outcome']['end']): EventFact {
  if (end.kind === 'failed') {
    return { type: 'attempt-failed', failure: end.failure, artifacts: end.artifacts?.map(refOf) ?? null };
  }
  const { transition, caught } = end;
  return { type: 'attempt-succeeded', artifacts: end.artifacts.map(refOf), transition, caught, cards: [] };
}
