import { nameOf } from './inspect';

/** The language's own name of a value's type: `number`, `Map`, `Uint8Array`. */
export function typeNameOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  try {
    return (nameOf(value) ?? 'Object').slice(0, 1000);
  } catch {
    return 'Object';
  }
}
