import type { FlowParameter, FlowStep } from '../../model/flow';
import type { SyntaxNode } from '@lezer/common';
import { resolveName, type Names } from './imports';
import type { ClassText, PythonModule } from './module';
import { parameterOf } from './parameters';
import { textOf, type Piece, type Source } from '../source';
import { methodOf, type WrittenMethod } from './steps';

/** One class of the file with what was read of its body. */
export interface FlowClass {
  readonly text: ClassText;
  readonly methods: readonly WrittenMethod[];
  readonly parameters: readonly FlowParameter[];
  /** Inherits from FlowSpec, directly or through classes of the file. */
  readonly isFlow: boolean;
}

/** Reads every class of a file, in source order. */
export function flowClassesOf({ classes }: PythonModule, names: Names): readonly FlowClass[] {
  const flows = new Set<string>();
  return classes.map((text) => {
    const isFlow = text.bases.some((base) => flows.has(base) || isFlowSpec(names, base));
    if (isFlow) flows.add(text.name);
    return {
      text,
      methods: text.members.map((member) => methodOf(member, names)).filter((method) => method !== null),
      parameters: text.members
        .map(({ source, node }) => parameterOf(source, node, names))
        .filter((parameter) => parameter !== null),
      isFlow,
    };
  });
}

function isFlowSpec(names: Names, base: string): boolean {
  const { name, origin } = resolveName(names, base);
  return name === 'FlowSpec' && origin !== 'own';
}

/** The flow to show, and whether the file starts it. */
export interface ChosenFlow {
  readonly flow: FlowClass;
  readonly started: boolean;
}

/**
 * The flow that the file starts (the last one, if several), else the last one it defines. While no class inherits
 * from FlowSpec, one with steps is taken for the flow that it may become.
 */
export function chosenFlow(module: PythonModule, classes: readonly FlowClass[]): ChosenFlow | null {
  const flows = classes.filter(({ isFlow }) => isFlow);
  const candidates = flows.length > 0 ? flows : classes.filter(({ methods }) => methods.some(({ step }) => step));
  const called = module.statements.flatMap((statement) => calledNames(statement));
  const started = candidates.filter(({ text }) => called.includes(text.name));
  const flow = started.findLast(({ text }) => text.name === called.findLast((name) => isOneOf(started, name)));
  const last = flow ?? candidates.at(-1);
  return last ? { flow: last, started: flow !== undefined } : null;
}

const isOneOf = (classes: readonly FlowClass[], name: string): boolean =>
  classes.some(({ text }) => text.name === name);

/** Names called anywhere in a statement, in source order. */
function calledNames({ source, node }: Piece): readonly string[] {
  const names: string[] = [];
  node.cursor().iterate((at) => {
    if (at.name === 'CallExpression') names.push(calleeOf(source, at.node));
  });
  return names;
}

function calleeOf(source: Source, call: SyntaxNode): string {
  const callee = call.firstChild;
  return callee?.name === 'VariableName' ? textOf(source, callee) : '';
}

/**
 * A class's methods by name, inherited ones among them, and the class each comes from. A later definition of a name
 * replaces an earlier one, a class's own an inherited one; base classes go first, as the text does.
 */
export function inheritedMethods(
  classes: readonly FlowClass[],
  flow: FlowClass,
): ReadonlyMap<string, { readonly method: WrittenMethod; readonly from: FlowClass }> {
  const found = new Map<string, { readonly method: WrittenMethod; readonly from: FlowClass }>();
  for (const from of ancestryOf(classes, flow)) {
    for (const method of from.methods) {
      found.delete(method.name);
      found.set(method.name, { method, from });
    }
  }
  return found;
}

/** Parameters, inherited ones among them; a class's own replace inherited ones of the same attribute. */
export function inheritedParameters(classes: readonly FlowClass[], flow: FlowClass): readonly FlowParameter[] {
  const all = ancestryOf(classes, flow).flatMap(({ parameters }) => parameters);
  return [...new Map(all.map((parameter) => [parameter.attribute, parameter])).values()];
}

/** Steps of a class as a flow has them, in source order. */
export function stepsOf(classes: readonly FlowClass[], flow: FlowClass): readonly FlowStep[] {
  return [...inheritedMethods(classes, flow).values()].flatMap(({ method: { step }, from }) => {
    if (!step) return [];
    return [from === flow ? step : { ...step, inheritedFrom: from.text.name }];
  });
}

/** The classes of the file that `flow` is made of, bases before what inherits from them, leftmost base last. */
function ancestryOf(classes: readonly FlowClass[], flow: FlowClass): readonly FlowClass[] {
  const seen = new Set<FlowClass>();
  const visit = (current: FlowClass): readonly FlowClass[] => {
    if (seen.has(current)) return [];
    seen.add(current);
    const bases = current.text.bases.map((base) => definedBefore(classes, base, current)).filter((base) => !!base);
    return [...bases.reverse().flatMap(visit), current];
  };
  return visit(flow);
}

const definedBefore = (classes: readonly FlowClass[], name: string, before: FlowClass): FlowClass | undefined =>
  classes.slice(0, classes.indexOf(before)).findLast(({ text }) => text.name === name);
