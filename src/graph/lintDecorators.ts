import type { Decorator } from '../model/flow';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { Json } from '../model/json';
import type { Problem } from '../model/problem';
import { FLOW_DECORATORS, STEP_DECORATORS, UNCHECKED_DECORATORS } from './decoratorTable';
import { checkedOf } from './finding';
import { problemAt } from './problemAt';

/**
 * What Metaflow has against decorators, as far as literal values tell. First what fails while Python reads the class
 * (a decorator twice, an attribute that it lacks), in source order; then what fails after lint (`step_init`), by
 * step name and in the order in which decorators are applied, headline `Flow failed`.
 * Source: Metaflow, decorators.py and plugins/{retry,catch,timeout}_decorator.py.
 */
export function lintDecorators(graph: FlowGraph): readonly Problem[] {
  const inSource = graph.flow.steps.flatMap(({ name, decorators }) =>
    classProblems(`Step '${name}'`, decorators, STEP_DECORATORS),
  );
  const ofFlow = classProblems('Flow', graph.flow.decorators, FLOW_DECORATORS);
  const { steps } = checkedOf(graph, graph.flow.fileName);
  return [...inSource, ...ofFlow, ...steps.flatMap(initProblems)];
}

function classProblems(
  owner: string,
  decorators: readonly Decorator[],
  known: typeof STEP_DECORATORS,
): readonly Problem[] {
  return decorators.flatMap((decorator, index) => {
    const { name, attributes, span } = decorator;
    const facts = known.get(name);
    if (!facts) return [];
    const unknown = UNCHECKED_DECORATORS.has(name)
      ? []
      : Object.keys(attributes).filter((attribute) => !/^\d/.test(attribute) && !facts.attributes.includes(attribute));
    const twice = facts.repeatable !== true && decorators.slice(0, index).some((other) => other.name === name);
    return [
      ...(twice ? [problemAt(span, duplicate(owner, name))] : []),
      ...unknown.map((attribute) => problemAt(span, unknownAttribute(name, attribute, facts.attributes))),
    ];
  });
}

const duplicate = (owner: string, name: string) =>
  ({
    code: 'duplicate-decorator',
    severity: 'error',
    headline: 'Duplicate decorators',
    message:
      `${owner} already has a decorator '${name}'. ` +
      (owner === 'Flow' ? 'You can specify each decorator only once.' : 'You can specify this decorator only once.'),
  }) as const;

const unknownAttribute = (name: string, attribute: string, known: readonly string[]) =>
  ({
    code: 'unknown-attribute',
    severity: 'error',
    headline: 'Unknown decorator attribute',
    message: `Decorator '${name}' does not support the attribute '${attribute}'. These attributes are supported: ${known.join(', ')}.`,
  }) as const;

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
