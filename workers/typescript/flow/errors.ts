const NATIVE: ReadonlySet<string> = new Set([
  'AggregateError',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SuppressedError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/** What was thrown, in one word: an error's name where it has one of its own, else its class; of all else its type. */
export function classNameOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return thrown === null ? 'null' : typeof thrown;
  try {
    const { name, constructor } = thrown as {
      readonly name?: unknown;
      readonly constructor?: { readonly name?: unknown };
    };
    if (thrown instanceof Error && typeof name === 'string' && name !== '' && !NATIVE.has(name))
      return name.slice(0, 1000);
    const kind = constructor?.name;
    return typeof kind === 'string' && kind !== '' ? kind.slice(0, 1000) : 'Object';
  } catch {
    return 'Object';
  }
}

/** The text of what was thrown. */
export function messageOf(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return String(thrown.message);
    return typeof thrown === 'object' && thrown !== null ? objectText(thrown) : String(thrown);
  } catch (second) {
    return `<its text raised ${classNameOf(second)}>`;
  }
}

function objectText(thrown: object): string {
  const { message } = thrown as { readonly message?: unknown };
  if (typeof message === 'string') return message;
  return JSON.stringify(thrown) ?? Object.prototype.toString.call(thrown);
}
