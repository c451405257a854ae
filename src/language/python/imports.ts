import type { SyntaxNode } from '@lezer/common';
import { nearName } from '../../graph/nearName';
import { textOf, type Piece, type Source } from '../source';
import { childrenOf } from './tree';

/** What the file's names stand for, as far as its own text says. */
export interface Names {
  /** Local name → what it was imported as, in full: `again` → `metaflow.retry`, `mf` → `metaflow`. */
  readonly imported: ReadonlyMap<string, string>;
  /** Names that the file defines itself: functions, classes, variables at top level. */
  readonly defined: ReadonlySet<string>;
  /** `from x import *` of modules other than metaflow: any name may come from there. */
  readonly open: boolean;
}

/** A name as Metaflow has it. `origin` says where the file got it from. */
export interface ResolvedName {
  readonly name: string;
  /** `metaflow`; `own` for the file's or another module's; `unknown` for a name that nothing in the file binds. */
  readonly origin: 'metaflow' | 'own' | 'unknown';
}

/** Whether a module is metaflow, or was probably meant to be: the reader goes on, and the import is a problem. */
export const isMetaflow = (module: string): boolean => {
  const [head = ''] = module.split('.');
  return head === 'metaflow' || nearName(head, ['metaflow']) !== null;
};

/** Reads imports and definitions among top-level statements (and those nested in `try` and `if`). */
export function namesOf(statements: readonly Piece[]): Names {
  const imported = new Map<string, string>();
  const defined = new Set<string>();
  let open = false;
  const visit = (source: Source, node: SyntaxNode): void => {
    switch (node.name) {
      case 'ImportStatement':
        for (const [local, full] of importsOf(source, node)) {
          if (local !== '*') imported.set(local, full);
          else if (!isMetaflow(full)) open = true;
        }
        break;
      case 'FunctionDefinition':
      case 'ClassDefinition':
      case 'AssignStatement': {
        for (const name of node.getChildren('VariableName')) defined.add(textOf(source, name));
        break;
      }
      case 'DecoratedStatement':
      case 'IfStatement':
      case 'TryStatement':
      case 'WithStatement':
      case 'StatementGroup':
      case 'Body':
        for (const child of childrenOf(node)) visit(source, child);
    }
  };
  for (const { source, node } of statements) visit(source, node);
  return { imported, defined, open };
}

/** What a dotted name such as `mf.retry` means in this file. */
export function resolveName({ imported, defined, open }: Names, dotted: string): ResolvedName {
  const [head = '', ...rest] = dotted.split('.');
  const full = imported.get(head);
  if (full !== undefined) {
    const name = [full, ...rest].join('.');
    const parts = name.split('.');
    return isMetaflow(name) && parts.length > 1
      ? { name: parts.at(-1) ?? name, origin: 'metaflow' }
      : { name, origin: 'own' };
  }
  return { name: dotted, origin: open || defined.has(head) ? 'own' : 'unknown' };
}

/** `[local, full]` for each name that one import statement binds. */
function* importsOf(source: Source, node: SyntaxNode): Generator<readonly [string, string]> {
  const statement = textOf(source, node).replace(/#.*/g, '');
  const from = /^from\s+([.\w]+)\s+import\b([\s\S]*)$/.exec(statement);
  const [, module = '', list = ''] = from ?? [];
  for (const part of (from ? list : statement.replace(/^import\b/, '')).split(/[,()\\]/)) {
    const [, name, alias] = /^\s*([.\w]+|\*)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? [];
    if (name === undefined) continue;
    if (from) yield [alias ?? name, name === '*' ? module : `${module}.${name}`];
    // `import a.b` binds `a`; with an alias it binds all of it.
    else yield [alias ?? name.split('.')[0] ?? name, alias === undefined ? (name.split('.')[0] ?? name) : name];
  }
}
