import { expect, test } from 'vitest';
import { rowHeights } from '../../../src/state/rowHeights';

test.each([
  ['a line of five steps', { height: 810, graph: 138, steps: 5 }, [27, 27, 46]],
  ['a foreach among branches', { height: 810, graph: 263, steps: 9 }, [42, 28, 30]],
  ['a graph of hundreds of steps', { height: 810, graph: 9000, steps: 300 }, [42, 28, 30]],
  ['a large screen', { height: 1350, graph: 263, steps: 9 }, [26, 24, 50]],
])('%s gets the room that it needs, and the rest stays for the details', (_, content, shares) => {
  expect(rowHeights(content)).toEqual(shares);
});
