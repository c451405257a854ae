import { transfer } from 'comlink';
import type { Remote } from 'comlink';
import type { ArtifactPreview, ArtifactRef } from '../../src/model/artifact';
import type { ForeachFrame, TakenTransition } from '../../src/model/events';
import type { Flow, FlowStep } from '../../src/model/flow';
import type { ContentHash } from '../../src/model/ids';
import type { Service } from '../../src/model/scenario';
import { NO_STRIKES, type Strikes } from '../../src/model/strikes';
import { instantOf } from '../../src/model/time';
import type { ClientRuns } from '../../src/protocol/clientRuns';
import type {
  AttemptInput,
  AttemptOutcome,
  FlowHost,
  FlowSource,
  ParametersOrder,
  SavedArtifact,
  VoiceMessage,
} from '../../src/protocol/flowHost';
import { storedArtifact } from '../../src/runtime/live/storedArtifact';
import type { PythonWorker } from './pythonWorkers';

export interface RunOptions {
  readonly given?: ParametersOrder['given'];
  readonly tags?: readonly string[];
  readonly maxNumSplits?: number;
  /** What the client API may read. */
  readonly client?: ClientRuns;
  /** What the failure plan does to every attempt. */
  readonly strikes?: Strikes;
  readonly services?: readonly Service[];
  /** The run that a resume clones from, and the step that it runs again. */
  readonly origin?: SequentialRun;
  readonly from?: string;
  /** A worker of its own for every attempt, as in the page; without it all share the one that loaded the flow. */
  readonly fresh?: () => Promise<PythonWorker>;
}

export interface AttemptReport {
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
  readonly said: readonly VoiceMessage[];
}

export interface TaskReport {
  readonly id: string;
  readonly step: string;
  readonly frames: readonly ForeachFrame[];
  readonly round: number;
  readonly origin: 'executed' | 'cloned';
  readonly attempts: readonly AttemptReport[];
  /** Null when the task did not end well. */
  readonly transition: TakenTransition | null;
  readonly artifacts: readonly ArtifactRef[];
  readonly ok: boolean;
}

export interface SequentialRun {
  readonly id: string;
  readonly tasks: readonly TaskReport[];
  readonly parameters: readonly ArtifactRef[];
  readonly failure: string | null;
  readonly blobs: Map<ContentHash, Uint8Array>;
  readonly previews: Map<ContentHash, ArtifactPreview>;
}

/** A split or foreach that has not been joined yet: the tasks that arrive at its join, by their number. */
interface Opening {
  readonly width: number;
  readonly foreach: boolean;
  readonly arrived: Waiting[];
}

interface Waiting {
  readonly step: string;
  readonly frames: readonly ForeachFrame[];
  readonly round: number;
  readonly inputs: readonly TaskReport[];
  readonly openings: readonly Opening[];
  readonly branch: number;
}

/**
 * Runs a flow one task at a time, first queued first served, with the few rules that passing artifacts along needs.
 * It knows nothing of the engine, so that the Python side can be tested without it.
 */
export async function sequentialRun(
  host: Remote<FlowHost>,
  source: FlowSource,
  flow: Flow,
  options: RunOptions = {},
): Promise<SequentialRun> {
  const steps = new Map(flow.steps.map((step) => [step.name, step]));
  const blobs = options.origin?.blobs ?? new Map<ContentHash, Uint8Array>();
  const previews = options.origin?.previews ?? new Map<ContentHash, ArtifactPreview>();
  const id = String(1000 + Math.floor(blobs.size)).padStart(16, '7');
  const keep = (artifacts: readonly SavedArtifact[]): readonly ArtifactRef[] =>
    artifacts.map(storedArtifact).map(({ ref, content }) => {
      if (content !== null) {
        blobs.set(ref.hash, content.bytes);
        previews.set(ref.hash, content.preview);
      }
      return ref;
    });

  const parameters = options.origin?.parameters ?? keep(await parametersOf(host, options.given ?? {}));
  const clones = cloneable(flow, options);
  const tasks: TaskReport[] = [];
  const start = flow.steps.find((step) => step.marked.start || step.name === 'start') ?? flow.steps[0];
  const queue: Waiting[] = [{ step: start?.name ?? '', frames: [], round: 0, inputs: [], openings: [], branch: 0 }];
  let failure: string | null = null;

  while (queue.length > 0 && failure === null) {
    const next = queue.shift();
    const step = steps.get(next?.step ?? '');
    if (!next || !step) throw new Error(`no step ${next?.step ?? ''}`);
    const task = clones.get(keyOf(next)) ?? (await execute(next, step, String(tasks.length + 1)));
    tasks.push(task);
    if (!task.ok) failure = `Step ${task.step} (task-id N) failed.`;
    else failure = problemOf(step, task, options.maxNumSplits ?? 100) ?? follow(task, next, steps, queue);
  }
  return { id, tasks, parameters, failure, blobs, previews };

  async function execute(place: Waiting, step: FlowStep, taskId: string): Promise<TaskReport> {
    const { retryTimes, tries } = policyOf(step);
    const attempts: AttemptReport[] = [];
    let last: AttemptOutcome;
    let saved: readonly ArtifactRef[];
    do {
      const { port1, port2 } = new MessageChannel();
      const said: VoiceMessage[] = [];
      port1.onmessage = ({ data }: MessageEvent<VoiceMessage>) => void said.push(data);
      const attempt = attempts.length;
      const own = await options.fresh?.();
      last = await (own?.host ?? host).run(
        {
          ...source,
          seed: [...source.seed, tasks.length, attempt],
          flowName: flow.name,
          runId: id,
          originRunId: options.origin?.id ?? null,
          taskId,
          step: step.name,
          attempt,
          retryTimes,
          fallback: attempt > retryTimes,
          frames: place.frames,
          round: repeats(step) ? place.round : null,
          inputs: place.inputs.map(inputOf),
          parameters,
          successors: step.transition?.targets ?? [],
          tags: options.tags ?? [],
          codeStartsAt: instantOf(2e6),
          maxLogBytes: 10_000_000,
          strikes: options.strikes ?? NO_STRIKES,
          services: options.services ?? [],
          servicesSeed: [...source.seed, tasks.length, attempt],
          client: options.client ?? null,
          blobs,
        },
        transferred(port2),
      );
      await heard(said, last.said);
      port1.close();
      await own?.end();
      saved = keep(last.end.artifacts ?? []);
      attempts.push({ attempt, outcome: last, said: said.filter((message) => message.kind !== 'clock') });
    } while (last.end.kind === 'failed' && attempts.length < tries && last.end.failure.retry);
    const ended = last.end;
    return {
      id: taskId,
      step: step.name,
      frames: place.frames,
      round: place.round,
      origin: 'executed',
      attempts,
      ok: ended.kind === 'succeeded',
      transition: ended.kind === 'succeeded' ? ended.transition : null,
      artifacts: saved,
    };
  }
}

async function parametersOf(host: Remote<FlowHost>, given: ParametersOrder['given']) {
  const outcome = await host.parameters({ given });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.artifacts;
}

const transferred = (port: MessagePort) => transfer(port, [port]);

/** What an attempt said may arrive after its outcome. */
async function heard(said: readonly VoiceMessage[], count: number): Promise<void> {
  while (said.filter((message) => message.kind !== 'clock').length < count) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function policyOf(step: FlowStep): { retryTimes: number; tries: number } {
  const retry = step.decorators.find(({ name }) => name === 'retry');
  const times = retry?.attributes['times'];
  const retryTimes = retry ? Number(times?.kind === 'literal' ? times.value : 3) : 0;
  const fallbacks = step.decorators.some(({ name }) => name === 'catch') ? 3 : 0;
  return { retryTimes, tries: Math.min(6, 1 + retryTimes + fallbacks) };
}

const repeats = (step: FlowStep) => step.transition?.targets.includes(step.name) ?? false;

const inputOf = (task: TaskReport): AttemptInput => ({
  step: task.step,
  taskId: task.id,
  frames: task.frames,
  artifacts: task.artifacts,
});

const keyOf = ({ step, frames, round }: Pick<Waiting, 'step' | 'frames' | 'round'>) =>
  `${step}/${frames.map(({ index }) => index).join()}/${String(round)}`;

/** What a resume takes over: all that ended well, but for the named step and what follows it. */
function cloneable(flow: Flow, { origin, from }: RunOptions): Map<string, TaskReport> {
  const again = new Set(from === undefined ? [] : [from]);
  for (let size = -1; size !== again.size;) {
    size = again.size;
    for (const step of flow.steps) if (again.has(step.name)) step.transition?.targets.forEach((to) => again.add(to));
  }
  const taken = (origin?.tasks ?? []).filter((task) => task.ok && !again.has(task.step));
  return new Map(taken.map((task) => [keyOf(task), { ...task, origin: 'cloned' }]));
}

function problemOf(step: FlowStep, task: TaskReport, maxNumSplits: number): string | null {
  const { transition } = task;
  const expected = step.transition?.targets ?? [];
  const actual = transition?.targets ?? [];
  const taken =
    step.transition?.kind === 'switch'
      ? actual.every((to) => expected.includes(to)) && actual.length === 1
      : String(actual) === String(expected);
  if (!taken) {
    return `Based on static analysis of the code, step ${step.name} was expected to transition to step(s) ${expected.join(', ')}. However, when the code was executed, self.next() was called with ${actual.join(', ')}. Make sure there is only one unconditional self.next() call in the end of your step.`;
  }
  const splits = transition?.foreach?.numSplits ?? 0;
  if (splits <= maxNumSplits) return null;
  return `Step ${step.name} (task-id N) failed: Foreach in step ${step.name} yielded ${String(splits)} child steps which is more than the current maximum of ${String(maxNumSplits)} children. You can raise the maximum with the --max-num-splits option.`;
}

/** Queues what comes after `task`. */
function follow(task: TaskReport, place: Waiting, steps: ReadonlyMap<string, FlowStep>, queue: Waiting[]): null {
  const { transition } = task;
  const targets = transition?.targets ?? [];
  if (transition?.foreach) {
    const { variable, values, numSplits } = transition.foreach;
    const opening: Opening = { width: numSplits, foreach: true, arrived: [] };
    const [target = ''] = targets;
    values.forEach((value, index) => {
      const frame = { step: target, variable, index, numSplits, value };
      const frames = [...task.frames, frame];
      const openings = [...place.openings, opening];
      queue.push({ step: target, frames, round: 0, inputs: [task], openings, branch: index });
    });
    return null;
  }
  const split = targets.length > 1 ? { width: targets.length, foreach: false, arrived: [] } : null;
  targets.forEach((target, branch) => {
    const joins = (steps.get(target)?.argumentCount ?? 0) > 1;
    const round = target === task.step ? task.round + 1 : 0;
    const openings = split ? [...place.openings, split] : place.openings;
    const next: Waiting = {
      step: target,
      frames: task.frames,
      round,
      inputs: [task],
      openings,
      branch: split ? branch : place.branch,
    };
    if (joins) arrive(next, queue);
    else queue.push(next);
  });
  return null;
}

function arrive(next: Waiting, queue: Waiting[]): void {
  const opening = next.openings.at(-1);
  if (!opening) throw new Error(`${next.step} joins nothing`);
  opening.arrived.push(next);
  if (opening.arrived.length < opening.width) return;
  const inputs = opening.arrived.flatMap((arrived) => arrived.inputs);
  queue.push({
    step: next.step,
    frames: opening.foreach ? next.frames.slice(0, -1) : next.frames,
    round: 0,
    inputs,
    openings: next.openings.slice(0, -1),
    branch: 0,
  });
}
