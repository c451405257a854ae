import type { SyntaxNode } from '@lezer/common';
import type { Problem, QuickFix } from '../../model/problem';
import { problemAt } from '../../graph/problemAt';
import type { Edit } from '../writer';
import { isMetaflow, type Names } from './imports';
import { spanOf, textOf, type Source, type TextRange } from '../source';
import { argumentsOf, childrenOf, selfAttributeOf, type CallArguments } from './tree';

/** A file that parses, with its tree. */
export interface ParsedFile {
  readonly source: Source;
  readonly root: SyntaxNode;
  readonly names: Names;
}

/**
 * Marks what Metaflow lacks and Faultline has: `self.fail` and `self.set_metadata`, wherever the file calls them, each
 * with the edit that makes it plain Metaflow. A file that defines the name itself means its own.
 */
export function faultlineOnly(file: ParsedFile): readonly Problem[] {
  const calls: SyntaxNode[] = [];
  const own = new Set<string>();
  file.root.cursor().iterate(({ node }) => {
    if (node.name === 'CallExpression') calls.push(node);
    const name = node.name === 'FunctionDefinition' ? node.getChild('VariableName') : null;
    if (name) own.add(textOf(file.source, name));
    if (node.name === 'AssignStatement' && node.firstChild)
      own.add(selfAttributeOf(file.source, node.firstChild) ?? '');
  });
  return calls.flatMap((call) => {
    const name = call.firstChild && selfAttributeOf(file.source, call.firstChild);
    const extension = name === null || own.has(name) ? undefined : EXTENSIONS[name];
    return extension ? [marked(file, call, extension)] : [];
  });
}

interface Extension {
  readonly message: string;
  readonly fix: (file: ParsedFile, call: SyntaxNode) => QuickFix | null;
}

const EXTENSIONS: Readonly<Record<string, Extension>> = {
  fail: {
    message:
      'Metaflow has no self.fail and would raise AttributeError here: there, any exception fails the attempt, and ' +
      'none can skip the retries.',
    fix: raising,
  },
  set_metadata: {
    message:
      'Metaflow has no self.set_metadata and would raise AttributeError here: there, only the system writes metadata. ' +
      "What a step prints stays in the attempt's log.",
    fix: printing,
  },
};

function marked(file: ParsedFile, call: SyntaxNode, { message, fix }: Extension): Problem {
  const quickFix = fix(file, call);
  return problemAt(spanOf(file.source, call), {
    code: 'faultline-only',
    severity: 'info',
    headline: 'Faultline only',
    message,
    ...(quickFix ? { fix: quickFix.title, quickFix } : {}),
  });
}

/** `self.fail(reason)` as a statement of its own, or returned, becomes a `raise`; inside an expression it cannot. */
function raising(file: ParsedFile, call: SyntaxNode): QuickFix | null {
  const { source } = file;
  const statement = call.parent;
  if (!statement || !isAlone(statement, call)) return null;
  const given = givenTo(source, call, ['reason', 'retry']);
  const [reason, retry] = given ?? [];
  const exception = exceptionName(file);
  if (!reason || !exception) return null;
  const title =
    retry && textOf(source, retry) !== 'True'
      ? 'Raise a MetaflowException, which is retried'
      : 'Raise a MetaflowException';
  const { from, to } = spanOf(source, { from: statement.from, to: call.to });
  const text = `raise ${exception.name}(${textOf(source, reason)})`;
  return { title, edits: [...exception.edits, { from, to, text }] };
}

const isAlone = ({ name, firstChild, lastChild }: SyntaxNode, call: SyntaxNode): boolean =>
  (name === 'ExpressionStatement' && firstChild?.from === call.from && firstChild.to === lastChild?.to) ||
  (name === 'ReturnStatement' && firstChild?.nextSibling?.from === call.from && lastChild?.from === call.from);

/** `self.set_metadata(key, value)` becomes a `print` of both, which like it gives None. */
function printing({ source }: ParsedFile, call: SyntaxNode): QuickFix | null {
  const [key, value] = givenTo(source, call, ['key', 'value']) ?? [];
  if (!key || !value) return null;
  const { from, to } = spanOf(source, call);
  return { title: 'Print it', edits: [{ from, to, text: `print(${textOf(source, key)}, ${textOf(source, value)})` }] };
}

/** The arguments of a call by the order of `parameters`; null where the call would not fit them. */
function givenTo(source: Source, call: SyntaxNode, parameters: readonly string[]) {
  const given: CallArguments = argumentsOf(source, call.getChild('ArgList'));
  const { positional, named, spread } = given;
  const known = [...named.keys()].every((name) => parameters.indexOf(name) >= positional.length);
  if (spread || !known || positional.length > parameters.length) return null;
  return parameters.map((name, index) => positional[index] ?? named.get(name));
}

const EXCEPTION = 'metaflow.exception.MetaflowException';

/** What the file calls MetaflowException, and the import that is missing; null where that name means something else. */
function exceptionName({ source, root, names }: ParsedFile): { name: string; edits: readonly Edit[] } | null {
  const [local] = [...names.imported].find(([, full]) => full === EXCEPTION) ?? [];
  if (local !== undefined) return { name: local, edits: [] };
  if (names.imported.has('MetaflowException') || names.defined.has('MetaflowException')) return null;
  const line = 'from metaflow.exception import MetaflowException\n';
  const at = importPlace(source, root);
  return { name: 'MetaflowException', edits: [{ from: at, to: at, text: line }] };
}

/** The line below the first import of metaflow; where that is nested or missing, above the first class. */
function importPlace(source: Source, root: SyntaxNode): number {
  const below = [...childrenOf(root)].find((node) => isMetaflowImport(source, node));
  if (below) return source.lines.startOf(source.lines.lineAt(spanOf(source, below).to) + 1);
  const isClass = (node: SyntaxNode): boolean =>
    node.name === 'ClassDefinition' || node.getChild('ClassDefinition') !== null;
  const above: TextRange = [...childrenOf(root)].find(isClass) ?? root;
  return source.lines.startOf(source.lines.lineAt(above.from));
}

function isMetaflowImport(source: Source, node: SyntaxNode): boolean {
  const module = node.name === 'ImportStatement' ? node.getChild('VariableName') : null;
  return module !== null && isMetaflow(textOf(source, module));
}
