import type { Decorator, SourceValue } from '../model/flow';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { Json } from '../model/json';
import type { GraphSummary } from '../model/record';

/** The graph as programs see it; null while a flow has no start or no end. Values in code are given as their text. */
export function graphSummary({ start, end, steps }: FlowGraph): GraphSummary | null {
  return start === null || end === null ? null : { start, end, steps: steps.map(summaryOf) };
}

function summaryOf({ name, type, line, next, matchingJoin, decorators }: GraphStep): GraphSummary['steps'][number] {
  return {
    name,
    type,
    line,
    next,
    ...(matchingJoin === null ? {} : { matchingJoin }),
    decorators: decorators.map(({ name: decorator, attributes }) => ({
      name: decorator,
      attributes: plain(attributes),
    })),
  };
}

const plain = (attributes: Decorator['attributes']): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, plainValue(value)]));

const plainValue = (value: SourceValue): Json => (value.kind === 'literal' ? value.value : value.text);
