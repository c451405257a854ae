import type { SyntaxNode } from '@lezer/common';
import type { Span, Transition } from '../../model/flow';
import { textValueOf } from './literals';
import { spanOf, textOf, type Source } from '../source';
import { switchCasesOf } from './switchCases';
import { argumentsOf, attributeOf, childrenOf, selfAttributeOf, unwrapped, type CallArguments } from './tree';

/**
 * What the last statement of a step's body says about where to go: null unless it is a call of `self.next`, literally.
 * Source: Metaflow, graph.py, DAGNode._parse.
 */
export function transitionOf(source: Source, body: SyntaxNode | null): Transition | null {
  const statement = lastStatementOf(body);
  const [first] = childrenOf(statement?.name === 'ExpressionStatement' ? statement : null);
  const call = first && unwrapped(first);
  const callee = call?.name === 'CallExpression' ? call.firstChild : null;
  if (!call || !callee || selfAttributeOf(source, callee) !== 'next') return null;
  const given = argumentsOf(source, call.getChild('ArgList'));
  const span = spanOf(source, call);
  return validTransition(source, given, span) ?? { kind: 'invalid', targets: targetsIn(source, given), span };
}

/** The last statement that runs at the body's own level; comments and what could not be parsed do not count. */
export function lastStatementOf(body: SyntaxNode | null): SyntaxNode | null {
  for (let node = body?.lastChild ?? null; node; node = node.prevSibling) {
    if (node.name === 'StatementGroup') return lastStatementOf(node);
    if (!['Comment', ';', ':', '⚠'].includes(node.name)) return node;
  }
  return null;
}

function validTransition(source: Source, given: CallArguments, span: Span): Transition | null {
  const { positional, named, spread } = given;
  if (spread) return null;
  const condition = named.get('condition');
  const [only] = positional;
  if (only && positional.length === 1 && condition && unwrapped(only).name === 'DictionaryExpression') {
    return switchTransition(source, unwrapped(only), condition, span);
  }
  const targets = positional.map((node) => attributeOf(source, unwrapped(node))).filter((name) => name !== null);
  const [target] = targets;
  if (target === undefined || targets.length < positional.length || named.size > 1) return null;
  if (named.size === 0) {
    return targets.length === 1 ? { kind: 'linear', targets: [target], span } : { kind: 'split', targets, span };
  }
  if (targets.length > 1) return null;
  if (named.has('num_parallel')) return { kind: 'parallel', targets: [target], span };
  const variable = named.get('foreach');
  if (!variable) return null;
  // Metaflow takes any expression here and complains at run time; its text is then the best name to show.
  const name = textValueOf(source, unwrapped(variable)) ?? textOf(source, variable);
  return { kind: 'foreach', targets: [target], variable: name, span };
}

/** Other keywords beside `condition` are refused when the step runs, not before. */
function switchTransition(source: Source, dictionary: SyntaxNode, name: SyntaxNode, span: Span): Transition | null {
  const cases = switchCasesOf(source, dictionary);
  const condition = textValueOf(source, unwrapped(name));
  if (!cases || !condition) return null;
  return { kind: 'switch', targets: cases.map(({ target }) => target), condition, cases, span };
}

/** Steps named anywhere in the arguments, each once: what to draw of a form that Metaflow refuses. */
function targetsIn(source: Source, { positional, named }: CallArguments): readonly string[] {
  const found = new Set<string>();
  for (const node of [...positional, ...named.values()]) {
    node.cursor().iterate((at) => {
      const name = selfAttributeOf(source, at.node);
      if (name !== null) found.add(name);
      return name === null;
    });
  }
  return [...found];
}
