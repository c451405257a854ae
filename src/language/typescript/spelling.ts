/** Metaflow's names as TypeScript has them: camel case, and another word where one is taken. */
const TAKEN: ReadonlyMap<string, string> = new Map([['catchError', 'catch']]);

/** `simulateApiFailure` → `simulate_api_failure`. */
export const snakeCase = (name: string): string =>
  name.replace(/(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, (letter) => `_${letter}`).toLowerCase();

/** Metaflow's name of what `faultline` exports, or of an option: `catchError` → `catch`. */
export const metaflowName = (name: string): string => TAKEN.get(name) ?? (/^[A-Z]/.test(name) ? name : snakeCase(name));

/** The other way: `minutes_between_retries` → `minutesBetweenRetries`. */
export function typescriptName(name: string): string {
  const [taken] = [...TAKEN].find(([, metaflows]) => metaflows === name) ?? [];
  return taken ?? name.replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
