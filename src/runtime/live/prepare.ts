import type { CommandOf, ParsedCommand } from '../../cli/command';
import { headerLine, VALIDATING, validatedLines } from '../../cli/header';
import { parseCommand } from '../../cli/parse';
import { setupOf } from '../../engine/setup';
import { graphOf } from '../../graph/graphOf';
import { lint } from '../../graph/lint';
import { lintDecorators } from '../../graph/lintDecorators';
import type { ArtifactContent, ArtifactRef } from '../../model/artifact';
import type { Flow } from '../../model/flow';
import type { FlowGraph } from '../../model/graph';
import type { Problem } from '../../model/problem';
import type { Scenario } from '../../model/scenario';
import type { ExitHooks, ProjectOptions, RunSetup } from '../../model/setup';
import type { StoredRun } from '../../protocol/engine';
import type { PreparedSource } from '../../protocol/compiler';
import type { FlowHost, FlowSource, Refusal } from '../../protocol/flowHost';
import type { RunStores } from '../ports';
import { runIdOf } from '../runId';
import { parametersOutcomeOf } from './hostile';
import type { Lease } from './lease';
import type { Workers } from './liveWorld';
import { flowSourceOf, loadFlow, preparedSource, valueOr, type FlowExtras } from './loading';
import { findOrigin, readClones } from './origin';
import { storedArtifact } from './storedArtifact';

/** A flow as Metaflow imported it, with the command that it was given. */
export interface LoadedCommand {
  readonly flow: Flow;
  readonly graph: FlowGraph;
  readonly command: ParsedCommand;
  readonly source: FlowSource;
  /** What the module printed on import, and what our `metaflow` has to say of its decorators. */
  readonly said: readonly string[];
  readonly exitHooks: ExitHooks | null;
}

/** Why a command goes no further; `usage` are lines that click prints above the message. */
export interface Refused {
  readonly kind: 'refused';
  readonly headline: string;
  readonly message: string;
  readonly usage: readonly string[];
  /** What Metaflow has said by then, besides what it says before any check. */
  readonly said?: readonly string[];
}

/** A run that may begin. */
export interface ReadyRun {
  readonly kind: 'run';
  readonly setup: RunSetup;
  readonly source: FlowSource;
  readonly parameters: readonly ArtifactContent[];
  readonly origin: StoredRun | null;
  readonly said: readonly string[];
}

export type Loaded = { readonly kind: 'loaded'; readonly loaded: LoadedCommand } | Refused;

/**
 * Loads the flow in a fresh worker, understands the command, and hands both to `then` while the worker lives.
 * `--with` and `--config` change what loading gives, so the flow is then loaded once more.
 */
export async function withLoaded<T>(
  scenario: Scenario,
  workers: Workers,
  stores: Pick<RunStores, 'runs'>,
  then: (loaded: Loaded, lease: Lease<FlowHost>) => Promise<T>,
): Promise<T> {
  const read = await loading(scenario, workers, stores, null, async (loaded, lease) => {
    const extras = loaded.kind === 'loaded' ? extrasOf(loaded.loaded.command) : null;
    return extras === null ? { done: await then(loaded, lease) } : { loaded, extras };
  });
  if ('done' in read) return read.done;
  // The first worker is given back by now: two of these that each held one and wanted another would wait for ever.
  return loading(scenario, workers, stores, read.extras, (again, lease) =>
    then(again.kind === 'refused' ? { ...again, said: headerOf(read.loaded, scenario) } : again, lease),
  );
}

async function loading<T>(
  scenario: Scenario,
  workers: Workers,
  stores: Pick<RunStores, 'runs'>,
  extras: FlowExtras | null,
  then: (loaded: Loaded, lease: Lease<FlowHost>) => Promise<T>,
): Promise<T> {
  const lease = await workers.take();
  try {
    const source = await preparedSource(workers, flowSourceOf(scenario, ...(extras === null ? [] : [extras])));
    return await then(await withOriginsConfigs(await load(lease, scenario, source), stores), lease);
  } finally {
    workers.giveBack(lease, 'the flow is loaded');
  }
}

/** A resume that gives no configs of its own has those of its origin. */
async function withOriginsConfigs(read: Loaded, stores: Pick<RunStores, 'runs'>): Promise<Loaded> {
  if (read.kind !== 'loaded' || read.loaded.command.kind !== 'resume') return read;
  const { command, graph } = read.loaded;
  if (Object.keys(command.top.configs).length > 0) return read;
  const origin = await findOrigin(command, graph, stores);
  if (origin.kind === 'refused') return read;
  const top = { ...command.top, configs: origin.run.setup.configs };
  return { ...read, loaded: { ...read.loaded, command: { ...command, top } } };
}

async function load(lease: Lease<FlowHost>, scenario: Scenario, prepared: PreparedSource): Promise<Loaded> {
  if (!prepared.ok) return refusedBy(prepared.refusal);
  const { source } = prepared;
  const outcome = await loadFlow(lease, source);
  if (!outcome.ok) return refusedBy(outcome.refusal);
  const { flow, notices, stdout, exitHooks = null } = outcome;
  const command = parseCommand(scenario.command, flow, scenario.parameters);
  return {
    kind: 'loaded',
    loaded: { flow, graph: graphOf(flow), command, source, said: [...stdout, ...notices], exitHooks },
  };
}

/** The flow was imported, and the command read: only what the command adds is refused. */
const headerOf = (loaded: Loaded, { user }: Scenario): readonly string[] =>
  loaded.kind === 'loaded' && loaded.loaded.command.header ? [headerLine(loaded.loaded.flow.name, user)] : [];

/** What the command adds to the flow before it is loaded; null for nothing. */
function extrasOf(command: ParsedCommand): FlowExtras | null {
  const withDecorators = 'withDecorators' in command ? command.withDecorators : command.top.withDecorators;
  const { configs } = command.top;
  const project = projectOf(command);
  const isPlain = withDecorators.length === 0 && Object.keys(configs).length === 0 && project === null;
  return isPlain ? null : { withDecorators, configs, ...(project === null ? {} : { project }) };
}

function projectOf({ top: { branch, production } }: ParsedCommand): ProjectOptions | null {
  return branch !== null || production ? { branch, production } : null;
}

/**
 * What Metaflow checks before it starts anything: the graph, then the decorators. Commands that start nothing have their
 * decorators checked first. Null: nothing is wrong.
 */
export function validityRefusal(loaded: LoadedCommand): Refused | null {
  const { graph, flow, command } = loaded;
  const ofGraph = lint(graph, flow.fileName).find(isError);
  const ofDecorators = lintDecorators(graph).find(isError);
  const isFirst = command.kind !== 'run' && command.kind !== 'resume';
  if (ofGraph !== undefined && (ofDecorators === undefined || !isFirst)) {
    return { ...refusedFor(ofGraph), said: command.header ? [VALIDATING] : [] };
  }
  if (ofDecorators === undefined) return null;
  return { ...refusedFor(ofDecorators), said: isFirst ? [] : passedLines(loaded) };
}

/** What Metaflow has against decorators in a command that does not check the graph. */
export function decoratorsRefusal({ graph }: LoadedCommand): Refused | null {
  const problem = lintDecorators(graph).find(isError);
  return problem === undefined ? null : refusedFor(problem);
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** What Metaflow says once the flow has passed. */
export const passedLines = ({ command }: LoadedCommand): readonly string[] =>
  command.header ? [VALIDATING, ...validatedLines(command.top.pylint)] : [];

/** A run of the scenario, ready to begin, or why Metaflow would refuse it. */
export async function prepareRun(
  scenario: Scenario,
  loaded: LoadedCommand,
  command: CommandOf<'run'>,
  lease: Lease<FlowHost>,
): Promise<ReadyRun | Refused> {
  const answer = await lease.call<unknown>((host) => host.parameters({ given: command.parameters }));
  const outcome = valueOr(answer, (broken) => ({ ok: false, refusal: broken }));
  const parameters = parametersOutcomeOf(outcome);
  if (typeof parameters === 'string') return refused('The parameters could not be read', parameters);
  if (!parameters.ok) return refusedBy(parameters.refusal);
  // Nothing was given yet that could be passed on by its hash.
  const unfounded = parameters.artifacts.find((artifact) => 'hash' in artifact);
  if (unfounded) return refused('The parameters could not be read', `${unfounded.name} came without its value.`);
  const stored = parameters.artifacts.map(storedArtifact);
  const refusal = validityRefusal(loaded);
  if (refusal !== null) return refusal;
  const setup = setupFor(
    scenario,
    loaded,
    command,
    stored.map(({ ref }) => ref),
    null,
  );
  const said = [...loaded.said, ...(parameters.stdout ?? []), ...unwritten(command)];
  return {
    kind: 'run',
    setup,
    source: loaded.source,
    said,
    parameters: stored.flatMap(({ content }) => content ?? []),
    origin: null,
  };
}

/** A resumed run, ready to begin. Its parameters are the origin's. */
export async function prepareResume(
  scenario: Scenario,
  loaded: LoadedCommand,
  command: CommandOf<'resume'>,
  stores: Pick<RunStores, 'runs' | 'log'>,
): Promise<ReadyRun | Refused> {
  const refusal = validityRefusal(loaded);
  if (refusal !== null) return refusal;
  const found = await findOrigin(command, loaded.graph, stores);
  if (found.kind === 'refused') return { ...refused(found.headline, found.message), said: passedLines(loaded) };
  const { clones, problems } = await readClones(found.run, loaded.graph, found.step, stores);
  const origin = { runId: found.run.setup.runId, digest: found.run.digest ?? '', clones, problems };
  const setup = setupFor(scenario, loaded, command, found.run.setup.parameters, origin);
  const said = [...loaded.said, ...found.notes, ...unwritten(command)];
  return { kind: 'run', setup, source: loaded.source, said, parameters: [], origin: found.run };
}

/** What a page cannot do for a run. */
const unwritten = ({ runIdFile }: CommandOf<'run'> | CommandOf<'resume'>): readonly string[] =>
  runIdFile === null ? [] : [`--run-id-file: a page writes no files. The run's id is not saved to ${runIdFile}.`];

type SetupOrigin = NonNullable<Parameters<typeof setupOf>[1]['origin']> & { readonly digest: string };

function setupFor(
  scenario: Scenario,
  { graph, exitHooks }: LoadedCommand,
  command: CommandOf<'run'> | CommandOf<'resume'>,
  parameters: readonly ArtifactRef[],
  origin: SetupOrigin | null,
): RunSetup {
  const { tags, maxNumSplits, maxLogBytes, withDecorators, namespace } = command;
  const project = projectOf(command);
  return setupOf(graph, {
    runId: runIdOf(scenario, origin === null ? null : { id: origin.runId, digest: origin.digest }),
    platform: scenario.platform,
    maxWorkers: command.maxWorkers ?? scenario.maxWorkers,
    maxNumSplits,
    maxLogBytes,
    tags,
    withDecorators,
    configs: command.top.configs,
    parameters,
    origin,
    ...(namespace === null ? {} : { namespace }),
    ...(project === null ? {} : { project }),
    ...(exitHooks === null ? {} : { exitHooks }),
  });
}

const refused = (headline: string, message: string): Refused => ({ kind: 'refused', headline, message, usage: [] });

const refusedBy = ({ headline, message }: Refusal): Refused => refused(headline, message);

const refusedFor = ({ headline, message }: Problem): Refused => refused(headline, message);
