/** Classes and functions that keep their names through the bundler's mill: people read them. */
export function named<T extends Readonly<Record<string, unknown>>>(values: T): T {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'function') Object.defineProperty(value, 'name', { value: name, configurable: true });
  }
  return values;
}
