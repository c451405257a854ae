import type { SyntaxNode } from '@lezer/common';
import { remarkAt, stepsBefore } from '../hint';
import { textOf } from '../source';
import {
  calleeOf,
  deletedNames,
  inputsParameter,
  lastAssignments,
  nodesIn,
  thisAssignments,
  type Hint,
  type StepText,
} from './stepText';
import { childrenOf, thisMemberOf } from './tree';

const functions: Hint = {
  code: 'function-artifact',
  severity: 'info',
  headline: 'Not saved',
  find: (at) =>
    lastAssignments(at)
      .filter(({ value }) => value !== null && isFunction(at, value))
      .map(({ name, expression }) =>
        remarkAt(expression, `Functions are not saved: in the next step this.${name} will not be there.`),
      ),
};

/** A function, or the name of one at the top of the file. */
function isFunction({ source }: StepText, value: SyntaxNode): boolean {
  if (value.name === 'ArrowFunction' || value.name === 'FunctionExpression') return true;
  return value.name === 'VariableName' && definitionOf(value, textOf(source, value), source.text) === 'function';
}

/** What a name at the top of the file is: a function, a class. */
function definitionOf(at: SyntaxNode, name: string, text: string): 'function' | 'class' | null {
  let root = at;
  while (root.parent) root = root.parent;
  for (const node of childrenOf(root)) {
    const defined = node.getChild('VariableDefinition');
    if (!defined || text.slice(defined.from, defined.to) !== name) continue;
    if (node.name === 'FunctionDeclaration') return 'function';
    if (node.name === 'ClassDeclaration') return 'class';
  }
  return null;
}

/** Objects of these classes hold nothing that could be stored. */
const UNSTORABLE: Readonly<Record<string, string>> = {
  Promise: 'A promise',
  WeakMap: 'A WeakMap',
  WeakSet: 'A WeakSet',
  WeakRef: 'A WeakRef',
  Proxy: 'A Proxy',
};

const unstorable: Hint = {
  code: 'unpicklable-artifact',
  severity: 'warning',
  headline: 'Cannot be saved',
  find: (at) =>
    lastAssignments(at).flatMap(({ name, expression, value }) => {
      const what = value && unstorableValue(at, value);
      if (what == null) return [];
      const message = `${what} cannot be saved: the attempt fails once its code is done, because of this.${name}. Keep plain data.`;
      return [remarkAt(expression, message)];
    }),
};

function unstorableValue(at: StepText, value: SyntaxNode): string | null {
  if (value.name === 'CallExpression') {
    const callee = calleeOf(at, value) ?? '';
    if (callee === 'Symbol') return 'A symbol';
    return callee === 'sleep' || callee.startsWith('Promise.') ? 'A promise' : null;
  }
  const constructed = value.name === 'NewExpression' ? value.getChild('VariableName') : null;
  if (!constructed) return null;
  const name = textOf(at.source, constructed);
  if (definitionOf(value, name, at.source.text) === 'class') return `An object of class ${name}`;
  return at.names.defined.has(name) ? null : (UNSTORABLE[name] ?? null);
}

const wholeFlow: Hint = {
  code: 'flow-as-artifact',
  severity: 'warning',
  headline: 'Cannot be saved',
  find: (at) => {
    const inputs = at.step.isJoin ? inputsParameter(at) : null;
    return lastAssignments(at)
      .filter(
        ({ value }) =>
          value?.name === 'this' || (value?.name === 'VariableName' && textOf(at.source, value) === inputs),
      )
      .map(({ expression }) =>
        remarkAt(
          expression,
          "The attempt fails here once its code is done: Flows can't be serialized. Keep single values.",
        ),
      );
  },
};

const deleted: Hint = {
  code: 'deleted-artifact',
  severity: 'info',
  headline: 'Comes back',
  find: (at) => {
    const found = at.step.type === 'end' ? [] : deletedNames(at);
    if (found.length === 0) return []; // Nearly always: all steps before this one need not be read.
    const inherited = new Set(
      stepsBefore(at.graph, at.step).flatMap((step) => namesLeftBy(at, step.source.nameSpan.from)),
    );
    const own = thisAssignments(at);
    return found
      .filter(({ name, node }) => {
        const isSetAgain = own.some((other) => other.name === name && other.expression.from > node.from);
        return inherited.has(name) && !isSetAgain;
      })
      .map(({ name, node }) =>
        remarkAt(
          node,
          `Artifacts cannot be deleted: this.${name} is gone for the rest of this step only, later steps see the ` +
            'inherited one again.',
        ),
      );
  },
};

/** Names that the step defined at an offset leaves on the flow. */
function namesLeftBy(at: StepText, nameFrom: number): readonly string[] {
  let root = at.definition;
  while (root.parent) root = root.parent;
  const definition = root.resolveInner(nameFrom, 1).parent;
  return definition ? lastAssignments({ ...at, definition }).map(({ name }) => name) : [];
}

const MUTATORS = 'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' ');

const mutatedConstant: Hint = {
  code: 'constant-mutated',
  severity: 'warning',
  headline: 'Lost after this step',
  find: (at) => {
    const mutations = mutationsOf(at);
    if (mutations.length === 0) return [];
    const constants = constantsOf(at, (value) => MUTABLE.has(value.name));
    return mutations
      .filter(({ name }) => constants.has(name))
      .map(({ name, node }) =>
        remarkAt(
          node,
          `${name} is a constant of the class: a change in place lasts until this step ends, the next one reads it ` +
            'from the file again.',
        ),
      );
  },
};

const MUTABLE = new Set(['ArrayExpression', 'ObjectExpression', 'NewExpression']);

/** `this.NAME[…] = …`, `this.NAME.key = …`, `delete this.NAME[…]`, `this.NAME.push(…)`. */
function mutationsOf({ source, definition }: StepText) {
  const ownerOf = (node: SyntaxNode | null): string | null =>
    node?.name === 'MemberExpression' ? thisMemberOf(source, node.firstChild) : null;
  const assigned = nodesIn(definition, 'AssignmentExpression').map((node) => ({
    name: ownerOf(node.firstChild),
    node,
  }));
  const removed = nodesIn(definition, 'UnaryExpression')
    .filter((node) => node.firstChild?.name === 'delete')
    .map((node) => ({ name: ownerOf(node.lastChild), node }));
  const called = nodesIn(definition, 'CallExpression')
    .filter(({ firstChild }) => {
      const method = firstChild?.getChild('PropertyName');
      return method ? MUTATORS.includes(textOf(source, method)) : false;
    })
    .map((node) => ({ name: ownerOf(node.firstChild), node }));
  return [...assigned, ...removed, ...called].flatMap(({ name, node }) => (name === null ? [] : [{ name, node }]));
}

/** Properties that the flow's own class gives a value, and that are no parameters. */
function constantsOf(
  { graph, source, definition }: StepText,
  holds: (value: SyntaxNode) => boolean,
): ReadonlySet<string> {
  const parameters = new Set(graph.flow.parameters.map(({ attribute }) => attribute));
  const found = new Set<string>();
  for (const member of childrenOf(definition.parent)) {
    const name = member.name === 'PropertyDeclaration' ? member.getChild('PropertyDefinition') : null;
    const value = member.getChild('Equals')?.nextSibling;
    if (!name || !value || member.getChild('static')) continue;
    const written = textOf(source, name);
    if (!written.startsWith('_') && !parameters.has(written) && holds(value)) found.add(written);
  }
  return found;
}

const readOnly: Hint = {
  code: 'read-only-attribute',
  severity: 'warning',
  headline: 'Cannot be set',
  find: (at) => {
    const parameters = at.graph.flow.parameters.map(({ attribute }) => attribute);
    const fixed = new Set([...parameters, ...constantsOf(at, ({ name }) => !/Function/.test(name))]);
    return thisAssignments(at)
      .filter(({ name }) => fixed.has(name))
      .map(({ target }) => remarkAt(target, 'Flow level attributes and Parameters are not modifiable'));
  },
};

/** What is kept of `this` when a step ends, and what cannot be. */
export const ARTIFACT_HINTS: readonly Hint[] = [functions, unstorable, wholeFlow, deleted, mutatedConstant, readOnly];
