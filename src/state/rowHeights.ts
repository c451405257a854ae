/** What the rows right of the code are to hold, in px where it is a length. */
export interface RowContent {
  /** Of all three together. */
  readonly height: number;
  /** The graph as it is laid out, at 100 %. */
  readonly graph: number;
  readonly steps: number;
}

/** The sentence above the graph; the bar, the ruler and the room below it of the timeline; one row of it. */
const GRAPH_HEAD = 84;
const TIMELINE_HEAD = 80;
const ROW = 27;
/** No row is smaller, however little it holds. */
const GRAPH_MIN = 190;
const TIMELINE_MIN = 160;
/** Shares of all: what is selected keeps room enough to be read. */
const GRAPH_SHARE_MAX = 0.42;
const TIMELINE_SHARE_MAX = 0.28;

/** How the height is shared before anybody has said otherwise: percents of graph, timeline and what is below. */
export function rowHeights({ height, graph, steps }: RowContent): readonly [number, number, number] {
  const share = (px: number): number => Math.round((px / height) * 100);
  const graphIs = share(Math.min(height * GRAPH_SHARE_MAX, Math.max(GRAPH_MIN, graph + GRAPH_HEAD)));
  const timelineIs = share(Math.min(height * TIMELINE_SHARE_MAX, Math.max(TIMELINE_MIN, steps * ROW + TIMELINE_HEAD)));
  return [graphIs, timelineIs, 100 - graphIs - timelineIs];
}
