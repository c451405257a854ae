import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layout, type GraphLayout, type NodeBox } from '../../src/graph/layout';
import { graphOf } from '../../src/graph/graphOf';
import type { FlowGraph, GraphStep } from '../../src/model/graph';
import { flowOf, graphOfSteps } from '../support/pythonFlow';
import { pythonOf, randomFlow } from '../support/randomFlow';

const measure = ({ name, type }: GraphStep) => ({ width: 90 + 6 * name.length, height: type === 'foreach' ? 80 : 44 });

const drawn = (graph: FlowGraph): GraphLayout => layout(graph, measure);

const overlap = (a: NodeBox, b: NodeBox): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function overlaps({ nodes }: GraphLayout): readonly string[] {
  return nodes.flatMap((a, index) =>
    nodes.slice(index + 1).flatMap((b) => (overlap(a, b) ? [`${a.name} and ${b.name}`] : [])),
  );
}

function outside({ width, height, nodes, edges }: GraphLayout): readonly string[] {
  const isOut = (x: number, y: number): boolean => !(x >= 0 && y >= 0 && x <= width && y <= height);
  return [
    ...nodes.filter((node) => isOut(node.x, node.y) || isOut(node.x + node.width, node.y + node.height)),
    ...edges.filter(({ points }) => points.length < 2 || points.some(({ x, y }) => isOut(x, y))),
  ].map((part) => JSON.stringify(part));
}

/** What must hold of every drawing: one box a step, an edge for each pair, nothing on top of anything. */
function expectDrawing(graph: FlowGraph): void {
  const drawing = drawn(graph);
  expect(drawing.nodes.map(({ name }) => name)).toEqual(graph.flow.steps.map(({ name }) => name));
  expect(overlaps(drawing)).toEqual([]);
  expect(outside(drawing)).toEqual([]);
  const names = new Set(graph.steps.map(({ name }) => name));
  const pairs = graph.steps.flatMap(({ name, next }) =>
    next.filter((to) => names.has(to)).map((to) => `${name}>${to}`),
  );
  expect(drawing.edges.map(({ from, to }) => `${from}>${to}`).sort()).toEqual(pairs.sort());
  expect(drawn(graph)).toEqual(drawing);
}

test('boxes never overlap, nothing leaves the drawing, and it is the same each time', () => {
  fc.assert(
    fc.property(randomFlow, (steps) => {
      expectDrawing(graphOf(flowOf(pythonOf(steps))));
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('broken flows are drawn as well', () => {
  const target = fc.constantFrom('a', 'b', 'c', 'd', 'gone');
  const next = fc
    .array(target, { minLength: 1, maxLength: 3 })
    .map((names) => names.map((name) => `self.${name}`).join(', '));
  fc.assert(
    fc.property(fc.record({ a: next, b: next, c: next, d: fc.constant(null) }), (steps) => {
      expectDrawing(graphOfSteps(steps));
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a large flow is drawn by the same rules', () => {
  const names = Array.from({ length: 120 }, (_, index) => index);
  const steps = Object.fromEntries([
    ['start', 'self.s0'],
    ...names.flatMap((at) => [
      [`s${String(at)}`, `self.a${String(at)}, self.b${String(at)}`],
      [`a${String(at)}`, `self.j${String(at)}`],
      [`b${String(at)}`, `self.c${String(at)}`],
      [`c${String(at)}`, `self.j${String(at)}`],
      [`j${String(at)}*`, at === 119 ? 'self.end' : `self.s${String(at + 1)}`],
    ]),
    ['end', null],
  ]) as Record<string, string | null>;
  expectDrawing(graphOfSteps(steps));
}, 60_000);
