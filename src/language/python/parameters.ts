import type { SyntaxNode } from '@lezer/common';
import type { FlowParameter, ParameterType, SourceValue } from '../../model/flow';
import type { Json } from '../../model/json';
import { resolveName, type Names } from './imports';
import { numberOf, sourceValueOf, textValueOf } from './literals';
import { spanOf, textOf, type Source } from '../source';
import { argumentsOf, unwrapped } from './tree';

/** Class by class: what it makes, and the names of its arguments by position. Source: Metaflow, parameters.py etc. */
const KINDS: Readonly<Record<string, { readonly kind: FlowParameter['kind']; readonly order: readonly string[] }>> = {
  Parameter: { kind: 'parameter', order: ['name', 'default', 'type', 'help', 'required', 'show_default'] },
  IncludeFile: { kind: 'include-file', order: ['name', 'required', 'is_text', 'encoding', 'help', 'parser'] },
  Config: { kind: 'config', order: ['name', 'default', 'default_value', 'help', 'required', 'parser', 'plain'] },
};

const TYPES: Readonly<Record<string, ParameterType>> = {
  str: 'str',
  int: 'int',
  float: 'float',
  bool: 'bool',
  JSONType: 'json',
};

/** Reads `attribute = Parameter(…)` in a class body; null for any other statement. */
export function parameterOf(source: Source, statement: SyntaxNode, names: Names): FlowParameter | null {
  const [target] = statement.getChildren('VariableName');
  const call = statement.name === 'AssignStatement' ? statement.getChild('CallExpression') : null;
  const callee = call?.firstChild;
  if (!call || !callee || !target) return null;
  const { name, origin } = resolveName(names, textOf(source, callee));
  const known = origin === 'own' ? undefined : KINDS[name];
  if (!known) return null;
  const given = givenTo(source, call, known.order);
  const attribute = textOf(source, target);
  const defaultNode = given.get('default_value') ?? given.get('default');
  return {
    attribute,
    name: textValueOf(source, given.get('name')) ?? attribute,
    kind: known.kind,
    type: typeOf(source, given, known.kind, names),
    ...(defaultNode && isGiven(defaultNode) ? { default: sourceValueOf(source, defaultNode) } : {}),
    required: literalOf(source, given.get('required')) === true,
    help: textValueOf(source, given.get('help')),
    separator: textValueOf(source, given.get('separator')),
    showDefault: literalOf(source, given.get('show_default')) !== false,
    span: spanOf(source, statement),
  };
}

/** Arguments by name, whichever way they were given. */
function givenTo(source: Source, call: SyntaxNode, order: readonly string[]): ReadonlyMap<string, SyntaxNode> {
  const { positional, named } = argumentsOf(source, call.getChild('ArgList'));
  const byPosition = positional.map((node, index) => [order[index] ?? `#${String(index)}`, node] as const);
  return new Map([...byPosition, ...named]);
}

/** `default=None` is the same as no default. */
const isGiven = (node: SyntaxNode): boolean => unwrapped(node).name !== 'None';

function literalOf(source: Source, node: SyntaxNode | undefined): Json | undefined {
  const value: SourceValue | undefined = node && sourceValueOf(source, node);
  return value?.kind === 'literal' ? value.value : undefined;
}

/** `type=`, else the type of a literal default, else str. */
function typeOf(
  source: Source,
  given: ReadonlyMap<string, SyntaxNode>,
  kind: FlowParameter['kind'],
  names: Names,
): ParameterType {
  if (kind === 'include-file') return 'file';
  if (kind === 'config') return 'json';
  const type = given.get('type');
  if (type && type.name !== 'None') return TYPES[resolveName(names, textOf(source, type)).name] ?? 'str';
  const node = given.get('default');
  return node ? typeOfDefault(source, unwrapped(node)) : 'str';
}

function typeOfDefault(source: Source, node: SyntaxNode): ParameterType {
  switch (node.name) {
    case 'Boolean':
      return 'bool';
    case 'Number':
      return numberOf(source, node)?.isInt === true ? 'int' : 'float';
    case 'UnaryExpression':
      return node.lastChild ? typeOfDefault(source, node.lastChild) : 'str';
    case 'ArrayExpression':
    case 'TupleExpression':
    case 'DictionaryExpression':
      return 'json';
    default:
      return 'str';
  }
}
