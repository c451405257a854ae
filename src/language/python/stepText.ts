import type { SyntaxNode } from '@lezer/common';
import type { HintOn, StepPlace } from '../hint';
import { resolveName, type Names } from './imports';
import { nodeFinder } from '../nodeFinder';
import { textOf, type Source } from '../source';
import { childrenOf, selfAttributeOf, unwrapped } from './tree';

/** What a hint looks at: one step, its part of the file's tree, and the flow around it. */
export interface StepText extends StepPlace {
  readonly source: Source;
  /** The `def`, without its decorators. */
  readonly definition: SyntaxNode;
  readonly names: Names;
}

export type Hint = HintOn<StepText>;

const OWN_FRAME = new Set(['FunctionDefinition', 'LambdaExpression', 'ClassDefinition']);

/** Nodes of one kind in the order of the text; what stands in a nested function or class may never run, and is not among them. */
export const nodesIn = nodeFinder((kind) => OWN_FRAME.has(kind));

/** The step's calls of one of `functions`, by full name: `time.sleep`, `open`, `self.merge_artifacts`. */
export const callsOf = (at: StepText, functions: readonly string[]): readonly SyntaxNode[] =>
  nodesIn(at.definition, 'CallExpression').filter((call) => functions.includes(calleeOf(at, call) ?? ''));

/** What a call calls, by its full name whatever the import called it; null for a function of the file's own. */
export function calleeOf({ source, names }: Pick<StepText, 'source' | 'names'>, call: SyntaxNode): string | null {
  const written = call.firstChild ? textOf(source, call.firstChild) : '';
  if (call.name !== 'CallExpression' || !/^[A-Za-z_][\w.]*$/.test(written)) return null;
  const { name, origin } = resolveName(names, written);
  return origin === 'unknown' || names.imported.has(written.split('.')[0] ?? '') ? name : null;
}

/** One assignment to `self.name`. `value` is null where it is no single expression (`a, b = …`, `+=`). */
export interface SelfAssignment {
  readonly name: string;
  readonly target: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly value: SyntaxNode | null;
}

/** Assignments to attributes of `self`, in the order of the text. */
export function selfAssignments({ source, definition }: StepText): readonly SelfAssignment[] {
  const statements = [...nodesIn(definition, 'AssignStatement'), ...nodesIn(definition, 'UpdateStatement')];
  return statements
    .toSorted((a, b) => a.from - b.from)
    .flatMap((statement) => {
      const parts = [...childrenOf(statement)];
      const last = parts.findLastIndex(({ name }) => name === 'AssignOp' || name === 'UpdateOp');
      const [value, ...more] = parts.slice(last + 1);
      const targets = parts.slice(0, last);
      const plain =
        more.length === 0 && statement.name === 'AssignStatement' && targets.every((part) => part.name !== ',');
      return targets.flatMap((target) => {
        const name = selfAttributeOf(source, target);
        return name === null ? [] : [{ name, target, statement, value: plain && value ? unwrapped(value) : null }];
      });
    });
}

/** The assignments that decide what a step leaves: the last one to each name, unless that is deleted after it. */
export function lastAssignments(at: StepText): readonly SelfAssignment[] {
  const all = selfAssignments(at);
  const deleted = deletedNames(at);
  return all.filter(
    ({ name, statement }, index) =>
      all.findLastIndex((other) => other.name === name) === index &&
      !deleted.some((other) => other.name === name && other.node.from > statement.from),
  );
}

/** Attributes in `del self.name`. */
export function deletedNames({ source, definition }: StepText) {
  return nodesIn(definition, 'DeleteStatement').flatMap((statement) =>
    [...childrenOf(statement)].flatMap((node) => {
      const name = selfAttributeOf(source, node);
      return name === null ? [] : [{ name, node }];
    }),
  );
}
