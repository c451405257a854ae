import type { SyntaxNode } from '@lezer/common';
import type { HintOn, StepPlace } from '../hint';
import { nodeFinder } from '../nodeFinder';
import { textOf, type Source } from '../source';
import type { Names } from './names';
import { thisMemberOf, unwrapped } from './tree';

/** What a hint looks at: one step, its part of the file's tree, and the flow around it. */
export interface StepText extends StepPlace {
  readonly source: Source;
  /** The method, with its decorators. */
  readonly definition: SyntaxNode;
  readonly names: Names;
}

export type Hint = HintOn<StepText>;

const OWN_FRAME = /^(?:Function|Arrow|Class|Method)/;

/** Nodes of one kind in the order of the text; what stands in a nested function or class may never run, and is not among them. */
export const nodesIn = nodeFinder((kind) => OWN_FRAME.test(kind));

/** The step's calls of one of `functions`: `sleep`, `this.mergeArtifacts`. */
export const callsOf = (at: StepText, functions: readonly string[]): readonly SyntaxNode[] =>
  nodesIn(at.definition, 'CallExpression').filter((call) => functions.includes(calleeOf(at, call) ?? ''));

/** What a call calls, by the name that `faultline` has for it; null for a function of the file's own. */
export function calleeOf({ source, names }: Pick<StepText, 'source' | 'names'>, call: SyntaxNode): string | null {
  const written = call.firstChild ? textOf(source, call.firstChild) : '';
  if (!/^[A-Za-z_$][\w$.]*$/.test(written)) return null;
  const exported = names.imported.get(written);
  const [head = '', ...rest] = written.split('.');
  if (exported !== undefined) return exported;
  if (names.spaces.has(head)) return rest.join('.');
  return names.defined.has(head) ? null : written;
}

/** One assignment to `this.name`. `value` is null for `+=` and its like. */
export interface ThisAssignment {
  readonly name: string;
  readonly target: SyntaxNode;
  readonly expression: SyntaxNode;
  readonly value: SyntaxNode | null;
}

/** Assignments to properties of the flow, in the order of the text. */
export const thisAssignments = ({ source, definition }: StepText): readonly ThisAssignment[] =>
  nodesIn(definition, 'AssignmentExpression').flatMap((expression) => {
    const target = expression.firstChild;
    const name = thisMemberOf(source, target);
    const value = expression.getChild('Equals') ? expression.lastChild : null;
    if (!target || name === null) return [];
    return [{ name, target, expression, value: value && unwrapped(value) }];
  });

/** The assignments that decide what a step leaves: the last one to each name, unless that is deleted after it. */
export function lastAssignments(at: StepText): readonly ThisAssignment[] {
  const all = thisAssignments(at);
  const deleted = deletedNames(at);
  return all.filter(
    ({ name, expression }, index) =>
      all.findLastIndex((other) => other.name === name) === index &&
      !deleted.some((other) => other.name === name && other.node.from > expression.from),
  );
}

/** Properties in `delete this.name`. */
export const deletedNames = ({ source, definition }: StepText) =>
  nodesIn(definition, 'UnaryExpression').flatMap((node) => {
    const name = node.firstChild?.name === 'delete' ? thisMemberOf(source, node.lastChild) : null;
    return name === null ? [] : [{ name, node }];
  });

/** The parameter that holds a join's inputs. */
export function inputsParameter({ source, definition }: StepText): string | null {
  const [inputs] = definition.getChild('ParamList')?.getChildren('VariableDefinition') ?? [];
  return inputs ? textOf(source, inputs) : null;
}
