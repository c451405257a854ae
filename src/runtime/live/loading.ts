import type { Scenario } from '../../model/scenario';
import type { PreparedSource } from '../../protocol/compiler';
import type { FlowHost, FlowSource, LoadOutcome, Refusal } from '../../protocol/flowHost';
import { loadSeed } from './chance';
import { loadOutcomeOf } from './hostile';
import type { Answer, Lease } from './lease';
import type { Workers } from './liveWorld';

/** Real milliseconds that importing a flow may take. The worker's own watchdog is earlier. */
const LOAD_MS = 30_000;

/** What a command adds to its flow. */
export type FlowExtras = Pick<FlowSource, 'withDecorators' | 'configs' | 'project' | 'namespace'>;

const NO_EXTRAS: FlowExtras = { withDecorators: [], configs: {} };

/** The flow and the world around it, as every worker of the run gets it. */
export function flowSourceOf(scenario: Scenario, extras: FlowExtras = NO_EXTRAS): FlowSource {
  const { source, fileName, user, seed } = scenario;
  const { withDecorators, configs, project, namespace } = extras;
  const files = Object.entries(scenario.files).map(([path, base64]) => [path, bytesOf(base64)] as const);
  return {
    source,
    fileName,
    user,
    files: Object.fromEntries(files),
    seed: loadSeed(seed),
    withDecorators,
    configs,
    ...(project === undefined ? {} : { project }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** The source as the workers of its language take it. */
export const preparedSource = async (workers: Workers, source: FlowSource): Promise<PreparedSource> =>
  (await workers.prepare?.(source)) ?? { ok: true, source };

/** Imports the flow in a fresh worker, as Metaflow does first of all. A worker that breaks down refuses, too. */
export async function loadFlow(lease: Lease<FlowHost>, source: FlowSource): Promise<LoadOutcome> {
  const ready = await lease.call((host) => host.ready()); // Its start may take its time: only the import is the flow's.
  if (ready.kind === 'gone') return { ok: false, refusal: breakdown(ready.reason), stdout: [] };
  const timer = setTimeout(() => {
    lease.end(`Importing the flow took longer than ${String(LOAD_MS / 1000)} s and was ended.`);
  }, LOAD_MS);
  const answer = await lease.call<unknown>((host) => host.load(source));
  clearTimeout(timer);
  if (answer.kind === 'gone') return { ok: false, refusal: breakdown(answer.reason), stdout: [] };
  const outcome = loadOutcomeOf(answer.value);
  if (typeof outcome === 'string') return { ok: false, refusal: breakdown(outcome), stdout: [] };
  return outcome;
}

const breakdown = (message: string): Refusal => ({
  headline: 'The flow could not be loaded',
  message,
  line: 0,
  traceback: [],
});

/** The call's value, or the refusal that a dead worker amounts to. */
export const valueOr = <T>(answer: Answer<T>, orElse: (refusal: Refusal) => T): T =>
  answer.kind === 'answer' ? answer.value : orElse(breakdown(answer.reason));
