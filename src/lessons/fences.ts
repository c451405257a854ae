import type { Tokens } from 'marked';
import type * as v from 'valibot';
import { readJson } from '../engine/jsonText';
import type { JsonReading } from '../engine/jsonText';
import { nearName } from '../graph/nearName';
import type { Language } from '../model/scenario';
import type { LessonProblem } from './lesson';
import { itemsIn, placed } from './markdown';
import type { PlacedToken } from './markdown';

export type FenceKind = 'flow' | 'earlier' | 'solution' | 'scenario' | 'when' | 'check';

/** A fenced block that is no text but a part of the lesson: ```` ```python flow Name.py ````. */
export interface Fence {
  readonly kind: FenceKind;
  /** Null for JSON. */
  readonly language: Language | null;
  readonly fileName: string | null;
  readonly text: string;
  /** Of the opening fence; its text begins on the next one. */
  readonly line: number;
}

const WORDS: Readonly<Record<string, readonly FenceKind[]>> = {
  python: ['flow', 'earlier', 'solution'],
  typescript: ['flow', 'earlier', 'solution'],
  json: ['scenario', 'when', 'check'],
};
const ENDINGS = { python: '.py', typescript: '.ts' } as const;

/** What a token is as a fence; null for one that is text of the lesson, a sentence for one that is neither. */
export function fenceOf({ token, line }: PlacedToken): Fence | string | null {
  if (token.type !== 'code') return null;
  const { lang = '', text } = token as Tokens.Code;
  const [language = '', word, fileName, ...rest] = lang.trim().split(/\s+/);
  if (word === undefined) return null;
  const known = WORDS[language];
  if (known === undefined) {
    return `“${language}” is not known here. Begin with \`\`\`python, \`\`\`typescript or \`\`\`json.`;
  }
  const kind = known.find((one) => one === word);
  if (kind === undefined) {
    const near = nearName(word, known);
    return `“${language} ${word}” is not known here. ${near === null ? `After ${language} stands ${known.join(', ')}, or nothing.` : `Did you mean ${language} ${near}?`}`;
  }
  if (language === 'json') return { kind, language: null, fileName: null, text, line };
  return flowFence({ kind, language: language as Language, text, line }, fileName, rest.length > 0);
}

function flowFence(
  fence: Omit<Fence, 'fileName' | 'language'> & { readonly language: Language },
  fileName: string | undefined,
  hasMore: boolean,
): Fence | string {
  if (fence.kind !== 'flow') return { ...fence, fileName: null };
  const ending = ENDINGS[fence.language];
  const isName = fileName !== undefined && /^[^/\\]+$/.test(fileName) && fileName.endsWith(ending) && !hasMore;
  if (isName) return { ...fence, fileName };
  return `A flow has a file name. Write \`\`\`${fence.language} flow MyFlow${ending}.`;
}

/** Every token of these and, in lists, below them. */
export function withItems(tokens: readonly PlacedToken[]): readonly PlacedToken[] {
  return tokens.flatMap((one) => {
    if (one.token.type !== 'list') return [one];
    const { items } = one.token as Tokens.List;
    return itemsIn(items, one.line).flatMap(({ item, line }) => withItems(placed(item.tokens, line)));
  });
}

const CODE = 'lesson';

/** The JSON of a fence, and what is wrong with it on lines of the file. */
export function jsonIn<S extends v.GenericSchema>(
  schema: S,
  { text, line }: Fence,
  empty: string,
): { readonly reading: JsonReading<v.InferOutput<S>>; readonly problems: readonly LessonProblem[] } {
  const reading = readJson(schema, text, { code: CODE, empty });
  return {
    reading,
    problems: reading.problems.map((problem) => ({ line: line + problem.line, message: problem.message })),
  };
}
