import { describe, expect, test } from 'vitest';
import {
  base64OfText,
  FILE_BYTES_MAX,
  FILES_BYTES_MAX,
  fromBase64,
  plainPath,
  problemOfName,
  problemOfPlace,
  problemOfSize,
  sizeOf,
  sizeWords,
  textOf,
  toBase64,
  totalOf,
  typeWords,
} from '../../../src/state/files';

describe('a name', () => {
  test.each(['data.csv', 'data/2026/prices.csv', '.env', 'a b.txt', 'größe.json', './x.py', 'constructor'])(
    'may be %s',
    (name) => {
      expect(problemOfName(name, 'flow.py')).toBeNull();
    },
  );

  test.each([
    ['', 'needs a name'],
    ['  ', 'needs a name'],
    ['./', 'needs a name'],
    ['../x.csv', 'out of the flow’s folder'],
    ['a/../../x.csv', 'out of the flow’s folder'],
    ['/etc/passwd', 'absolute path'],
    ['~/x.csv', 'absolute path'],
    ['C:\\x.csv', 'absolute path'],
    ['\\\\host\\x', 'absolute path'],
    ['a//b.csv', 'empty part'],
    ['a/', 'empty part'],
    ['a/./b', 'empty part'],
    ['a\\b.csv', 'no backslash'],
    ['a\nb', 'no control character'],
    ['x'.repeat(201), 'at most 200'],
    ['flow.py', 'the flow itself'],
    ['./flow.py', 'the flow itself'],
  ])('may not be %j', (name, reason) => {
    expect(problemOfName(name, 'flow.py')).toContain(reason);
  });

  test('is the path as the flow opens it', () => {
    expect([' ./data.csv ', '././a/b', 'data.csv', '.env'].map(plainPath)).toEqual([
      'data.csv',
      'a/b',
      'data.csv',
      '.env',
    ]);
  });

  test('cannot be a file and a folder', () => {
    expect(problemOfPlace('data', { 'data/a.csv': '' })).toContain('data and data/a.csv cannot both be');
    expect(problemOfPlace('data/a.csv', { data: '' })).toContain('data/a.csv and data cannot both be');
    expect(problemOfPlace('data', { 'data.csv': '', 'database/x': '' })).toBeNull();
  });
});

describe('the bytes of a file', () => {
  test.each([0, 1, 2, 3, 4, 100_000])('come back, all %i of them, and are counted without decoding', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => index % 256);
    const base64 = toBase64(bytes);
    expect(fromBase64(base64)).toEqual(bytes);
    expect(sizeOf(base64)).toBe(length);
  });

  test.each(['', 'item,price\r\ntea,4\r\n', '\uFEFFa,b\n', 'Zürich 🚀'])('of the text %j are text', (text) => {
    expect(textOf(base64OfText(text))).toBe(text);
  });

  test.each([
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xfe],
    [0x61, 0x00, 0x62],
  ])('%i %i… are no text', (...bytes) => {
    expect(textOf(toBase64(Uint8Array.from(bytes)))).toBeNull();
  });

  test('are few enough, alone and together', () => {
    const full = toBase64(new Uint8Array(FILE_BYTES_MAX));
    const three = { a: full, b: full, c: full };
    expect(problemOfSize('d', FILE_BYTES_MAX, three)).toBeNull();
    expect(problemOfSize('d', FILE_BYTES_MAX + 1, {})).toBe('d is larger than 5 MB, the most that a file may have.');
    expect(problemOfSize('e', 1, { ...three, d: full })).toContain('at most 20 MB together');
    expect(totalOf({ ...three, d: full })).toBe(FILES_BYTES_MAX);
  });

  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1234, '1.2 kB'],
    [45_600, '46 kB'],
    [2_500_000, '2.5 MB'],
  ])('%i are told as %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});

test.each([
  ['prices.csv', true, 'CSV'],
  ['model.PKL', false, 'Python pickle'],
  ['notes', true, 'text'],
  ['blob.xyz', false, 'binary data'],
])('%s is told by its ending', (name, isText, words) => {
  expect(typeWords(name, isText)).toBe(words);
});
