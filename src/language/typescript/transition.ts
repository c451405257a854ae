import type { SyntaxNode } from '@lezer/common';
import type { Span, SwitchCase, Transition } from '../../model/flow';
import { spanOf, textOf, type Source } from '../source';
import { textValueOf } from './strings';
import { argumentsOf, childrenOf, entriesOf, optionsOf, thisMemberOf, unwrapped } from './tree';

/** What the last statement of a step's body says about where to go: null unless it is a call of `this.next`. */
export function transitionOf(source: Source, body: SyntaxNode | null): Transition | null {
  const statement = lastStatementOf(body);
  const [first] = childrenOf(statement?.name === 'ExpressionStatement' ? statement : null);
  const call = first && unwrapped(first);
  if (call?.name !== 'CallExpression' || thisMemberOf(source, call.firstChild) !== 'next') return null;
  const given = argumentsOf(call).map(unwrapped);
  const span = spanOf(source, call);
  return validTransition(source, given, span) ?? { kind: 'invalid', targets: targetsIn(source, given), span };
}

/** The last statement at the body's own level; comments and what could not be parsed do not count. */
function lastStatementOf(body: SyntaxNode | null): SyntaxNode | null {
  for (let node = body?.lastChild ?? null; node; node = node.prevSibling) {
    if (!NO_STATEMENTS.has(node.name) && !node.type.isError) return node;
  }
  return null;
}

const NO_STATEMENTS = new Set(['{', '}', ';', 'LineComment', 'BlockComment']);

function validTransition(source: Source, given: readonly SyntaxNode[], span: Span): Transition | null {
  const last = given.at(-1);
  if (!last || last.name !== 'ObjectExpression') return plainTransition(source, given, span);
  const [target, ...more] = given.slice(0, -1);
  const options = optionsOf(source, last);
  const [option, ...others] = options.keys();
  if (!target || more.length > 0 || others.length > 0 || option === undefined) return null;
  const value = options.get(option) ?? last;
  if (option === 'condition') return switchTransition(source, target, value, span);
  const name = thisMemberOf(source, target);
  if (name === null) return null;
  if (option === 'numParallel') return { kind: 'parallel', targets: [name], span };
  if (option !== 'foreach') return null;
  // Any expression may stand here and is looked at when the step runs; its text is then the best name to show.
  const variable = textValueOf(source, unwrapped(value)) ?? textOf(source, value);
  return { kind: 'foreach', targets: [name], variable, span };
}

function plainTransition(source: Source, given: readonly SyntaxNode[], span: Span): Transition | null {
  const targets = given.map((node) => thisMemberOf(source, node)).filter((name) => name !== null);
  const [target] = targets;
  if (target === undefined || targets.length < given.length) return null;
  return targets.length === 1 ? { kind: 'linear', targets: [target], span } : { kind: 'split', targets, span };
}

function switchTransition(source: Source, object: SyntaxNode, name: SyntaxNode, span: Span): Transition | null {
  const cases = switchCasesOf(source, object);
  const condition = textValueOf(source, unwrapped(name));
  if (!cases || !condition) return null;
  return { kind: 'switch', targets: cases.map(({ target }) => target), condition, cases, span };
}

/** The cases of a switch; null where a name is computed, or a value is no step. As in any object a name comes once. */
function switchCasesOf(source: Source, object: SyntaxNode): readonly SwitchCase[] | null {
  const cases = new Map<string, SwitchCase>();
  for (const { name, value } of entriesOf(source, object)) {
    const target = thisMemberOf(source, unwrapped(value));
    if (name === null || target === null) return null;
    cases.set(name, { key: shownKey(name), target });
  }
  const isWhole = object.getChildren('Property').length === entriesOf(source, object).length;
  return cases.size > 0 && isWhole ? [...cases.values()] : null;
}

/** A case's name as the value that it stands for: `true`, `1`, `'high'`. */
const shownKey = (name: string): string =>
  /^(?:true|false|-?\d+(?:\.\d+)?)$/.test(name) ? name : `'${name.replace(/['\\]/g, '\\$&')}'`;

/** Steps named anywhere in the arguments, each once: what to draw of a form that is refused. */
function targetsIn(source: Source, given: readonly SyntaxNode[]): readonly string[] {
  const found = new Set<string>();
  for (const node of given) {
    node.cursor().iterate((at) => {
      const name = thisMemberOf(source, at.node);
      if (name !== null) found.add(name);
      return name === null;
    });
  }
  return [...found];
}
