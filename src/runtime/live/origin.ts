import { apply, startRun } from '../../engine/run';
import { clonesOf, type Clones } from '../../engine/resume';
import type { FlowGraph } from '../../model/graph';
import type { CommandOf } from '../../cli/command';
import type { StoredRun } from '../../protocol/engine';
import type { RunStores } from '../ports';

/** What a resume goes back to, or why it cannot. */
export type Origin =
  | { readonly kind: 'found'; readonly run: StoredRun; readonly step: string | null; readonly notes: readonly string[] }
  | { readonly kind: 'refused'; readonly headline: string; readonly message: string };

/**
 * The origin that `resume` means: `--origin-run-id`, else the last `run` of the flow. A run id where Metaflow takes
 * a step's name is understood as well, since the notes write it so.
 */
export async function findOrigin(
  { step, originRunId }: CommandOf<'resume'>,
  graph: FlowGraph,
  { runs }: Pick<RunStores, 'runs'>,
): Promise<Origin> {
  const flowName = graph.flow.name;
  const isStep = step === null || graph.steps.some(({ name }) => name === step);
  const meantRun = isStep ? null : await runs.get(step);
  const meant = meantRun?.flowName === flowName ? meantRun.id : null;
  const name = originRunId ?? meant ?? (await runs.latest(flowName));
  if (name === null) {
    return refused('Invalid command', 'A previous run id was not found. Specify --origin-run-id.');
  }
  if (!isStep && meant === null) return refused('Invalid command', unknownStep(step, graph));
  const run = await runs.get(name);
  if (run?.flowName !== flowName) return refused('Flow failed', `Resume could not find run id ${name}`);
  if (run.imported)
    return refused('Flow failed', `Run ${name} was recorded elsewhere: what its tasks left is not here. Run it first.`);
  const notes = meant === null ? [] : [`Metaflow takes a step's name here. Understood as --origin-run-id ${name}.`];
  return { kind: 'found', run, step: isStep ? step : null, notes };
}

const refused = (headline: string, message: string): Origin => ({ kind: 'refused', headline, message });

function unknownStep(step: string, graph: FlowGraph): string {
  const names = graph.steps.map(({ name }) => name).sort();
  return (
    `invalid step name ${step} specified, must be step present in current form of execution graph. ` +
    `Valid step names include: ${names.join(',')}`
  );
}

/** What a resume of `origin` on `graph` takes over. */
export async function readClones(
  origin: StoredRun,
  graph: FlowGraph,
  step: string | null,
  { log }: Pick<RunStores, 'log'>,
): Promise<Clones> {
  const events = await log.read(origin.id);
  return clonesOf(events.reduce(apply, startRun(origin.setup)), graph, step);
}
