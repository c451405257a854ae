import type { SyntaxNode } from '@lezer/common';
import type { FlowParameter, ParameterType } from '../../model/flow';
import { spanOf, textOf, type Piece, type Source } from '../source';
import { sourceValueOf } from './literals';
import { textValueOf } from './strings';
import { resolveName, writtenName, type Names } from './names';
import { snakeCase } from './spelling';
import { argumentsOf, optionsOf, unwrapped } from './tree';

const KINDS: Readonly<Record<string, FlowParameter['kind']>> = {
  Parameter: 'parameter',
  IncludeFile: 'include-file',
  Config: 'config',
};

const TYPES: Readonly<Record<string, ParameterType>> = {
  String: 'str',
  Int: 'int',
  Number: 'float',
  Boolean: 'bool',
  JSONType: 'json',
};

type Options = ReadonlyMap<string, SyntaxNode>;

/**
 * Reads `attribute = Parameter({ … })` in a class body; null for any other member. The option on the command line is
 * the attribute in Python's spelling.
 */
export function parameterOf({ source, node }: Piece, names: Names): FlowParameter | null {
  const target = node.name === 'PropertyDeclaration' ? node.getChild('PropertyDefinition') : null;
  const call = node.lastChild?.name === ';' ? node.lastChild.prevSibling : node.lastChild;
  const callee = call?.name === 'CallExpression' ? writtenName(source, call.firstChild) : null;
  if (!target || !call || callee === null) return null;
  const { name, origin } = resolveName(names, callee);
  const kind = origin === 'own' ? undefined : KINDS[name];
  if (!kind) return null;
  const options = optionsOf(source, argumentsOf(call)[0] ?? null);
  const attribute = textOf(source, target);
  const defaultNode = options.get('defaultValue') ?? options.get('default');
  return {
    attribute,
    name: textValueOf(source, options.get('name')) ?? snakeCase(attribute),
    kind,
    type: typeOf(source, options, { kind, names }),
    ...(defaultNode && isGiven(source, defaultNode) ? { default: sourceValueOf(source, defaultNode) } : {}),
    required: isBoolean(source, options.get('required'), 'true'),
    help: textValueOf(source, options.get('help')),
    separator: textValueOf(source, options.get('separator')),
    showDefault: !isBoolean(source, options.get('showDefault'), 'false'),
    span: spanOf(source, node),
  };
}

const isBoolean = (source: Source, node: SyntaxNode | undefined, value: string): boolean =>
  node?.name === 'BooleanLiteral' && textOf(source, node) === value;

const isGiven = (source: Source, node: SyntaxNode): boolean => !['null', 'undefined'].includes(textOf(source, node));

interface OfKind {
  readonly kind: FlowParameter['kind'];
  readonly names: Names;
}

/** `type`, else the type of a literal default, else text. */
function typeOf(source: Source, options: Options, { kind, names }: OfKind): ParameterType {
  if (kind === 'include-file') return 'file';
  if (kind === 'config') return 'json';
  const type = options.get('type');
  const written = type && writtenName(source, type);
  if (written != null && written !== 'undefined') return TYPES[resolveName(names, written).name] ?? 'str';
  const node = options.get('default');
  return node ? typeOfDefault(source, unwrapped(node)) : 'str';
}

/** As in Metaflow, a whole number makes a parameter that takes whole numbers. */
function typeOfDefault(source: Source, node: SyntaxNode): ParameterType {
  const value = sourceValueOf(source, node);
  if (value.kind === 'code') return 'str';
  switch (typeof value.value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value.value) ? 'int' : 'float';
    case 'object':
      return 'json';
    default:
      return 'str';
  }
}
