/** What a string literal stands for. `bytes` has one character for each byte. */
export interface StringValue {
  readonly value: string;
  readonly bytes: boolean;
}

const LITERAL = /^([a-z]*)("""|'''|"|')([\s\S]*)\2$/i;
const ESCAPE = /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|\r?\n|[\s\S])/g;
const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/**
 * The value of one Python string literal as written, quotes and prefix included. Null where it is none that can be
 * known without running it: an f-string, a named character, an unfinished literal.
 * Source: Python's reference, 2.4.1 String and bytes literals.
 */
export function stringValue(literal: string): StringValue | null {
  const match = LITERAL.exec(literal);
  const [, prefix = '', , body = ''] = match ?? [];
  const flags = prefix.toLowerCase();
  if (!match || /[ft]/.test(flags)) return null;
  const bytes = flags.includes('b');
  if (flags.includes('r')) return { value: body, bytes };
  if (!bytes && body.includes('\\N{')) return null;
  return { value: body.replace(ESCAPE, (whole, escape: string) => unescaped(whole, escape, bytes)), bytes };
}

function unescaped(whole: string, escape: string, bytes: boolean): string {
  if (escape.endsWith('\n')) return '';
  if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
  const kind = escape.charAt(0);
  if (escape.length > 1 && (kind === 'x' || !bytes)) {
    const code = Number.parseInt(escape.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  }
  // An escape that Python does not know keeps its backslash.
  return SIMPLE[escape] ?? whole;
}
