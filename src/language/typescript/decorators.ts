import type { SyntaxNode } from '@lezer/common';
import type { Decorator, SourceValue } from '../../model/flow';
import { FLOW_DECORATORS, STEP_DECORATORS } from '../../graph/decoratorTable';
import { spanOf, type Source } from '../source';
import { sourceValueOf } from './literals';
import { resolveName, writtenName, type Names, type ResolvedName } from './names';
import { snakeCase } from './spelling';
import { argumentsOf, entriesOf, type Entry } from './tree';

/** A decorator as written, whosever it is. */
export interface WrittenDecorator extends Decorator {
  readonly resolved: ResolvedName;
  /** The name as the file has it: `fl.retry`. */
  readonly written: string;
  /** Whether it has brackets: `@step` is none that works. */
  readonly isCalled: boolean;
  readonly source: Source;
  /** What stands in the braces. */
  readonly entries: readonly Entry[];
}

/** Reads a `Decorator` node; null where it has no name yet. */
export function decoratorOf(source: Source, node: SyntaxNode, names: Names): WrittenDecorator | null {
  const call = node.getChild('CallExpression');
  const written = writtenName(source, call ? call.firstChild : (node.firstChild?.nextSibling ?? null));
  if (written === null) return null;
  const resolved = resolveName(names, written);
  const given = argumentsOf(call);
  const entries = given.flatMap((argument) => entriesOf(source, argument));
  const attributes: (readonly [string, SourceValue])[] = given.flatMap((argument, index) =>
    argument.name === 'ObjectExpression' ? [] : [[String(index), sourceValueOf(source, argument)] as const],
  );
  for (const { name, value } of entries) {
    if (name !== null) attributes.push([snakeCase(name), sourceValueOf(source, value)]);
  }
  return {
    name: resolved.name,
    attributes: Object.fromEntries(attributes),
    span: spanOf(source, node),
    resolved,
    written,
    isCalled: call !== null,
    source,
    entries,
  };
}

/** The words of the contract alone. */
export const plainDecorator = ({ name, attributes, span }: WrittenDecorator): Decorator => ({ name, attributes, span });

export const isStepMark = ({ name, resolved }: WrittenDecorator): boolean =>
  name === 'step' && resolved.origin !== 'own';

/** Whether a decorator other than `@step` is one of Metaflow's. */
export const isMetaflows = ({ name, resolved }: WrittenDecorator): boolean =>
  resolved.origin === 'metaflow' ? name !== 'step' : resolved.origin === 'unknown' && isKnown(name);

const isKnown = (name: string): boolean => STEP_DECORATORS.has(name) || FLOW_DECORATORS.has(name);
