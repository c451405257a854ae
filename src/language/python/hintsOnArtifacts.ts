import type { SyntaxNode } from '@lezer/common';
import { remarkAt, stepsBefore } from '../hint';
import { textOf, type Source } from '../source';
import {
  calleeOf,
  deletedNames,
  lastAssignments,
  nodesIn,
  selfAssignments,
  type Hint,
  type SelfAssignment,
  type StepText,
} from './stepText';
import { attributeOf, childrenOf, selfAttributeOf } from './tree';

const functions: Hint = {
  code: 'function-artifact',
  severity: 'info',
  headline: 'Not saved',
  find: (at) =>
    lastAssignments(at)
      .filter(({ value }) => value !== null && isFunction(at, value))
      .map(({ name, statement }) =>
        remarkAt(statement, `Metaflow does not save functions: in the next step self.${name} will not be there.`),
      ),
};

/** A lambda, or the name of a plain `def` at the top of the file. */
function isFunction({ source }: StepText, value: SyntaxNode): boolean {
  if (value.name === 'LambdaExpression') return true;
  if (value.name !== 'VariableName') return false;
  return topLevelOf(value).some(
    (node) => node.name === 'FunctionDefinition' && nameOf(source, node) === textOf(source, value),
  );
}

function topLevelOf(node: SyntaxNode): readonly SyntaxNode[] {
  let root = node;
  while (root.parent) root = root.parent;
  return [...childrenOf(root)];
}

function nameOf(source: Source, definition: SyntaxNode): string | null {
  const name = definition.getChild('VariableName');
  return name && textOf(source, name);
}

/** Calls that give what pickle refuses. */
const UNPICKLABLE: Readonly<Record<string, string>> = {
  open: 'an open file',
  'threading.Lock': 'a lock',
  'threading.RLock': 'a lock',
  'sqlite3.connect': 'a database connection',
};

const unpicklable: Hint = {
  code: 'unpicklable-artifact',
  severity: 'warning',
  headline: 'Cannot be saved',
  find: (at) =>
    lastAssignments(at).flatMap(({ name, statement, value }) => {
      const what = value && unpicklableValue(at, value);
      if (what == null) return [];
      const message = `Metaflow cannot pickle ${what}: the attempt fails once its code is done, with: Cannot pickle dump artifact named "${name}"`;
      return [remarkAt(statement, message)];
    }),
};

function unpicklableValue(at: StepText, value: SyntaxNode): string | null {
  // Lezer has no name of its own for a generator: brackets tell.
  if (value.name === 'ComprehensionExpression') return 'a generator';
  return UNPICKLABLE[calleeOf(at, value) ?? ''] ?? null;
}

const wholeFlow: Hint = {
  code: 'flow-as-artifact',
  severity: 'warning',
  headline: 'Cannot be saved',
  find: (at) => {
    const inputs = at.step.isJoin
      ? (at.definition.getChild('ParamList')?.getChildren('VariableName')[1] ?? null)
      : null;
    const refused = new Set(['self', ...(inputs ? [textOf(at.source, inputs)] : [])]);
    return lastAssignments(at)
      .filter(({ value }) => value?.name === 'VariableName' && refused.has(textOf(at.source, value)))
      .map(({ statement }) =>
        remarkAt(
          statement,
          "Metaflow fails the attempt here once its code is done: Flows can't be serialized. Keep single values.",
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
      stepsBefore(at.graph, at.step).flatMap((step) => assignedNames(at, step.source.nameSpan.from)),
    );
    const own = selfAssignments(at);
    return found
      .filter(({ name, node }) => inherited.has(name) && !isAssignedAfter(own, name, node))
      .map(({ name, node }) =>
        remarkAt(
          node,
          `Metaflow cannot delete artifacts: self.${name} is gone for the rest of this step only, later steps see ` +
            'the inherited one again.',
        ),
      );
  },
};

const isAssignedAfter = (all: readonly SelfAssignment[], wanted: string, { from }: SyntaxNode): boolean =>
  all.some(({ name, statement }) => name === wanted && statement.from > from);

/** Names that the step defined at an offset leaves on self. */
function assignedNames(at: StepText, nameFrom: number): readonly string[] {
  const [root] = topLevelOf(at.definition);
  const definition = root?.parent?.resolveInner(nameFrom, 1).parent;
  return definition ? lastAssignments({ ...at, definition }).map(({ name }) => name) : [];
}

const MUTATORS = 'append extend insert remove pop popitem clear update add discard setdefault sort reverse'.split(' ');

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
          `${name} is a class constant: a change in place lasts until this step ends, the next one reads it from the ` +
            'file again.',
        ),
      );
  },
};

const MUTABLE = new Set(['ArrayExpression', 'DictionaryExpression', 'SetExpression']);

/** `self.NAME[…] = …`, `del self.NAME[…]`, `self.NAME.append(…)`. */
function mutationsOf({ source, definition }: StepText) {
  const items = ['AssignStatement', 'UpdateStatement', 'DeleteStatement'].flatMap((kind) =>
    nodesIn(definition, kind).flatMap((statement) => {
      const target = kind === 'DeleteStatement' ? statement.firstChild?.nextSibling : statement.firstChild;
      const object = target?.name === 'MemberExpression' && target.lastChild?.name === ']' ? target.firstChild : null;
      return target && object ? [{ name: selfAttributeOf(source, object), node: target }] : [];
    }),
  );
  const calls = nodesIn(definition, 'CallExpression').flatMap((call) => {
    const callee = call.firstChild;
    const mutates = callee !== null && MUTATORS.includes(attributeOf(source, callee) ?? '');
    return mutates && callee.firstChild ? [{ name: selfAttributeOf(source, callee.firstChild), node: call }] : [];
  });
  return [...items, ...calls].flatMap(({ name, node }) => (name === null ? [] : [{ name, node }]));
}

/** Public class attributes of the flow's own class that hold a value, and not a Parameter. */
function constantsOf(
  { graph, source, definition }: StepText,
  holds: (value: SyntaxNode) => boolean,
): ReadonlySet<string> {
  const parameters = new Set(graph.flow.parameters.map(({ attribute }) => attribute));
  const found = new Set<string>();
  for (const statement of childrenOf(classBodyOf(definition))) {
    const target = statement.name === 'AssignStatement' ? statement.firstChild : null;
    const name = target?.name === 'VariableName' ? textOf(source, target) : '_';
    if (!name.startsWith('_') && !parameters.has(name) && statement.lastChild && holds(statement.lastChild))
      found.add(name);
  }
  return found;
}

function classBodyOf(definition: SyntaxNode): SyntaxNode | null {
  let node: SyntaxNode | null = definition.parent;
  while (node && node.parent?.name !== 'ClassDefinition') node = node.parent;
  return node;
}

const readOnly: Hint = {
  code: 'read-only-attribute',
  severity: 'warning',
  headline: 'AttributeError',
  find: (at) => {
    const parameters = at.graph.flow.parameters.map(({ attribute }) => attribute);
    const fixed = new Set([...parameters, ...constantsOf(at, ({ name }) => !MAYBE_FUNCTION.has(name))]);
    return selfAssignments(at)
      .filter(({ name }) => fixed.has(name))
      .map(({ target }) => remarkAt(target, 'Flow level attributes and Parameters are not modifiable'));
  },
};

/** What may be no constant but a method, a property or a class. */
const MAYBE_FUNCTION = new Set(['CallExpression', 'LambdaExpression', 'VariableName', 'MemberExpression']);

/** What Metaflow keeps of `self` when a step ends, and what it refuses to keep. */
export const ARTIFACT_HINTS: readonly Hint[] = [functions, unpicklable, wholeFlow, deleted, mutatedConstant, readOnly];
