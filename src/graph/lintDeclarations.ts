import type { Decorator, Flow } from '../model/flow';
import type { Problem } from '../model/problem';
import { FLOW_DECORATORS, STEP_DECORATORS } from './decoratorTable';
import { problemAt } from './problemAt';
import { spelledFor } from './spelling';

/**
 * What fails while Python reads the class, before any check of the graph: a decorator twice, or with an attribute that
 * it lacks. In the order of the text, the decorators of a step from the bottom up.
 * Source: Metaflow, decorators.py.
 */
export const lintDeclarations = (flow: Flow): readonly Problem[] =>
  [
    ...flow.steps.flatMap((step) => classProblems(`Step '${step.name}'`, step.decorators, STEP_DECORATORS)),
    ...classProblems('Flow', flow.decorators, FLOW_DECORATORS),
  ].map((problem) => spelledFor(flow, problem));

function classProblems(
  owner: string,
  decorators: readonly Decorator[],
  known: typeof STEP_DECORATORS,
): readonly Problem[] {
  return decorators.flatMap((decorator, index) => {
    const { name, attributes, span } = decorator;
    const facts = known.get(name);
    if (!facts) return [];
    const unknown = Object.keys(attributes).filter(
      (attribute) => !/^\d/.test(attribute) && !facts.attributes.includes(attribute),
    );
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
