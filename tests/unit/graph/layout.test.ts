import { expect, test } from 'vitest';
import { layout } from '../../../src/graph/layout';
import { graphOfSteps } from '../../support/pythonFlow';

const drawn = (steps: Readonly<Record<string, string | null>>) =>
  layout(graphOfSteps(steps), () => ({ width: 100, height: 40 }));

test('a line of steps goes from left to right on one height', () => {
  const { nodes, edges, width, height } = drawn({ start: 'self.a', a: 'self.end', end: null });
  expect(nodes.map(({ x, y }) => [x, y])).toEqual([
    [16, 16],
    [144, 16],
    [272, 16],
  ]);
  expect([width, height]).toEqual([388, 72]);
  expect(edges[0]).toMatchObject({ from: 'start', to: 'a' });
  expect(edges[0]?.points.at(0)).toEqual({ x: 116, y: 36 });
  expect(edges[0]?.points.at(-1)).toEqual({ x: 144, y: 36 });
});

test('branches stand in the order of self.next', () => {
  const { nodes } = drawn({ start: 'self.b, self.a', b: 'self.j', a: 'self.j', 'j*': 'self.end', end: null });
  const [, b, a] = nodes;
  expect(b?.x).toBe(a?.x);
  expect(b?.y).toBeLessThan(a?.y ?? 0);
});

test('a step that repeats itself has a loop above, and the cases are written on its edges', () => {
  const { nodes, edges } = drawn({
    start: 'self.loop',
    loop: "{'a': self.loop, 'b': self.end, 2: self.end}, condition='k'",
    end: null,
  });
  const loop = edges.find(({ from, to }) => from === to);
  const top = nodes.find(({ name }) => name === 'loop')?.y ?? 0;
  expect(loop?.label).toBe("'a'");
  expect(Math.min(...(loop?.points ?? []).map(({ y }) => y))).toBeLessThan(top);
  expect(edges.find(({ from, to }) => from === 'loop' && to === 'end')?.label).toBe("'b', 2");
});

test('no steps make an empty drawing', () => {
  const graph = graphOfSteps({ start: null });
  const nothing = { ...graph, steps: [], flow: { ...graph.flow, steps: [] } };
  expect(layout(nothing, () => ({ width: 1, height: 1 }))).toEqual({ width: 0, height: 0, nodes: [], edges: [] });
});
