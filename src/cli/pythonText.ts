import type { Json } from '../model/json';

/** `str(value)` as Python prints it. */
export const pythonText = (value: Json): string => (typeof value === 'string' ? value : pythonRepr(value));

/** `repr(value)` of a value that JSON holds. A float that is whole reads as an int: JSON has one kind of number. */
export function pythonRepr(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`);
  return `{${entries.join(', ')}}`;
}

const isList = (value: readonly Json[] | Readonly<Record<string, Json>>): value is readonly Json[] =>
  Array.isArray(value);

/** Single quotes, unless the text has one and no double quote. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `${quote}${escaped}${quote}`;
}
