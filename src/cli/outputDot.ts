import type { FlowGraph, GraphStep } from '../model/graph';

/** What `output-dot` prints: a note, then the graph in Graphviz's language. Source: Metaflow, cli.py and graph.py. */
export const outputDotLines = (graph: FlowGraph): readonly string[] => [
  'Visualizing the flow as a GraphViz graph',
  "    Try piping the output to 'dot -Tpng -o graph.png' to produce an actual image.",
  ...dotLines(graph),
];

/** The graph alone. Steps come in the order of their names, as Metaflow goes over them. */
export function dotLines({ flow, steps }: FlowGraph): readonly string[] {
  const sorted = steps.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [`digraph ${flow.name} {`, ...sorted.map(node), ...sorted.flatMap(edges), '}'];
}

function node({ name, type, condition, isJoin }: GraphStep): string {
  if (type === 'split-switch') {
    const label = `<<b>${name}</b><br/><font point-size="9">switch: ${condition ?? ''}</font>>`;
    return `"${name}" [ label = ${label}   fontname = "Helvetica"   shape = "hexagon"   style = "filled" fillcolor = "lightgreen" ];`;
  }
  const label = `<<b>${name}</b> | <font point-size="10">${isJoin ? 'join' : type}</font>>`;
  return `"${name}"[ label = ${label}   fontname = "Helvetica"   shape = "record" ];`;
}

function edges({ name, type, next, cases }: GraphStep): string[] {
  if (type !== 'split-switch') return next.map((target) => `${name} -> ${target};`);
  return cases.map(
    ({ key, target }) => `${name} -> ${target} [label="${labelOf(key)}" color="blue" fontcolor="blue"];`,
  );
}

/** The key as Python's `str` shows it; it is kept as `repr`. */
const labelOf = (key: string): string => key.replace(/^(['"])(.*)\1$/s, '$2');
