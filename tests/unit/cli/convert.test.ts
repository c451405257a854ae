import { describe, expect, test } from 'vitest';
import { booleanOf, convert, type OptionType } from '../../../src/cli/convert';

// Each as Python and click 7 decide it.
const CASES: [OptionType, string[], string[]][] = [
  [
    'integer',
    ['3', '-3', '+3', ' 3 ', '1_000', '007', '9'.repeat(40)],
    ['', 'x', '2.5', '1e3', '1__0', '_1', '0x10', '- 3'],
  ],
  [
    'float',
    ['1', '1.', '.5', '1e-3', '+1.5', '1_0.2', '5.e2', 'nan', '-inf', 'Infinity', ' 1 '],
    ['', '.', 'e5', '.e2', '1e', '1__0', '1.2.3', '0x1', 'fast'],
  ],
  [
    'boolean',
    ['True', 'TRUE', 't', '1', 'yes', 'Y', 'false', 'F', '0', 'no', 'n'],
    ['', 'perhaps', '2', 'on', ' true'],
  ],
  [
    'json',
    ['{"a": [1, null]}', '3', '"text"', 'NaN', '[-Infinity, "NaN"]', ' {} '],
    ['', '{', "{'a': 1}", '{depth: 1}', 'None', '[1,]', 'nan'],
  ],
  [['local', 'spin'], ['local'], ['Local', '']],
  ['text', ['', 'anything'], []],
];

describe.each(CASES)('%j', (type, good, bad) => {
  test.each(good)('%j converts', (text) => {
    expect(convert(type, text)).toBeNull();
  });
  test.each(bad)('%j does not', (text) => {
    expect(convert(type, text)).toContain(text);
  });
});

test('a boolean is read whatever its case', () => {
  expect(['YES', 'No', 'maybe'].map(booleanOf)).toEqual([true, false, null]);
});
