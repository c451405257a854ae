import { expect, test } from 'vitest';
import { following, panned, ticksIn, zoomed } from '../../../src/state/timeWindow';

const HORIZON = 100e6;
const window = { from: 20e6, to: 60e6 };

test('what is pointed at stays where it is while one zooms', () => {
  const near = zoomed(window, 0.5, 30e6, HORIZON);
  expect(near).toEqual({ from: 25e6, to: 45e6 });
  expect(zoomed(near, 2, 30e6, HORIZON)).toEqual(window);
});

test.each([
  ['zooming out ends with all of the run', zoomed(window, 9, 30e6, HORIZON), { from: 0, to: HORIZON }],
  ['panning ends at the start', panned(window, -50e6, HORIZON), { from: 0, to: 40e6 }],
  ['panning ends at the end', panned(window, 90e6, HORIZON), { from: 60e6, to: HORIZON }],
  ['a run that ends early holds the window', panned(window, 0, 30e6), { from: 0, to: 30e6 }],
])('%s', (_, got, expected) => {
  expect(got).toEqual(expected);
});

test('no window is narrower than a millisecond', () => {
  const { from, to } = zoomed(window, 1e-9, 30e6, HORIZON);
  expect(to - from).toBeCloseTo(1000);
});

test('the window stands still while the playhead is in it, then turns a page', () => {
  expect(following(window, 59e6, HORIZON)).toBe(window);
  expect(following(window, 61e6, HORIZON)).toEqual({ from: 54e6, to: 94e6 });
  expect(following(window, 5e6, HORIZON)).toEqual({ from: 0, to: 40e6 });
});

test.each([
  [{ from: 0, to: 18e6 }, 10, ['0', '2', '4', '6', '8', '10', '12', '14', '16', '18']],
  [{ from: 0, to: 2.4e6 }, 10, ['0.0', '0.5', '1.0', '1.5', '2.0']],
  [{ from: 12.31e6, to: 12.36e6 }, 5, ['12.31', '12.32', '12.33', '12.34', '12.35', '12.36']],
  [{ from: 0, to: 300e6 }, 7, ['0', '50', '100', '150', '200', '250', '300']],
])('%j is ruled, at most %i ticks or so, at %j', (shown, ticksMax, labels) => {
  expect(ticksIn(shown, ticksMax).map(({ label }) => label)).toEqual(labels);
});
