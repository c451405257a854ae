const NAMES = String.raw`\b(?:Metaflow|Flow|Run|Step|Task|DataArtifact)\b`;

/** `from metaflow import …`, in one line, in several by backslashes, or in parentheses. */
const IMPORTS = /\bfrom\s+metaflow(?:\.client(?:\.core)?)?\s+import\s*(\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)/g;
const MODULE_IMPORT = /^\s*import\s.*\bmetaflow\b/m;
const CURRENT = /\bcurrent\s*\.\s*(?:run|task)\b/;

/**
 * Whether a Python text may read runs through Metaflow's client API: it imports one of its objects, or asks for
 * `current.run` or `current.task`. A text that only looks so costs time; one that hides it is told at run time.
 */
export function mentionsClient(text: string): boolean {
  if (CURRENT.test(text)) return true;
  if (MODULE_IMPORT.test(text) && new RegExp(String.raw`\.\s*${NAMES}`).test(text)) return true;
  return [...text.matchAll(IMPORTS)].some(([, names = '']) => {
    if (names.trim().startsWith('*')) return new RegExp(String.raw`${NAMES}\s*\(`).test(text);
    return new RegExp(NAMES).test(names);
  });
}
