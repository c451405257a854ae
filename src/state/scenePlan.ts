import { policyOf } from '../engine/policyOf';
import { layout } from '../graph/layout';
import type { EdgeWay } from '../graph/layout';
import type { FlowGraph } from '../model/graph';
import type { Platform } from '../model/scenario';
import { chipsOf } from './chips';
import { nodeBox } from './nodeBox';
import type { Density, NodeBox } from './nodeBox';

/** A node where it stands: its upper left corner. */
export interface PlacedNode extends NodeBox {
  /** Stays while its step is being renamed. */
  readonly key: string;
  readonly step: string;
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** SVG path data, from the right side of a node to the left side of another. */
  readonly path: string;
  /** Where the arrow's tip is. */
  readonly tip: Point;
  /** A step that repeats itself: the arrow comes down into its top. */
  readonly isLoop: boolean;
  /** The cases of a switch that go this way. */
  readonly label: string | null;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The graph as it is laid out, in px at 100 %. */
export interface ScenePlan {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** What a plan depends on beside the graph. */
export interface PlanOptions {
  readonly platform: Platform;
  /** How many tasks a step's grid has; steps without one run once. */
  readonly cells: ReadonlyMap<string, number>;
  readonly density: Density;
}

export function scenePlan(graph: FlowGraph, { platform, cells, density }: PlanOptions): ScenePlan {
  const boxes = new Map(
    graph.steps.map((step) => {
      const { name } = step;
      const canRetry = policyOf(step, platform).retryTimes > 0;
      const content = { name, chips: chipsOf(step, platform), cells: cells.get(name) ?? null, canRetry };
      return [name, nodeBox(content, density)];
    }),
  );
  const drawing = layout(graph, ({ name }) => boxes.get(name) ?? { width: 0, height: 0 });
  const nodes = drawing.nodes.flatMap(({ name, x, y }) => {
    const box = boxes.get(name);
    return box === undefined ? [] : [{ ...box, key: name, step: name, x, y }];
  });
  return { nodes, edges: drawing.edges.flatMap(placedEdge), width: drawing.width, height: drawing.height };
}

function placedEdge({ from, to, points, label }: EdgeWay): readonly PlacedEdge[] {
  const tip = points.at(-1);
  if (tip === undefined) return [];
  const isLoop = from === to;
  return [
    {
      key: `${from} ${to}`,
      from,
      to,
      path: isLoop ? straight(points) : smooth(points),
      tip,
      isLoop,
      label: label ?? null,
    },
  ];
}

const straight = (points: readonly Point[]): string =>
  `M${points.map(({ x, y }) => `${String(x)} ${String(y)}`).join('L')}`;

/** A path through points that leaves and arrives level; straight where they are. */
export function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let before = first;
  let path = `M${String(first.x)} ${String(first.y)}`;
  for (const point of rest) {
    const middle = (before.x + point.x) / 2;
    path +=
      Math.abs(before.y - point.y) < 0.5
        ? `H${String(point.x)}`
        : `C${String(middle)} ${String(before.y)} ${String(middle)} ${String(point.y)} ${String(point.x)} ${String(point.y)}`;
    before = point;
  }
  return path;
}

/** The steps that have another name in `graph` than they had `before`: their old names with their new ones. */
export function renamedSteps(before: FlowGraph, graph: FlowGraph): ReadonlyMap<string, string> {
  if (before === graph) return new Map();
  const namesOf = ({ flow }: FlowGraph): readonly string[] => flow.steps.map(({ name }) => name);
  const fresh = namesOf(graph).filter((name) => !namesOf(before).includes(name));
  const gone = namesOf(before).filter((name) => !namesOf(graph).includes(name));
  return new Map(gone.flatMap((name, i) => (fresh[i] === undefined ? [] : [[name, fresh[i]]])));
}

/**
 * The places of a plan for steps of which some were renamed: each stands where it stood. A step that is new has no place
 * yet. What stays the same is the same object.
 */
export function keptPlaces(plan: ScenePlan, renamed: ReadonlyMap<string, string>): ScenePlan {
  if (renamed.size === 0) return plan;
  const now = (name: string): string => renamed.get(name) ?? name;
  return {
    ...plan,
    nodes: plan.nodes.map((node) => (renamed.has(node.step) ? { ...node, step: now(node.step) } : node)),
    edges: plan.edges.map((edge) =>
      renamed.has(edge.from) || renamed.has(edge.to) ? { ...edge, from: now(edge.from), to: now(edge.to) } : edge,
    ),
  };
}

/** Below this many px a graph's pane is narrow. */
const ROOM_NARROW = 800;
const STEPS_ROOMY_MAX = 6;

/** Flows that branch, and long ones, are drawn compact; short lines take the room that there is. */
export function densityOf(graph: FlowGraph, roomWidth: number): Density {
  const branches = graph.steps.some(({ next }) => next.length > 1);
  if (branches || graph.steps.length > STEPS_ROOMY_MAX) return 'compact';
  return roomWidth < ROOM_NARROW ? 'narrow' : 'roomy';
}
