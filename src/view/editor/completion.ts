import { CURRENT, DECORATORS, SELF } from './metaflowWords';
import type { DecoratorWord } from './metaflowWords';

export type CompletionKind = 'decorator' | 'option' | 'step' | 'artifact' | 'member';

export interface Completion {
  readonly label: string;
  /** A snippet in Monaco's syntax. */
  readonly insert: string;
  readonly kind: CompletionKind;
  readonly detail: string;
  readonly doc: string;
}

/** `from` is the column, from 1, where the word begins that a choice replaces. */
export interface Completions {
  readonly from: number;
  readonly items: readonly Completion[];
}

interface Place {
  readonly before: string;
  readonly text: string;
  readonly steps: readonly string[];
}

interface Rule {
  /** The last group is the word under way. */
  readonly pattern: RegExp;
  readonly items: (place: Place, match: RegExpExecArray) => readonly Completion[];
}

/**
 * What Metaflow would take at the end of `before`, the line up to the cursor; null where it has no say. `steps` are
 * the flow's, `text` the whole source.
 */
export function completionsAt(place: Place): Completions | null {
  for (const rule of RULES) {
    const match = rule.pattern.exec(place.before);
    if (match === null) continue;
    const word = match.at(-1) ?? '';
    return { from: place.before.length - word.length + 1, items: rule.items(place, match) };
  }
  return null;
}

const RULES: readonly Rule[] = [
  { pattern: /^\s*@(\w*)$/, items: () => DECORATORS.map(decorator) },
  { pattern: /^\s*@(\w+)\((.*,\s*|)(\w*)$/, items: (_, [, name = '', given = '']) => options(name, given) },
  { pattern: /\bforeach\s*=\s*["'](\w*)$/, items: ({ text }) => artifactsIn(text).map(artifact) },
  { pattern: /\bself\.next\(.*\bself\.(\w*)$/, items: ({ steps }) => steps.map(step) },
  {
    pattern: /\bcurrent\.(\w*)$/,
    items: () => CURRENT.map(({ name, doc }) => member(name, name, `current.${name}`, doc)),
  },
  {
    pattern: /\bself\.(\w*)$/,
    items: ({ text }) => [
      ...artifactsIn(text).map(artifact),
      ...SELF.map(({ name, doc, snippet }) => member(name, snippet ?? name, `self.${name}`, doc)),
    ],
  },
];

/** Names in quotes, which TypeScript's own completion does not know: properties to go through, or to decide by. */
export function namesAt({ before, text }: Place): Completions | null {
  const match = /\b(?:foreach|condition|var)\s*:\s*["'](\w*)$/.exec(before);
  if (match === null) return null;
  return { from: before.length - (match[1]?.length ?? 0) + 1, items: propertiesIn(text).map(artifact) };
}

/** Properties that a text in TypeScript declares or assigns, in order. */
const propertiesIn = (text: string): readonly string[] => {
  const declared = text.matchAll(
    /^\s*(?:declare\s+)?(?:readonly\s+)?(\w+)\s*[!?]?\s*(?::|=\s*(?:Parameter|IncludeFile|Config)\()/gm,
  );
  const assigned = text.matchAll(/\bthis\.(\w+)\s*=(?![=>])/g);
  return [...new Set([...declared, ...assigned].map(([, name = '']) => name))];
};

function decorator({ name, snippet, doc, options: all }: DecoratorWord): Completion {
  const detail = all.map((one) => `${one.name}=${one.default}`).join(', ');
  return { label: name, insert: snippet, kind: 'decorator', detail: `@${name}(${detail})`, doc };
}

const options = (name: string, given: string): readonly Completion[] =>
  (DECORATORS.find((word) => word.name === name)?.options ?? [])
    .filter((word) => !new RegExp(`\\b${word.name}\\s*=`).test(given))
    .map((word) => ({
      label: word.name,
      insert: `${word.name}=\${1:${word.default.replace('}', '\\}')}}`,
      kind: 'option',
      detail: word.default === '' ? 'required' : `default ${word.default}`,
      doc: word.doc,
    }));

const step = (name: string): Completion => ({ label: name, insert: name, kind: 'step', detail: 'step', doc: '' });

const artifact = (name: string): Completion => ({
  label: name,
  insert: name,
  kind: 'artifact',
  detail: 'artifact',
  doc: '',
});

const member = (label: string, insert: string, detail: string, doc: string): Completion => ({
  label,
  insert,
  kind: 'member',
  detail,
  doc,
});

/** Names that the text assigns to `self`, in order. */
export const artifactsIn = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(/\bself\.(\w+)\s*=(?!=)/g), ([, name = '']) => name)),
];
