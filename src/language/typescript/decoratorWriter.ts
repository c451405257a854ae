import type { DecoratorWriter, Naming } from '../decoratorWriter';
import { Lines } from '../lines';
import type { OptionList, OptionValue } from '../optionList';
import type { Piece, Source } from '../source';
import { importOf, namesOf } from './names';
import { hasErrors, parseOnce } from './parse';
import { readTypeScript } from './read';
import { metaflowName, typescriptName } from './spelling';
import { lineBelow, lineEndOf } from '../writer';
import { childrenOf, entriesOf, valuesOf } from './tree';

/** How decorators are written in TypeScript. */
export const TYPESCRIPT_DECORATORS: DecoratorWriter = {
  read: (text) => readTypeScript(text, 'flow.ts').flow,
  bare: (written) => `@${written}()`,
  optionName: typescriptName,
  option: (name, value) => {
    const key = typescriptName(name);
    return { name: key, item: `${key}: ${literal(value)}`, value: literal(value) };
  },
  optionsIn,
  naming,
};

const literal = (value: OptionValue): string =>
  typeof value === 'string'
    ? `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
    : String(value);

const HEAD = 'class A { ';

/** A decorator's text is parsed by itself, above a method that makes it whole. */
function optionsIn(decorator: string): OptionList | null {
  const text = `${HEAD}${decorator}\nm() {} }`;
  const source: Source = { text, shift: 0, lines: new Lines(text) };
  const tree = parseOnce(text);
  const node = tree.topNode.firstChild?.getChild('ClassBody')?.getChild('MethodDeclaration')?.getChild('Decorator');
  if (!node || hasErrors(tree, text)) return null;
  const list = node.getChild('CallExpression')?.getChild('ArgList');
  if (!list) return emptyList({ from: decorator.trimEnd().length, to: decorator.trimEnd().length }, '(', ')');
  const inner = rangeOf({ from: list.from + 1, to: list.to - 1 });
  const [object, ...more] = valuesOf(list);
  if (!object) return emptyList({ from: inner.from, to: inner.from }, '', '');
  const options = entriesOf(source, object).flatMap(({ name, key, value }): OptionList['options'] =>
    name === null
      ? []
      : [{ name, range: rangeOf({ from: key.from, to: value.to }), value: key === value ? null : rangeOf(value) }],
  );
  const isPlain = object.name === 'ObjectExpression' && object.getChildren('Property').length === options.length;
  if (more.length > 0 || !isPlain) return null;
  const braces = rangeOf({ from: object.from + 1, to: object.from + 1 });
  return { options, empty: { range: braces, before: ' ', after: ' ' }, whole: inner };
}

const emptyList = (range: { readonly from: number; readonly to: number }, open: string, close: string): OptionList => ({
  options: [],
  empty: { range, before: `${open}{ `, after: ` }${close}` },
  whole: range,
});

/** A range in the decorator's own text. */
const rangeOf = ({ from, to }: { readonly from: number; readonly to: number }) => ({
  from: from - HEAD.length,
  to: to - HEAD.length,
});

function naming(text: string, name: string): Naming {
  const source: Source = { text, shift: 0, lines: new Lines(text) };
  const statements = [...childrenOf(parseOnce(text).topNode)].map((node): Piece => ({ source, node }));
  const names = namesOf(statements);
  const [local] = [...names.imported].find(([, exported]) => metaflowName(exported) === name) ?? [];
  if (local !== undefined) return { written: local, edits: [] };
  const exported = typescriptName(name);
  const [space] = names.spaces;
  if (space !== undefined) return { written: `${space}.${exported}`, edits: [] };
  const isTaken = names.imported.has(exported) || names.defined.has(exported);
  const written = isTaken ? `faultline${exported.charAt(0).toUpperCase()}${exported.slice(1)}` : exported;
  return { written, edits: [importing(text, statements, isTaken ? `${exported} as ${written}` : exported)] };
}

/** A name more in the braces of an import of ours; else a line below the last import, or above all. */
function importing(text: string, statements: readonly Piece[], item: string): Naming['edits'][number] {
  const last = statements
    .filter((piece) => importOf(piece)?.module === 'faultline' && !piece.node.getChild('type'))
    .flatMap(({ node }) => node.getChild('ImportGroup')?.getChildren('VariableDefinition') ?? [])
    .at(-1);
  if (last) return { from: last.to, to: last.to, text: `, ${item}` };
  const line = `import { ${item} } from 'faultline'`;
  const below = statements.findLast(({ node }) => node.name === 'ImportDeclaration');
  if (below) return lineBelow(text, below.node.to, line);
  return { from: 0, to: 0, text: `${line}${lineEndOf(text)}${lineEndOf(text)}` };
}
