import type { Language } from '../model/scenario';

export const LANGUAGES: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'python', label: 'Python' },
  { value: 'typescript', label: 'TypeScript' },
];
