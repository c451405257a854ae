import { expect, test } from 'vitest';
import { reprOfFloat, reprOfString } from '../../../src/language/python/repr';
import { stringValue } from '../../../src/language/python/strings';

test.each([
  [`'a'`, 'a'],
  [`"""a\n'b'"""`, "a\n'b'"],
  [String.raw`'\n\x41\u00e9\U0001F680\101\q'`, '\nAé🚀A\\q'],
  [`'a\\\nb'`, 'ab'],
  [String.raw`r'\n'`, String.raw`\n`],
  [String.raw`b'\u0041\x41'`, String.raw`\u0041A`],
  [`f'a'`, null],
  [String.raw`'\N{DASH}'`, null],
  [`'open`, null],
])('%s stands for %j', (literal, value) => {
  expect(stringValue(literal)?.value ?? null).toBe(value);
});

test.each([
  ['a', "'a'"],
  ["it's", `"it's"`],
  [`it's "so"`, String.raw`'it\'s "so"'`],
  ['a\n\t\\\x07é\u2028🚀', String.raw`'a\n\t\\\x07é\u2028🚀'`],
])('repr of %j', (value, repr) => {
  expect(reprOfString({ value, bytes: false })).toBe(repr);
});

test.each([
  [1, '1.0'],
  [0.5, '0.5'],
  [1e16, '1e+16'],
  [123456789012345680, '1.2345678901234568e+17'],
  [1e15, '1000000000000000.0'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
])('repr of the float %d', (value, repr) => {
  expect(reprOfFloat(value)).toBe(repr);
});
