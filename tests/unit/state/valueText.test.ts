import { expect, test } from 'vitest';
import type { Json } from '../../../src/model/json';
import { isNested, sizeText, valueText } from '../../../src/state/valueText';

test.each<[Json, string]>([
  [null, 'None'],
  [true, 'True'],
  [1.5, '1.5'],
  ['a "b"', '"a \\"b\\""'],
  [[1, [false]], '[1, [False]]'],
  [{ a: { b: null } }, '{"a": {"b": None}}'],
  [{ type: 'set', repr: '{1, 2}' }, '{1, 2}'],
  [{ type: 'MetaflowExceptionWrapper', exception: 'ValueError', message: 'boom' }, 'ValueError: boom'],
  [{ len: 5000, sha256_of_json: 'ab' }, '5,000 characters'],
])('%j reads %s in Python', (value, text) => expect(valueText(value, 'python')).toBe(text));

test('TypeScript writes its own literals', () => expect(valueText([null, true], 'typescript')).toBe('[null, true]'));

test('a long value is cut', () => {
  expect(valueText('x'.repeat(500), 'python', 10)).toBe('"xxxxxxxx…');
  expect(
    valueText(
      Array.from({ length: 1e5 }, () => 'x'.repeat(50)),
      'python',
      20,
    ),
  ).toHaveLength(20);
});

test('only lists and dictionaries can be unfolded', () => {
  expect(isNested([1])).toBe(true);
  expect(isNested({ a: 1 })).toBe(true);
  expect(isNested({ type: 'set', repr: '{1}' })).toBe(false);
  expect(isNested('text')).toBe(false);
});

test.each([
  [4, '4 B'],
  [999, '999 B'],
  [1234, '1.2 kB'],
  [3_400_000, '3.4 MB'],
])('%i bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));
