import { showOrder } from '../graph/showOrder';
import type { FlowGraph, GraphStep } from '../model/graph';

const INDENT = '    ';

/** What `show` prints: the flow's docstring, then every step that can be reached. Source: Metaflow, cli.py, show. */
export const showLines = (graph: FlowGraph): readonly string[] => [
  '',
  ...(graph.flow.doc ?? '').split('\n'),
  ...shown(graph).flatMap(stepLines),
  '',
];

function stepLines({ name, type, decorators, source }: GraphStep): string[] {
  return [
    '',
    ...decorators.map((decorator) => `@${decorator.name}`),
    `Step ${name}`,
    ...(source.doc === null || source.doc === '' ? '?' : source.doc)
      .split('\n')
      .map((line) => `${INDENT}${line}`.trimEnd()),
    ...(type === 'end' ? [] : [`${INDENT}=> ${(source.transition?.targets ?? []).join(', ')}`]),
  ];
}

/** A flow without a start shows all its steps. */
function shown(graph: FlowGraph): readonly GraphStep[] {
  if (graph.start === null) return graph.steps;
  const byName = new Map(graph.steps.map((step) => [step.name, step]));
  return showOrder(graph).flatMap((name) => byName.get(name) ?? []);
}
