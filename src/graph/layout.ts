import { Graph, layout as dagreLayout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import type { FlowGraph, GraphStep } from '../model/graph';
import { layered } from './layered';
import { COLUMN_GAP, ROW_GAP, type Boxes, type Placement, type Point, type Size } from './placement';

/** A step's box; `x` and `y` are its top left corner. */
export interface NodeBox extends Size, Point {
  readonly name: string;
}

/** A transition's way, from the box of `from` to that of `to`. `label`: the cases of a switch that take it. */
export interface EdgeWay {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  readonly label?: string;
}

/** A drawing of a graph. Nodes and edges are in source order. */
export interface GraphLayout extends Size {
  readonly nodes: readonly NodeBox[];
  readonly edges: readonly EdgeWay[];
}

const MARGIN = 16;
/** Room over a step that repeats itself, for the loop that says so. */
const LOOP_HEIGHT = 28;
/** From here on dagre takes too long to keep up with typing. */
const STEPS_DAGRE_MAX = 200;

/**
 * Places a graph's steps from left to right. Total, and deterministic: one graph and one set of sizes give one drawing.
 * Steps that are named but do not exist are left out.
 */
export function layout(graph: FlowGraph, measure: (step: GraphStep) => Size): GraphLayout {
  const byName = new Map(graph.steps.map((step) => [step.name, step]));
  // Dagre breaks ties by insertion: source order keeps the drawing still while one types.
  const steps = graph.flow.steps.flatMap(({ name }) => byName.get(name) ?? []);
  const boxes = new Map(steps.map((step) => [step.name, measure(step)]));
  const edges = steps.flatMap((step) =>
    step.next.filter((to) => byName.has(to) && to !== step.name).map((to) => [step.name, to] as const),
  );
  const sizes = new Map(steps.map((step) => [step.name, withLoop(step, boxes.get(step.name))]));
  const placement = steps.length > STEPS_DAGRE_MAX ? layered({ sizes, edges }, graph) : byDagre({ sizes, edges });
  const nodes = steps.map((step) => boxAt(step, boxes.get(step.name), placement.centres.get(step.name)));
  return drawing(steps, nodes, { placement, edges });
}

const NO_SIZE: Size = { width: 0, height: 0 };

const loopHeight = (step: GraphStep): number => (step.next.includes(step.name) ? LOOP_HEIGHT : 0);

const withLoop = (step: GraphStep, { width, height }: Size = NO_SIZE): Size => ({
  width,
  height: height + loopHeight(step),
});

/** The box within the room that was placed: at its foot, with the loop above. */
function boxAt(step: GraphStep, { width, height }: Size = NO_SIZE, centre: Point = { x: 0, y: 0 }): NodeBox {
  const y = centre.y - (height + loopHeight(step)) / 2 + loopHeight(step);
  return { name: step.name, x: centre.x - width / 2, y, width, height };
}

function byDagre({ sizes, edges }: Boxes): Placement {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({ rankdir: 'LR', ranksep: COLUMN_GAP, nodesep: ROW_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [name, size] of sizes) graph.setNode(name, { ...size });
  for (const [from, to] of edges) graph.setEdge(from, to);
  dagreLayout(graph);
  const centreOf = (name: string): Point => {
    const { x = 0, y = 0 } = graph.node(name);
    return mirrored({ x, y });
  };
  return {
    centres: new Map([...sizes.keys()].map((name) => [name, centreOf(name)])),
    bends: edges.map(([from, to]) => (graph.edge(from, to).points ?? []).slice(1, -1).map(mirrored)),
  };
}

/** Where it is free to choose, dagre puts what was inserted first at the bottom. */
const mirrored = ({ x, y }: Point): Point => ({ x, y: -y });

interface Placed {
  readonly placement: Placement;
  readonly edges: Boxes['edges'];
}

/** Moves everything to the margins, and joins the bends to the boxes. */
function drawing(steps: readonly GraphStep[], nodes: readonly NodeBox[], { placement, edges }: Placed): GraphLayout {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ways = edges.map(([from, to], index) => wayBetween(byName, [from, to], placement.bends[index] ?? []));
  const loops = steps.filter((step) => loopHeight(step) > 0).map((step) => loopOf(byName.get(step.name), step.name));
  const labels = new Map(steps.map((step) => [step.name, step]));
  const all = [...ways, ...loops].map((way) => labelled(labels.get(way.from), way));
  return shifted(nodes, all);
}

function wayBetween(
  nodes: ReadonlyMap<string, NodeBox>,
  [from, to]: readonly [string, string],
  bends: readonly Point[],
): EdgeWay {
  const source = nodes.get(from);
  const target = nodes.get(to);
  if (!source || !target) return { from, to, points: bends };
  // Backward edges, which only broken flows have, leave and arrive at the other sides.
  const forward = source.x <= target.x;
  const leave = { x: source.x + (forward ? source.width : 0), y: source.y + source.height / 2 };
  const arrive = { x: target.x + (forward ? 0 : target.width), y: target.y + target.height / 2 };
  return { from, to, points: [leave, ...bends, arrive] };
}

/** Over the box: out of its top on the right, into its top on the left. */
function loopOf(box: NodeBox | undefined, name: string): EdgeWay {
  if (!box) return { from: name, to: name, points: [] };
  const [right, left] = [box.x + box.width * 0.7, box.x + box.width * 0.3];
  const top = box.y - LOOP_HEIGHT * 0.7;
  const points = [
    { x: right, y: box.y },
    { x: right, y: top },
    { x: left, y: top },
    { x: left, y: box.y },
  ];
  return { from: name, to: name, points };
}

function labelled(step: GraphStep | undefined, way: EdgeWay): EdgeWay {
  const keys = step?.cases.filter(({ target }) => target === way.to).map(({ key }) => key) ?? [];
  return keys.length === 0 ? way : { ...way, label: keys.join(', ') };
}

function shifted(nodes: readonly NodeBox[], edges: readonly EdgeWay[]): GraphLayout {
  const points = [
    ...nodes.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
    ...edges.flatMap((edge) => edge.points),
  ];
  if (points.length === 0) return { width: 0, height: 0, nodes: [], edges: [] };
  const extent = (of: (point: Point) => number): readonly [number, number] =>
    points.reduce(([low, high], point) => [Math.min(low, of(point)), Math.max(high, of(point))], [Infinity, -Infinity]);
  const [left, right] = extent(({ x }) => x);
  const [top, bottom] = extent(({ y }) => y);
  const move = <T extends Point>(point: T): T => ({ ...point, x: point.x - left + MARGIN, y: point.y - top + MARGIN });
  return {
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
    nodes: nodes.map(move),
    edges: edges.map((edge) => ({ ...edge, points: edge.points.map(move) })),
  };
}
