import type { SyntaxNode } from '@lezer/common';
import { Lines } from '../lines';
import type { DecoratorWriter, Naming } from '../decoratorWriter';
import type { OptionList, OptionValue } from '../optionList';
import type { Piece, Source } from '../source';
import { namesOf, resolveName } from './imports';
import { hasErrors, parseText } from './parse';
import { readPython } from './read';
import { reprOfFloat, reprOfString } from './repr';
import { lineBelow, lineEndOf } from '../writer';
import { childrenOf, valuesOf } from './tree';

/** How decorators are written in Python. */
export const PYTHON_DECORATORS: DecoratorWriter = {
  read: (text) => readPython(text, 'flow.py').flow,
  bare: (written) => `@${written}`,
  optionName: (name) => name,
  option: (name, value) => ({ name, item: `${name}=${literal(value)}`, value: literal(value) }),
  optionsIn,
  naming,
};

function literal(value: OptionValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return reprOfString({ value, bytes: false });
  return Number.isInteger(value) ? String(value) : reprOfFloat(value);
}

/** A decorator's text is parsed by itself, above a function that makes it whole. */
function optionsIn(decorator: string): OptionList | null {
  const text = `${decorator}\ndef f(): pass\n`;
  const { tree } = parseText(text, null);
  const node = tree.topNode.firstChild?.getChild('Decorator');
  if (!node || hasErrors(tree, text)) return null;
  const list = node.getChild('ArgList');
  if (!list) {
    const at = node.getChildren('VariableName').at(-1)?.to ?? node.to;
    return {
      options: [],
      empty: { range: { from: at, to: at }, before: '(', after: ')' },
      whole: { from: at, to: at },
    };
  }
  const options = [...keywordsOf(text, list)];
  const inner = { from: list.from + 1, to: list.to - 1 };
  const holdsMore = [...valuesOf(list)].length !== 3 * options.length;
  return holdsMore
    ? null
    : { options, empty: { range: { from: inner.from, to: inner.from }, before: '', after: '' }, whole: inner };
}

function* keywordsOf(text: string, list: SyntaxNode): Generator<OptionList['options'][number]> {
  for (const sign of list.getChildren('AssignOp')) {
    const [key, value] = [sign.prevSibling, sign.nextSibling];
    if (key && value) yield { name: text.slice(key.from, key.to), range: { from: key.from, to: value.to }, value };
  }
}

function naming(text: string, name: string): Naming {
  const source: Source = { text, shift: 0, lines: new Lines(text) };
  const statements = [...childrenOf(parseText(text, null).tree.topNode)].map((node): Piece => ({ source, node }));
  const names = namesOf(statements);
  const local = [...names.imported.keys()].find((key) => {
    const resolved = resolveName(names, key);
    return resolved.origin === 'metaflow' && resolved.name === name;
  });
  if (local !== undefined) return { written: local, edits: [] };
  const imports = statements.filter(({ node }) => node.name === 'ImportStatement');
  const isTaken = names.imported.has(name) || names.defined.has(name);
  if (!isTaken && imports.some(takesAll)) return { written: name, edits: [] };
  const [space] = [...names.imported].find(([, full]) => full === 'metaflow') ?? [];
  if (space !== undefined) return { written: `${space}.${name}`, edits: [] };
  const written = isTaken ? `metaflow_${name}` : name;
  return { written, edits: [importing(text, imports, isTaken ? `${name} as ${written}` : name)] };
}

const isMetaflows = ({ source, node }: Piece): boolean =>
  /^from\s+metaflow\s+import\b/.test(source.text.slice(node.from, node.to));

const takesAll = (piece: Piece): boolean => isMetaflows(piece) && piece.node.getChild('*') !== null;

/** A name more in what is imported from metaflow; else a line below the last import, or above the first class. */
function importing(text: string, imports: readonly Piece[], item: string): Naming['edits'][number] {
  const [last] = imports
    .filter((piece) => isMetaflows(piece) && !takesAll(piece))
    .map(({ node }) => node.getChildren('VariableName').slice(1).at(-1))
    .filter((name) => name !== undefined)
    .reverse();
  if (last) return { from: last.to, to: last.to, text: `, ${item}` };
  const line = `from metaflow import ${item}`;
  const below = imports.at(-1);
  if (below) return lineBelow(text, below.node.to, line);
  const at = /^(?:@|class\b)/m.exec(text)?.index ?? 0;
  const end = lineEndOf(text);
  return { from: at, to: at, text: `${line}${end}${end}${end}` };
}
