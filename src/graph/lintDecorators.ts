import type { Decorator } from '../model/flow';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { Json } from '../model/json';
import type { Problem } from '../model/problem';
import { checkedOf } from './finding';
import { problemAt } from './problemAt';
import { spelledFor } from './spelling';

/**
 * What Metaflow has against decorators once lint has passed (`step_init`), as far as literal values tell: by step name
 * and in the order in which decorators are applied, headline `Flow failed`.
 * Source: Metaflow, plugins/{retry,catch,timeout}_decorator.py.
 */
export const lintDecorators = (graph: FlowGraph): readonly Problem[] =>
  checkedOf(graph, graph.flow.fileName)
    .steps.flatMap(initProblems)
    .map((problem) => spelledFor(graph.flow, problem));

function initProblems(step: GraphStep): readonly Problem[] {
  return step.decorators.flatMap((decorator) => {
    const message = INIT_CHECKS[decorator.name]?.(decorator, step) ?? null;
    if (message === null) return [];
    const code = `${decorator.name}-invalid`;
    return [problemAt(decorator.span, { code, severity: 'error', headline: 'Flow failed', message })];
  });
}

/** `times + 2` attempts may not pass Metaflow's MAX_ATTEMPTS of 6. */
const RETRY_TIMES_MAX = 4;

const INIT_CHECKS: Readonly<Record<string, (decorator: Decorator, step: GraphStep) => string | null>> = {
  retry: (decorator) => {
    const times = wholeNumber(decorator, 'times', 3);
    return times !== null && times > RETRY_TIMES_MAX
      ? `The maximum number of retries is @retry(times=${String(RETRY_TIMES_MAX)}).`
      : null;
  },
  catch: (_, { name, type }) => {
    const refused = type === 'foreach' ? 'foreach split' : type === 'split-switch' ? 'conditional switch' : null;
    return refused === null
      ? null
      : `@catch is defined for the step ${name} but @catch is not supported in ${refused} steps.`;
  },
  timeout: (decorator) => {
    const parts = ['hours', 'minutes', 'seconds'].map((unit) => wholeNumber(decorator, unit, 0));
    return parts.every((part) => part === 0) ? 'Specify a duration for @timeout.' : null;
  },
};

/** What Python's `int()` makes of an attribute; null where only running the code would tell. */
function wholeNumber({ attributes }: Decorator, name: string, otherwise: number): number | null {
  const value = attributes[name];
  if (!value) return otherwise;
  return value.kind === 'literal' ? intOf(value.value) : null;
}

function intOf(value: Json): number | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Math.trunc(value);
  return typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : null;
}
