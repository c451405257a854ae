import type { CommandOf } from '../../cli/command';
import { retagged, retaggedLines, tagLines, type TaggedRun } from '../../cli/tag';
import type { StoredRun } from '../../protocol/engine';
import type { RunStores } from '../ports';
import type { Refused } from './prepare';

type TagsPrinted = { readonly kind: 'printed'; readonly lines: readonly string[] } | Refused;
type TagCommand = CommandOf<'tag'>;

/** `tag add|remove|replace|list` on the flow's stored runs. Source of the words: Metaflow, plugins/tag_cli.py. */
export async function tagsPrinted(
  command: TagCommand,
  flowName: string,
  { runs }: Pick<RunStores, 'runs'>,
): Promise<TagsPrinted> {
  const ofFlow = (await runs.list()).filter((run) => run.flowName === flowName);
  const isList = command.action === 'list';
  if (isList && command.run === null) return listed(command, ofFlow, flowName);
  const [latest] = ofFlow;
  if (latest === undefined) return invalid(`No run found for *${flowName}*. Please run the flow before tagging.`);
  const { run: name } = command;
  if (name === null) return invalid(runIdMissing(latest));
  if (name.includes('/')) return invalid(`Run-id *${name}* is not a valid run-id`);
  const stored = await runs.get(name);
  if (stored?.flowName !== flowName) return invalid(`No run *${flowName}/${name}* found for flow *${flowName}*`);
  if (isList) return listed(command, [stored], flowName);
  const change = retagged(taggedRun(stored), command.removed, command.added);
  if (!change.ok) return refused('Tagging error', change.message);
  const changed = await runs.update(stored.id, { tags: change.tags });
  return { kind: 'printed', lines: retaggedLines(taggedRun(changed), command.top.quiet) };
}

function listed(command: TagCommand, runs: readonly StoredRun[], flowName: string): TagsPrinted {
  if (runs.length === 0) return invalid(`Cannot list tags because the flow ${flowName} has never been run.`);
  const { hideSystemTags, groupBy, top } = command;
  return { kind: 'printed', lines: tagLines(runs.map(taggedRun), { quiet: top.quiet, hideSystemTags, groupBy }) };
}

const runIdMissing = ({ flowName, id, scenario }: StoredRun): string =>
  'Please specify a run-id using --run-id.\n' +
  `*${flowName}*'s latest run in namespace *user:${scenario.user}* has id *${id}*.`;

const taggedRun = ({ flowName, id, scenario, tags }: StoredRun): TaggedRun => ({
  pathspec: `${flowName}/${id}`,
  user: scenario.user,
  tags,
});

const refused = (headline: string, message: string): Refused => ({ kind: 'refused', headline, message, usage: [] });

const invalid = (message: string): Refused => refused('Invalid command', message);
