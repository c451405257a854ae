import { expect, test } from 'vitest';
import { miniature } from '../../../src/view/dag/miniature';

const room = { width: 900, height: 200 };

test('a long line of steps is stretched, so that it is no thread', () => {
  const { width, height } = miniature({ width: 10_000, height: 80 }, room);
  expect(width).toBeCloseTo(280);
  expect(height).toBeGreaterThan(8);
});

test.each([
  { width: 10_000, height: 80 },
  { width: 400, height: 6000 },
  { width: 3000, height: 2000 },
])('most of the room stays free of the picture of %o', (drawing) => {
  const { width, height } = miniature(drawing, room);
  expect(width).toBeLessThanOrEqual(room.width * 0.4 + 1e-9);
  expect(height).toBeLessThanOrEqual(room.height * 0.4 + 1e-9);
});
