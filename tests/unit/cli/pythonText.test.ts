import { expect, test } from 'vitest';
import { pythonRepr, pythonText } from '../../../src/cli/pythonText';
import type { Json } from '../../../src/model/json';

test.each<[Json, string]>([
  [null, 'None'],
  [true, 'True'],
  [2.5, '2.5'],
  ['a', "'a'"],
  ["it's", '"it\'s"'],
  [`both ' and "`, `'both \\' and "'`],
  ['two\nlines\\', "'two\\nlines\\\\'"],
  [[1, 'b', null], "[1, 'b', None]"],
  [{ depth: [2], ok: false }, "{'depth': [2], 'ok': False}"],
])('%j is %s', (value, repr) => {
  expect(pythonRepr(value)).toBe(repr);
});

test('a text alone stands without quotes', () => {
  expect(pythonText('a')).toBe('a');
  expect(pythonText(['a'])).toBe("['a']");
});
