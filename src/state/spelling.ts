import { typescriptName } from '../language/typescript/spelling';
import type { Json } from '../model/json';
import type { Language } from '../model/scenario';

/** How a flow's language writes what Metaflow names. */
export interface Spelling {
  /** `@retry(times=3)`, `@retry({ times: 3 })`; without options `@catch`, `@catchError`. */
  decorator(name: string, options?: Readonly<Record<string, Json>>): { readonly code: string };
  /** `minutes_between_retries=0.03`, `minutesBetweenRetries: 0.03`; without a value the option's name. */
  option(name: string, value?: Json): { readonly code: string };
  /** Nothing: `None`, `null`. */
  readonly none: { readonly code: string };
}

const inPython: Spelling = {
  decorator: (name, options = {}) => {
    const written = Object.entries(options).map(([option, value]) => `${option}=${pythonValue(value)}`);
    return { code: `@${name}${written.length === 0 ? '' : `(${written.join(', ')})`}` };
  },
  option: (name, value) => ({ code: value === undefined ? name : `${name}=${pythonValue(value)}` }),
  none: { code: 'None' },
};

const inTypeScript: Spelling = {
  decorator: (name, options = {}) => {
    const written = Object.entries(options).map(
      ([option, value]) => `${typescriptName(option)}: ${scriptValue(value)}`,
    );
    return { code: `@${typescriptName(name)}${written.length === 0 ? '' : `({ ${written.join(', ')} })`}` };
  },
  option: (name, value) => ({
    code: value === undefined ? typescriptName(name) : `${typescriptName(name)}: ${scriptValue(value)}`,
  }),
  none: { code: 'null' },
};

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const scriptValue = (value: Json): string => (typeof value === 'string' ? quoted(value) : JSON.stringify(value));

function pythonValue(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return scriptValue(value);
}

export const spellingOf = (language: Language): Spelling => (language === 'python' ? inPython : inTypeScript);
