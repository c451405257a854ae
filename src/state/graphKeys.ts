import type { FlowGraph } from '../model/graph';
import type { PlacedNode } from './scenePlan';

/** Where an arrow key leads from a step: along an edge to the right or left, else to the node above or below. */
export function stepByKey(key: string, from: string, graph: FlowGraph, nodes: readonly PlacedNode[]): string | null {
  const step = graph.steps.find(({ name }) => name === from);
  const here = nodes.find((node) => node.step === from);
  if (step === undefined || here === undefined) return null;
  switch (key) {
    case 'ArrowRight':
      return nearest(here, nodes, step.next);
    case 'ArrowLeft':
      return nearest(here, nodes, step.previous);
    case 'ArrowDown':
      return beside(here, nodes, 1);
    case 'ArrowUp':
      return beside(here, nodes, -1);
    case 'Home':
      return graph.steps[0]?.name ?? null;
    case 'End':
      return graph.steps.at(-1)?.name ?? null;
    default:
      return null;
  }
}

const middleOf = (node: PlacedNode): number => node.y + node.height / 2;

function nearest(here: PlacedNode, nodes: readonly PlacedNode[], names: readonly string[]): string | null {
  const distance = (node: PlacedNode): number => Math.abs(middleOf(node) - middleOf(here));
  const among = nodes.filter(({ step }) => step !== here.step && names.includes(step));
  return among.toSorted((a, b) => distance(a) - distance(b))[0]?.step ?? null;
}

/** The closest node above or below that shares some of the same column. */
function beside(here: PlacedNode, nodes: readonly PlacedNode[], direction: 1 | -1): string | null {
  const away = (node: PlacedNode): number => (middleOf(node) - middleOf(here)) * direction;
  const sharesColumn = (node: PlacedNode): boolean => node.x < here.x + here.width && here.x < node.x + node.width;
  const among = nodes.filter((node) => away(node) > 0 && sharesColumn(node));
  return among.toSorted((a, b) => away(a) - away(b))[0]?.step ?? null;
}
