import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeBetween } from '../../../src/view/editor/change';

test.each([
  ['abc', 'abxc', { from: 2, to: 2, text: 'x' }],
  ['abc', 'ac', { from: 1, to: 2, text: '' }],
  ['aaa', 'aa', { from: 2, to: 3, text: '' }],
  ['🚀', '🔄', { from: 0, to: 2, text: '🔄' }],
  ['', 'new', { from: 0, to: 0, text: 'new' }],
])('%j to %j is one stretch', (before, after, change) => expect(changeBetween(before, after)).toEqual(change));

test('the same text needs no change', () => expect(changeBetween('abc', 'abc')).toBeNull());

test('the stretch makes the one text of the other', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '🚀', '🔄', '\n'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { from, to, text: put } = changeBetween(before, after) ?? { from: 0, to: 0, text: '' };
      expect(before.slice(0, from) + put + before.slice(to)).toBe(after);
      expect([...put, ...before.slice(0, from)].every((one) => one.isWellFormed())).toBe(true);
    }),
  );
});
