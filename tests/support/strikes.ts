import { transfer } from 'comlink';
import type { Service } from '../../src/model/scenario';
import { NO_STRIKES, type Outage, type Strikes } from '../../src/model/strikes';
import { instantOf } from '../../src/model/time';
import type { AttemptOutcome, FlowSource, VoiceMessage } from '../../src/protocol/flowHost';
import { storedArtifact } from '../../src/runtime/live/storedArtifact';
import { linearFlow, loadFlow, sourceOf } from './pythonFlows';
import type { PythonWorker } from './pythonWorkers';

/** When user code begins in {@link attemptStart}. */
export const CODE_STARTS_AT = instantOf(2e6);

export interface StartOptions {
  readonly strikes?: Partial<Strikes>;
  readonly services?: readonly Service[];
  readonly attempt?: number;
  readonly fields?: Partial<FlowSource>;
  readonly head?: string;
}

export interface StartReport {
  readonly said: readonly VoiceMessage[];
  /** Null for one that died. */
  readonly outcome: AttemptOutcome | null;
}

/** Runs one attempt of the `start` of a flow, from its body. One that dies answers nothing, and its worker is spent. */
export async function attemptStart(
  worker: PythonWorker,
  body: string,
  options: StartOptions = {},
): Promise<StartReport> {
  const source = sourceOf(linearFlow({ start: body, end: '' }, options.head), options.fields);
  const flow = await loadFlow(worker, source.source, options.fields);
  const given = await worker.host.parameters({ given: {} });
  if (!given.ok) throw new Error(given.refusal.message);
  const parameters = given.artifacts.map(storedArtifact);
  const { port1, port2 } = new MessageChannel();
  const said: VoiceMessage[] = [];
  const died = new Promise<null>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<VoiceMessage>) => {
      if (data.kind !== 'clock') said.push(data);
      if (data.kind === 'dead') resolve(null);
    };
  });
  const order = {
    ...source,
    flowName: flow.name,
    runId: '1',
    originRunId: null,
    taskId: '1',
    step: 'start',
    attempt: options.attempt ?? 0,
    retryTimes: 0,
    fallback: false,
    frames: [],
    round: null,
    inputs: [],
    parameters: parameters.map(({ ref }) => ref),
    successors: ['end'],
    tags: [],
    codeStartsAt: CODE_STARTS_AT,
    maxLogBytes: 10_000_000,
    strikes: { ...NO_STRIKES, ...options.strikes },
    services: options.services ?? [],
    servicesSeed: [1],
    client: null,
    blobs: new Map(parameters.flatMap(({ content }) => (content ? [[content.hash, content.bytes] as const] : []))),
  };
  const outcome = await Promise.race([worker.host.run(order, transfer(port2, [port2])), died]);
  // What was said may come after the outcome, and what was not to be said might come after death.
  while (outcome !== null && said.length < outcome.said) await pause(1);
  if (outcome === null) await pause(200);
  port1.close();
  return { said, outcome };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A death `seconds` into user code. */
export const deathAt = (seconds: number): Partial<Strikes> => ({
  death: { fault: 'spot', kind: 'spot-interruption', at: instantOf(CODE_STARTS_AT + seconds * 1e6) },
});

/** Calls fail between two moments of user code; by default no connection, from its beginning on. */
export const outage = (fields: Partial<Outage> = {}): Outage => ({
  fault: 'down',
  from: CODE_STARTS_AT,
  until: null,
  service: null,
  answer: 'connection',
  latencyUs: 0,
  ...fields,
});

/** All lines that user code printed. */
export const linesSaid = ({ said }: StartReport, by = 'code'): readonly string[] =>
  said.flatMap((message) => (message.kind === 'output' && message.by === by ? message.lines : []));
