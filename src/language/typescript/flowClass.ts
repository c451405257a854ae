import type { FlowParameter, FlowStep } from '../../model/flow';
import type { ClassText, TypeScriptModule } from './module';
import { resolveName, type Names } from './names';
import { parameterOf } from './parameters';
import { textOf } from '../source';
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
export function flowClassesOf({ classes }: TypeScriptModule, names: Names): readonly FlowClass[] {
  const flows = new Set<string>();
  return classes.map((text) => {
    const isFlow = text.base !== null && (flows.has(text.base) || isFlowSpec(names, text.base));
    if (isFlow) flows.add(text.name);
    return {
      text,
      methods: text.members.map((member) => methodOf(member, names)).filter((method) => method !== null),
      parameters: text.members.map((member) => parameterOf(member, names)).filter((parameter) => parameter !== null),
      isFlow,
    };
  });
}

function isFlowSpec(names: Names, base: string): boolean {
  const { name, origin } = resolveName(names, base);
  return name === 'FlowSpec' && origin !== 'own';
}

/** The flow to show, and whether the file exports it as its flow. */
export interface ChosenFlow {
  readonly flow: FlowClass;
  readonly isExported: boolean;
}

/**
 * The flow that the file exports as its default, else the last one it defines. While no class inherits from FlowSpec,
 * one with steps is taken for the flow that it may become.
 */
export function chosenFlow(module: TypeScriptModule, classes: readonly FlowClass[]): ChosenFlow | null {
  const flows = classes.filter(({ isFlow }) => isFlow);
  const candidates = flows.length > 0 ? flows : classes.filter(({ methods }) => methods.some(({ step }) => step));
  const named = defaultName(module);
  const exported = candidates.findLast(({ text }) => text.isDefault || text.name === named);
  const flow = exported ?? candidates.at(-1);
  return flow ? { flow, isExported: exported !== undefined } : null;
}

/** `export default MyFlow`, `export { MyFlow as default }`. */
function defaultName({ statements }: TypeScriptModule): string | null {
  for (const { source, node } of statements) {
    const text = node.name === 'ExportDeclaration' ? textOf(source, node) : '';
    const [, direct, renamed] = /^export\s+default\s+([\w$]+)\s*;?$|\b([\w$]+)\s+as\s+default\b/.exec(text) ?? [];
    if (direct !== undefined || renamed !== undefined) return direct ?? renamed ?? null;
  }
  return null;
}

/** Steps of a class as a flow has them, inherited ones first; a later definition of a name replaces an earlier one. */
export function stepsOf(classes: readonly FlowClass[], flow: FlowClass): readonly FlowStep[] {
  const found = new Map<string, { readonly method: WrittenMethod; readonly from: FlowClass }>();
  for (const from of ancestryOf(classes, flow)) {
    for (const method of from.methods) {
      found.delete(method.name);
      found.set(method.name, { method, from });
    }
  }
  return [...found.values()].flatMap(({ method: { step }, from }) => {
    if (!step) return [];
    return [from === flow ? step : { ...step, inheritedFrom: from.text.name }];
  });
}

/** Parameters, inherited ones among them; a class's own replace inherited ones of the same name. */
export function inheritedParameters(classes: readonly FlowClass[], flow: FlowClass): readonly FlowParameter[] {
  const all = ancestryOf(classes, flow).flatMap(({ parameters }) => parameters);
  return [...new Map(all.map((parameter) => [parameter.attribute, parameter])).values()];
}

/** The classes of the file that `flow` is made of, the oldest first. */
function ancestryOf(classes: readonly FlowClass[], flow: FlowClass): readonly FlowClass[] {
  const found = [flow];
  for (;;) {
    const [first = flow] = found;
    const base = classes.slice(0, classes.indexOf(first)).findLast(({ text }) => text.name === first.text.base);
    if (!base) return found;
    found.unshift(base);
  }
}
