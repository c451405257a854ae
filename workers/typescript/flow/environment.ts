const variables = new Map<string, string>();

export function setVariables(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) variables.set(name, String(value));
}

/** An environment variable; undefined without one. */
export const env = (name: unknown): string | undefined => variables.get(String(name));
