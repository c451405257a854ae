import { describe, expect, test } from 'vitest';
import { inspect } from '../../../../workers/typescript/run/inspect';

class Point {
  x = 1;
}
const cycle: Record<string, unknown> = { a: 1 };
cycle['self'] = cycle;

describe('inspect shows', () => {
  test.each<readonly [value: unknown, text: string]>([
    ["it's", '"it\'s"'],
    [-0, '-0'],
    [10n, '10n'],
    [Object.assign([1], { 2: 'a' }), "[ 1, <1 empty item>, 'a' ]"],
    [{ a: [], 'b c': { d: null } }, "{ a: [], 'b c': { d: null } }"],
    [new Map([[{ k: 1 }, new Set(['v'])]]), "Map(1) { { k: 1 } => Set(1) { 'v' } }"],
    [new Point(), 'Point { x: 1 }'],
    [cycle, '{ a: 1, self: [Circular] }'],
    [Point, '[class Point]'],
    [new TypeError('no'), '[TypeError: no]'],
    [{ get lazy() { throw new TypeError('asked'); } }, '{ lazy: [Getter] }'], // prettier-ignore
    [new Uint8Array(103), `Uint8Array(103) [ ${'0, '.repeat(100)}... 3 more items ]`],
    [Object.create(null), '[Object: null prototype] {}'],
  ])('case %#', (value, text) => {
    expect(inspect(value)).toBe(text);
  });

  test('long ones on lines of their own', () => {
    expect(inspect({ first: 'x'.repeat(30), second: [1, 2] }, { width: 40 })).toBe(
      `{\n  first: '${'x'.repeat(30)}',\n  second: [ 1, 2 ]\n}`,
    );
  });
});
