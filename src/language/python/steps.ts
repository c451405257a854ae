import type { SyntaxNode } from '@lezer/common';
import type { FlowStep } from '../../model/flow';
import { FLOW_DECORATORS, STEP_DECORATORS } from '../../graph/decoratorTable';
import { decoratorOf, plainDecorator, type WrittenDecorator } from './decorators';
import { docOf } from './docstring';
import type { Names } from './imports';
import { spanOf, textOf, type Piece } from '../source';
import { transitionOf } from './transition';
import { childrenOf } from './tree';

/** A method as written in a class body. */
export interface WrittenMethod {
  readonly name: string;
  /** From top to bottom. */
  readonly decorators: readonly WrittenDecorator[];
  /** Null where it has no `@step`. */
  readonly step: FlowStep | null;
}

/** Reads a member of a class body; null for what is no method, or has no name yet. */
export function methodOf({ source, node }: Piece, names: Names): WrittenMethod | null {
  const definition = node.name === 'FunctionDefinition' ? node : node.getChild('FunctionDefinition');
  const nameNode = definition?.getChild('VariableName');
  if (!definition || !nameNode) return null;
  const decorators = node
    .getChildren('Decorator')
    .map((decorator) => decoratorOf(source, decorator, names))
    .filter((decorator) => decorator !== null);
  const name = textOf(source, nameNode);
  const mark = decorators.find(isStepMark);
  if (!mark) return { name, decorators, step: null };
  const body = definition.getChild('Body');
  const nameSpan = spanOf(source, nameNode);
  const step: FlowStep = {
    name,
    line: source.lines.lineAt(definition.from + source.shift),
    span: spanOf(source, node),
    nameSpan,
    argumentCount: argumentCountOf(definition),
    decorators: decorators.filter(isMetaflows).map(plainDecorator).reverse(),
    doc: docOf(source, body),
    transition: transitionOf(source, body),
    marked: { start: isTrue(mark, 'start'), end: isTrue(mark, 'end') },
  };
  return { name, decorators, step };
}

export const isStepMark = ({ name, resolved }: WrittenDecorator): boolean =>
  name === 'step' && resolved.origin !== 'own';

/** Whether a decorator other than `@step` is one of Metaflow's. */
export const isMetaflows = ({ name, resolved }: WrittenDecorator): boolean =>
  resolved.origin === 'metaflow' ? name !== 'step' : resolved.origin === 'unknown' && isKnown(name);

const isKnown = (name: string): boolean => STEP_DECORATORS.has(name) || FLOW_DECORATORS.has(name);

function isTrue({ attributes }: WrittenDecorator, name: string): boolean {
  const value = attributes[name];
  return value?.kind === 'literal' && value.value === true;
}

/** Plain positional arguments, `self` among them; not `*args`, keyword-only ones or those before a `/`. */
function argumentCountOf(definition: SyntaxNode): number {
  let count = 0;
  for (const node of childrenOf(definition.getChild('ParamList'))) {
    if (node.name === '*' || node.name === '**') break;
    const opens = node.prevSibling?.name === '(' || node.prevSibling?.name === ',';
    // Lezer gives no node for `/`: two commas, or a comma and the bracket, stand side by side there.
    if (node.name === ',' && opens) count = 0;
    else if (node.name === 'VariableName' && opens) count += 1;
  }
  return count;
}
