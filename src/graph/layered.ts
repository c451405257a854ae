import type { FlowGraph } from '../model/graph';
import { COLUMN_GAP, ROW_GAP, type Boxes, type Placement, type Point, type Size } from './placement';

/** A box, or the place where a long edge passes a column. */
interface Item {
  readonly id: number;
  readonly column: number;
  readonly size: Size;
  readonly before: Item[];
  readonly after: Item[];
  /** The middle, in px down its column. */
  y: number;
}

const PASSAGE: Size = { width: 0, height: 0 };
const SWEEPS = 4;

/**
 * A plain layered layout for large graphs, in time about linear: the column of a step is the length of the longest way
 * to it; long edges pass the columns between; a few sweeps sort each column by the middle of its neighbours.
 * Edges against the graph's order are not let into the columns and get no bends.
 */
export function layered({ sizes, edges }: Boxes, graph: FlowGraph): Placement {
  const order = new Map(graph.steps.map(({ name }, index) => [name, index]));
  const isForward = ([from, to]: readonly [string, string]): boolean => (order.get(from) ?? 0) < (order.get(to) ?? 0);
  const columnOf = longestWays(graph, edges.filter(isForward));
  const columns: Item[][] = [];
  let made = 0;
  const add = (column: number, size: Size): Item => {
    const item: Item = { id: made++, column, size, before: [], after: [], y: 0 };
    (columns[column] ??= []).push(item);
    return item;
  };
  const items = new Map([...sizes].map(([name, size]) => [name, add(columnOf.get(name) ?? 0, size)]));
  const passages = edges.map((edge) => (isForward(edge) ? passagesOf(items, edge, add) : []));
  sortColumns(columns);
  const middles = columnMiddles(columns);
  const pointOf = ({ column, y }: Item): Point => ({ x: middles[column] ?? 0, y });
  return {
    centres: new Map([...items].map(([name, item]) => [name, pointOf(item)])),
    bends: passages.map((way) => way.map(pointOf)),
  };
}

function longestWays(graph: FlowGraph, edges: Boxes['edges']): ReadonlyMap<string, number> {
  const columns = new Map(graph.steps.map(({ name }) => [name, 0]));
  const targets = new Map<string, string[]>();
  for (const [from, to] of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  for (const { name } of graph.steps) {
    for (const to of targets.get(name) ?? []) {
      columns.set(to, Math.max(columns.get(to) ?? 0, (columns.get(name) ?? 0) + 1));
    }
  }
  return columns;
}

/** Links the two ends of an edge through the columns between, and gives the places where it passes them. */
function passagesOf(
  items: ReadonlyMap<string, Item>,
  [from, to]: readonly [string, string],
  add: (column: number, size: Size) => Item,
): readonly Item[] {
  const target = items.get(to);
  let last = items.get(from);
  const passages: Item[] = [];
  if (!last || !target) return passages;
  for (let column = last.column + 1; column < target.column; column++) {
    const passage = add(column, PASSAGE);
    link(last, passage);
    passages.push(passage);
    last = passage;
  }
  link(last, target);
  return passages;
}

function link(from: Item, to: Item): void {
  from.after.push(to);
  to.before.push(from);
}

function sortColumns(columns: readonly Item[][]): void {
  columns.forEach(stack);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    for (const column of forward ? columns : columns.toReversed()) {
      const middle = new Map(column.map((item) => [item, middleOf(forward ? item.before : item.after, item.y)]));
      column.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0) || a.id - b.id);
      stack(column);
    }
  }
}

const middleOf = (neighbours: readonly Item[], otherwise: number): number =>
  neighbours.length === 0 ? otherwise : neighbours.reduce((sum, { y }) => sum + y, 0) / neighbours.length;

/** Sets a column's items one below the other, around 0. */
function stack(column: readonly Item[]): void {
  const height = column.reduce((sum, { size }) => sum + size.height + ROW_GAP, -ROW_GAP);
  let top = -height / 2;
  for (const item of column) {
    item.y = top + item.size.height / 2;
    top += item.size.height + ROW_GAP;
  }
}

/** The x of each column's middle: columns are as wide as their widest box. */
function columnMiddles(columns: readonly (readonly Item[])[]): readonly number[] {
  let left = 0;
  return columns.map((column) => {
    const width = Math.max(0, ...column.map(({ size }) => size.width));
    const middle = left + width / 2;
    left += width + COLUMN_GAP;
    return middle;
  });
}
