import type { StringValue } from './strings';

/** `repr()` of a str or bytes: single quotes, unless only they occur inside. Source: CPython, unicode_repr. */
export function reprOfString({ value, bytes }: StringValue): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const body = Array.from(value, (character) => escaped(character, quote, bytes)).join('');
  return `${bytes ? 'b' : ''}${quote}${body}${quote}`;
}

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string, quote: string, bytes: boolean): string {
  const named = character === quote ? `\\${quote}` : NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  const printable = bytes ? code >= 0x20 && code < 0x7f : !/[\p{C}\p{Z}]/u.test(character) || character === ' ';
  if (printable) return character;
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** `repr()` of a float: the shortest digits that read back, an exponent from 1e16 and below 1e-4. */
export function reprOfFloat(value: number): string {
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : Number.isNaN(value) ? 'nan' : 'inf';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Number.isInteger(value) ? `${value.toFixed(0)}.0` : String(value);
}
