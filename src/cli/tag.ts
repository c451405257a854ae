import { METAFLOW_VERSION } from './header';
import { pythonRepr } from './pythonText';
import { tagComplaint } from './tags';

/** Python's version as Metaflow's tags name it. */
export const PYTHON_VERSION = '3.14.2';

/** A run as `tag` sees it. */
export interface TaggedRun {
  /** `FLOW/RUN`. */
  readonly pathspec: string;
  readonly user: string;
  /** The tags that people gave. */
  readonly tags: readonly string[];
}

/** The tags that Metaflow gives to every run, in alphabetical order; nobody can take them away. */
export const systemTags = ({ user }: Pick<TaggedRun, 'user'>): readonly string[] => [
  `metaflow_version:${METAFLOW_VERSION}`,
  `python_version:${PYTHON_VERSION}`,
  'runtime:dev',
  `user:${user}`,
];

export type Retagged =
  { readonly ok: true; readonly tags: readonly string[] } | { readonly ok: false; readonly message: string };

/**
 * The tags of a run once some were removed and then others added, or why not, under the headline `Tagging error`.
 * Source: Metaflow, plugins/metadata_providers/local.py.
 */
export function retagged(run: TaggedRun, removed: readonly string[], added: readonly string[]): Retagged {
  const system = systemTags(run);
  const untouchable = sorted(removed.filter((tag) => system.includes(tag)));
  if (untouchable.length > 0) {
    const message = `Cannot remove a tag that is an existing system tag (${pythonRepr(untouchable)})`;
    return { ok: false, message };
  }
  const kept = run.tags.filter((tag) => !removed.includes(tag));
  const tags = sorted([...kept, ...added.filter((tag) => !system.includes(tag))]);
  const wrong = tagComplaint(tags);
  return wrong === null ? { ok: true, tags } : { ok: false, message: wrong };
}

/** What `tag add`, `remove` and `replace` print. */
export const retaggedLines = (run: TaggedRun, quiet: boolean): readonly string[] => [
  ...(quiet ? [] : ['Operation successful. New tags:']),
  ...tagLines([run], { quiet }),
];

export interface TagListing {
  readonly quiet: boolean;
  readonly hideSystemTags?: boolean;
  readonly groupBy?: 'run' | 'tag' | null;
}

/** What `tag list` prints: all tags together, those of each run, or the runs of each tag. Source: tag_cli.py. */
export function tagLines(runs: readonly TaggedRun[], listing: TagListing): readonly string[] {
  const groups = listing.groupBy === 'tag' ? groupsByTag(runs, listing) : groupsByRun(runs, listing);
  return listing.quiet ? groups.map(({ quiet }) => quiet) : [...HEADER, ...groups.flatMap(({ lines }) => lines)];
}

const HEADER = [
  '',
  'System tags and tags; only tags can be modified',
  '--------------------------------------------------------',
  '',
];

interface Group {
  readonly lines: readonly string[];
  readonly quiet: string;
}

function groupsByRun(runs: readonly TaggedRun[], { groupBy = null, hideSystemTags = false }: TagListing): Group[] {
  const groups = groupBy === 'run' ? runs.map((run) => [run]) : [runs];
  return groups.map((group) => {
    const name = group.map(({ pathspec }) => pathspec).join(',');
    const system = hideSystemTags ? [] : sorted(group.flatMap(systemTags));
    const own = sorted(group.flatMap(({ tags }) => tags));
    const head = groups.length === 1 ? [] : [`For run ${name}`];
    const lines = [...head, ...columns(sorted([...system, ...own])), ''];
    return { lines, quiet: [name, system.join(','), own.join(',')].join(' ; ') };
  });
}

function groupsByTag(runs: readonly TaggedRun[], { hideSystemTags = false }: TagListing): Group[] {
  const given = (run: TaggedRun) => [...run.tags, ...(hideSystemTags ? [] : systemTags(run))];
  return sorted(runs.flatMap(given)).map((tag) => {
    const tagged = runs.filter((run) => given(run).includes(tag)).map(({ pathspec }) => pathspec);
    const kind = runs.some(({ tags }) => tags.includes(tag)) ? 'user' : 'system';
    return { lines: [`For tag ${tag}`, ...columns(sorted(tagged)), ''], quiet: `${kind}:${tag} ; ${tagged.join(',')}` };
  });
}

/** Words below each other in as many columns as 120 characters hold, four blanks between two. */
function columns(words: readonly string[]): readonly string[] {
  const width = Math.max(0, ...words.map((word) => word.length));
  const count = Math.max(1, Math.floor(124 / (width + 4)));
  const height = Math.ceil(words.length / count);
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: count }, (_, column) => words[row + column * height] ?? '')
      .map((word) => word.padEnd(width))
      .join('    ')
      .trimEnd(),
  );
}

/** Each once, in the order of Python's `sorted` for what people write. */
const sorted = (words: readonly string[]): string[] => [...new Set(words)].sort((a, b) => (a < b ? -1 : 1));
