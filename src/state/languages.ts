import type { Language } from '../model/scenario';
import type { Example } from './examples';

export const LANGUAGES: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'python', label: 'Python' },
  { value: 'typescript', label: 'TypeScript' },
];

/** Whether a draft began as an example that is written in several languages. */
export const hasTwin = (example: Example | null): boolean =>
  example !== null && LANGUAGES.every(({ value }) => example.flows[value] !== undefined);
