import { checkHints } from '../../cli/check';
import type { CommandOf } from '../../cli/command';
import { consoleLines } from '../../cli/console';
import { dumpedArtifacts, dumpLines } from '../../cli/dump';
import { headerLine, METAFLOW_VERSION } from '../../cli/header';
import { errorBlock, textOf } from '../../cli/lines';
import { logsLines, NO_TASKS } from '../../cli/logs';
import { outputDotLines } from '../../cli/outputDot';
import { showLines } from '../../cli/show';
import type { RunEvent } from '../../model/events';
import type { Scenario } from '../../model/scenario';
import { unreachable } from '../../model/assert';
import type { EngineNews, StoredRun } from '../../protocol/engine';
import type { RunStores } from '../ports';
import { cardsPrinted } from './cardCommand';
import { decoratorsRefusal, passedLines, validityRefusal, type LoadedCommand, type Refused } from './prepare';
import { tagsPrinted } from './tagCommand';

/** Lines of a command that makes no run and what else the page should hear, or why there are none. */
export type Printed =
  { readonly kind: 'printed'; readonly lines: readonly string[]; readonly news?: EngineNews } | Refused;

/** What Metaflow says before it looks at a command. */
export const preambleOf = ({ user }: Scenario, { flow, command }: LoadedCommand): readonly string[] =>
  command.header ? [headerLine(flow.name, user)] : [];

/** A refusal as the command line prints it. */
export function refusalLines({ headline, message, usage }: Refused): readonly string[] {
  if (headline === 'Error') return [...usage, `Error: ${message}`];
  return [...usage, ...errorBlock(headline, message)];
}

/** Everything that a stored run printed. */
export const outputOf = ({ preamble, setup }: StoredRun, events: readonly RunEvent[]): readonly string[] => [
  ...preamble,
  ...consoleLines(setup, events).map(textOf),
];

/** Acts on a command that only prints. */
export async function printedBy(loaded: LoadedCommand, stores: RunStores): Promise<Printed> {
  const { command, graph, flow } = loaded;
  switch (command.kind) {
    case 'check':
      return (
        validityRefusal(loaded) ??
        printed(command.top.quiet ? [] : [...passedLines(loaded), ...checkHints(flow.fileName)])
      );
    case 'show':
      return decoratorsRefusal(loaded) ?? printed(showLines(graph));
    case 'output-dot':
      return decoratorsRefusal(loaded) ?? printed(outputDotLines(graph));
    case 'version':
      return printed([METAFLOW_VERSION]);
    case 'help':
    case 'notice':
      return printed(command.lines);
    case 'dump':
      return dumped(command, stores);
    case 'logs':
      return logged(command, stores);
    case 'tag':
      return tagsPrinted(command, flow.name, stores);
    case 'card':
      return cardsPrinted(command, flow, stores);
    case 'run':
    case 'resume':
    case 'usage-error':
      return printed([]);
    default:
      return unreachable(command);
  }
}

async function dumped(command: CommandOf<'dump'>, { runs, log, artifacts }: RunStores): Promise<Printed> {
  const { run: name } = command.path;
  const run = await runs.get(name);
  // Metaflow prints nothing here.
  if (run === null) return refused('Invalid command', `There is no run ${name} in this browser. ${WHERE_RUNS_ARE}`);
  const seen = { setup: run.setup, events: await log.read(run.id) };
  const previews = await artifacts.previews(dumpedArtifacts(seen, command).map(({ hash }) => hash));
  return printed(dumpLines(seen, command, previews));
}

async function logged(command: CommandOf<'logs'>, { runs, log }: RunStores): Promise<Printed> {
  const run = await runs.get(command.path.run);
  if (run === null) return refused('Invalid command', NO_TASKS);
  const lines = logsLines({ setup: run.setup, events: await log.read(run.id) }, command);
  return lines === null ? refused('Invalid command', NO_TASKS) : printed(lines);
}

const printed = (lines: readonly string[]): Printed => ({ kind: 'printed', lines });

const refused = (headline: string, message: string): Refused => ({ kind: 'refused', headline, message, usage: [] });

const WHERE_RUNS_ARE = 'The list of runs shows their ids and numbers.';
