import type { SyntaxNode } from '@lezer/common';
import { nearName } from '../../graph/nearName';
import { textOf, type Piece, type Source } from '../source';
import { textValueOf } from './strings';
import { metaflowName } from './spelling';
import { childrenOf } from './tree';

/** What the file's names stand for, as far as its own text says. */
export interface Names {
  /** Local name → what `faultline` calls it. */
  readonly imported: ReadonlyMap<string, string>;
  /** Local names of `import * as …` from `faultline`. */
  readonly spaces: ReadonlySet<string>;
  /** Names that the file defines itself, or imports from elsewhere. */
  readonly defined: ReadonlySet<string>;
}

/** A name as Metaflow has it. `origin` says where the file got it from. */
export interface ResolvedName {
  readonly name: string;
  /** `metaflow`; `own` for the file's or another module's; `unknown` for a name that nothing in the file binds. */
  readonly origin: 'metaflow' | 'own' | 'unknown';
}

/** Whether a module is ours, or was probably meant to be: the reader goes on, and the import is a problem. */
export const isFaultline = (module: string): boolean => nearName(module, ['faultline']) !== null;

/** One `import` of a file. */
export interface Import {
  readonly node: SyntaxNode;
  readonly module: string;
  readonly moduleNode: SyntaxNode | null;
  /** `{ exported as local }`; `default` and `*` are names of their own. */
  readonly names: readonly { readonly exported: string; readonly local: string; readonly node: SyntaxNode }[];
}

/** Reads an `ImportDeclaration`; null for any other statement. */
export function importOf({ source, node }: Piece): Import | null {
  if (node.name !== 'ImportDeclaration') return null;
  const moduleNode = node.getChild('String');
  const names: Import['names'][number][] = [];
  let exported: SyntaxNode | null = null;
  for (const part of [...childrenOf(node), ...childrenOf(node.getChild('ImportGroup'))]) {
    if (part.name === 'VariableName' || part.name === 'Star') exported = part;
    if (part.name !== 'VariableDefinition') continue;
    const isDefault = part.parent?.name !== 'ImportGroup' && exported === null;
    const at = exported ?? part;
    names.push({ exported: isDefault ? 'default' : textOf(source, at), local: textOf(source, part), node: at });
    exported = null;
  }
  return { node, module: textValueOf(source, moduleNode ?? undefined) ?? '', moduleNode, names };
}

/** Reads imports and definitions among top-level statements. */
export function namesOf(statements: readonly Piece[]): Names {
  const imported = new Map<string, string>();
  const spaces = new Set<string>();
  const defined = new Set<string>();
  for (const statement of statements) {
    const found = importOf(statement);
    for (const { exported, local } of found?.names ?? []) {
      // An import that is being typed, or takes what there is not, binds nothing yet.
      if (!found || found.module === '' || (isFaultline(found.module) && exported === 'default')) continue;
      if (!isFaultline(found.module)) defined.add(local);
      else if (exported === '*') spaces.add(local);
      else imported.set(local, exported);
    }
    if (!found) for (const name of definedBy(statement)) defined.add(name);
  }
  return { imported, spaces, defined };
}

function definedBy({ source, node }: Piece): readonly string[] {
  const inner = node.name === 'ExportDeclaration' ? [node, ...childrenOf(node)] : [node];
  return inner.flatMap((part) => part.getChildren('VariableDefinition')).map((name) => textOf(source, name));
}

/** What a name such as `retry` or `fl.retry` means in this file, in Metaflow's spelling. */
export function resolveName({ imported, spaces, defined }: Names, written: string): ResolvedName {
  const exported = imported.get(written);
  if (exported !== undefined) return { name: metaflowName(exported), origin: 'metaflow' };
  const [head = '', ...rest] = written.split('.');
  if (spaces.has(head) && rest.length > 0) return { name: metaflowName(rest.join('.')), origin: 'metaflow' };
  return { name: metaflowName(written), origin: defined.has(head) ? 'own' : 'unknown' };
}

/** The name of a callee or base class: `step`, `fl.step`; null for any other expression. */
export function writtenName(source: Source, node: SyntaxNode | null): string | null {
  if (!node) return null;
  const text = textOf(source, node).trim();
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(text) ? text : null;
}
