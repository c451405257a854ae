import type { SyntaxNode } from '@lezer/common';
import type { FlowStep } from '../../model/flow';
import { spanOf, textOf, type Piece, type Source } from '../source';
import { decoratorOf, isMetaflows, isStepMark, plainDecorator, type WrittenDecorator } from './decorators';
import { docBefore } from './docComment';
import type { Names } from './names';
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
  const nameNode = node.name === 'MethodDeclaration' ? node.getChild('PropertyDefinition') : null;
  if (!nameNode) return null;
  const decorators = node
    .getChildren('Decorator')
    .map((decorator) => decoratorOf(source, decorator, names))
    .filter((decorator) => decorator !== null);
  const name = textOf(source, nameNode);
  const mark = decorators.find(isStepMark);
  if (!mark) return { name, decorators, step: null };
  const nameSpan = spanOf(source, nameNode);
  const step: FlowStep = {
    name,
    line: nameSpan.line,
    span: spanOf(source, node),
    nameSpan,
    argumentCount: 1 + parametersOf(source, node).length,
    decorators: decorators.filter(isMetaflows).map(plainDecorator).reverse(),
    doc: docBefore(source, node),
    transition: transitionOf(source, node.getChild('Block')),
    marked: { start: isTrue(mark, 'start'), end: isTrue(mark, 'end') },
  };
  return { name, decorators, step };
}

function isTrue({ attributes }: WrittenDecorator, name: string): boolean {
  const value = attributes[name];
  return value?.kind === 'literal' && value.value === true;
}

/** The parameters that a method takes, without a declared `this` and `...rest`. */
export function parametersOf(source: Source, method: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const node of childrenOf(method.getChild('ParamList'))) {
    const opens = node.prevSibling?.name === '(' || node.prevSibling?.name === ',';
    if (node.name === 'Spread') break;
    if (opens && /Definition$|Pattern$/.test(node.name) && textOf(source, node) !== 'this') found.push(node);
  }
  return found;
}
