import { describe, expect, test } from 'vitest';
import { AssertionError } from '../../../src/model/assert';
import { MIGRATIONS, versionOf } from '../../../src/storage/migrations';

const named = (...names: string[]) => names.map((name) => ({ name, up: () => undefined }));

test('the migrations that are shipped count from 1 without a gap', () => {
  expect(versionOf(MIGRATIONS)).toBe(MIGRATIONS.length);
  expect(MIGRATIONS.length).toBeGreaterThan(0);
});

describe('a list of migrations', () => {
  test('leads to the number of its last', () => {
    expect(versionOf(named('1: first', '2: second', '3: third'))).toBe(3);
  });

  test.each([
    ['a gap', ['1: first', '3: third']],
    ['another order', ['2: second', '1: first']],
    ['a number twice', ['1: first', '1: again']],
    ['no number', ['first']],
    ['a number that only begins alike', ['12: twelfth']],
  ])('with %s is a bug', (_, names) => {
    expect(() => versionOf(named(...names))).toThrow(AssertionError);
  });
});
