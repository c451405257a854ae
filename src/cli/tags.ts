const TAGS_MAX = 50;
const TAG_LENGTH_MAX = 500;

/** What is wrong with the tags of a run, in Metaflow's words; null when nothing is. Source: tagging_util.py. */
export function tagComplaint(tags: readonly string[]): string | null {
  if (new Set(tags).size > TAGS_MAX) return `Cannot increase size of tag set beyond ${String(TAGS_MAX)}`;
  for (const tag of tags) {
    const length = [...tag].length;
    if (length === 0) return 'Tags must not be empty string';
    if (length > TAG_LENGTH_MAX) return `Tag is too long ${String(length)} > ${String(TAG_LENGTH_MAX)}`;
  }
  return null;
}
