import type { FlowGraph, GraphStep } from '../model/graph';

const INDENT = '    ';

/** What `show` prints: the flow's docstring, then every step that can be reached. Source: Metaflow, cli.py, show. */
export const showLines = (graph: FlowGraph): readonly string[] => [
  '',
  ...(graph.flow.doc ?? '').split('\n'),
  ...reachable(graph).flatMap(stepLines),
  '',
];

function stepLines({ name, type, next, decorators, source }: GraphStep): string[] {
  return [
    '',
    ...decorators.map((decorator) => `@${decorator.name}`),
    `Step ${name}`,
    ...(source.doc === null || source.doc === '' ? '?' : source.doc)
      .split('\n')
      .map((line) => `${INDENT}${line}`.trimEnd()),
    ...(type === 'end' ? [] : [`${INDENT}=> ${next.join(', ')}`]),
  ];
}

/** In the graph's order. A flow without a start shows them all. */
function reachable({ start, steps }: FlowGraph): readonly GraphStep[] {
  if (start === null) return steps;
  const byName = new Map(steps.map((step) => [step.name, step]));
  const reached = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...(byName.get(name)?.next ?? []));
  }
  return steps.filter(({ name }) => reached.has(name));
}
