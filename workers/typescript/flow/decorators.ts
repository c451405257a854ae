import { metaflowName, typescriptName } from '../../../src/language/typescript/spelling';
import { extras } from '../askExtras';
import { catchActions } from './catchActions';
import type { Attributes, DecoratorKind, GivenDecorator, StepActions, StepDecorator } from './decorator';
import { MetaflowException } from './exceptions';
import { FlowSpec } from './flowSpec';
import { FLOW_KINDS, STEP_KINDS } from './kinds';
import { markStep, stepInfoOf, type StepOfClass } from './steps';
import { timeoutActions } from './timeoutActions';
import { environmentActions, parallelActions } from './smallActions';

class BadStepDecoratorException extends MetaflowException {
  override readonly headline = 'Syntax error';
}
class BadFlowDecoratorException extends MetaflowException {
  override readonly headline = 'Syntax error';
}
class DuplicateDecoratorException extends MetaflowException {
  override readonly headline = 'Duplicate decorators';
}
class InvalidDecoratorAttribute extends MetaflowException {
  override readonly headline = 'Unknown decorator attribute';
}
class UnknownStepDecoratorException extends MetaflowException {
  override readonly headline = 'Unknown step decorator';
}

const ACTIONS: Readonly<Record<string, (attributes: Attributes) => StepActions>> = {
  card: (attributes) => extras().cardActions(attributes),
  catch: catchActions,
  timeout: timeoutActions,
  environment: environmentActions,
  parallel: parallelActions,
};

type Target = (...values: never[]) => unknown;
interface Context {
  readonly kind?: string;
  readonly name?: string | symbol;
}
/** `@retry({ … })`; also `@retry` without brackets, which gives the target itself. */
type Decorate = (first?: unknown, context?: Context) => unknown;

/** `@step({ start, end })`. */
export const step: Decorate = (first, context) => {
  if (typeof first === 'function') return mark(first as Target, context, {});
  const options = (first ?? {}) as { readonly start?: unknown; readonly end?: unknown };
  return (method: Target, given?: Context) => mark(method, given, options);
};

function mark(method: Target, context: Context | undefined, options: { start?: unknown; end?: unknown }): void {
  const name = String(context?.name ?? method.name);
  markStep(method, { name, isStart: options.start === true, isEnd: options.end === true, decorators: [] });
}

function stepDecorator(kind: DecoratorKind): Decorate {
  return decorator(kind, (target, context, given) => {
    const info = stepInfoOf(target);
    if (!info) {
      throw new BadStepDecoratorException(
        `You tried to apply decorator '${kind.alias}' on '${nameOf(target, context)}' which is not declared as a @step. ` +
          `Make sure you apply this decorator on a method which has @step() right before the method's name and ` +
          `@${kind.alias} is above @step.`,
      );
    }
    if (!kind.allowMultiple && info.decorators.some((one) => one.kind === kind)) {
      throw new DuplicateDecoratorException(
        `Step '${info.name}' already has a decorator '${kind.alias}'. You can specify this decorator only once.`,
      );
    }
    info.decorators.push(madeStepDecorator(kind, given, true));
  });
}

const ofFlows = new WeakMap<object, GivenDecorator[]>();

function flowDecorator(kind: DecoratorKind): Decorate {
  return decorator(kind, (target, _context, given) => {
    if (typeof target !== 'function' || !(target.prototype instanceof FlowSpec)) {
      throw new BadFlowDecoratorException(
        `Decorator '${kind.alias}' can be applied only to FlowSpecs. Make sure the decorator is above a class definition.`,
      );
    }
    if (!kind.allowMultiple && flowDecoratorsOf(target).some((one) => one.kind === kind)) {
      throw new DuplicateDecoratorException(
        `Flow already has a decorator '${kind.alias}'. You can specify each decorator only once.`,
      );
    }
    ofFlows.set(target, [...(ofFlows.get(target) ?? []), madeDecorator(kind, given, true)]);
  });
}

/** Above a class and its bases. */
export function flowDecoratorsOf(flowClass: object): GivenDecorator[] {
  const found: GivenDecorator[] = [];
  for (let kind: object | null = flowClass; kind !== null; kind = Object.getPrototypeOf(kind) as object | null) {
    found.push(...(ofFlows.get(kind) ?? []));
  }
  return found;
}

function decorator(
  kind: DecoratorKind,
  apply: (target: unknown, context: Context | undefined, given: Attributes) => void,
): Decorate {
  const decorate: Decorate = (first, context) => {
    if (typeof first === 'function') {
      apply(first, context, {});
      return undefined;
    }
    const given = metaflowAttributes((first ?? {}) as Attributes);
    return (target: unknown, its?: Context) => {
      apply(target, its, given);
    };
  };
  return decorate;
}

const metaflowAttributes = (given: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [metaflowName(name), value]),
  );

function madeDecorator(kind: DecoratorKind, given: Attributes, isStatic: boolean): GivenDecorator {
  for (const name of Object.keys(given)) {
    if (name in kind.defaults) continue;
    const supported = Object.keys(kind.defaults).map(typescriptName).join(', ');
    throw new InvalidDecoratorAttribute(
      `Decorator '${kind.alias}' does not support the attribute '${typescriptName(name)}'. ` +
        `These attributes are supported: ${supported}.`,
    );
  }
  return { kind, given, attributes: { ...kind.defaults, ...given }, isStatic };
}

function madeStepDecorator(kind: DecoratorKind, given: Attributes, isStatic: boolean): StepDecorator {
  const made = madeDecorator(kind, given, isStatic);
  return { ...made, actions: ACTIONS[kind.name]?.(made.attributes) ?? {} };
}

const nameOf = (target: unknown, context: Context | undefined): string =>
  String(context?.name ?? (typeof target === 'function' ? target.name : target));

/** What `--with` does: each specification goes to every step that lacks its decorator. */
export function attachDecorators(steps: readonly StepOfClass[], specs: readonly string[]): void {
  for (const { info } of steps) {
    for (const spec of specs) {
      const [name = '', attributes] = splitAt(spec, ':');
      const kind = STEP_KINDS.find((one) => one.name === metaflowName(name));
      if (!kind) {
        const supported = STEP_KINDS.map((one) => one.name).join(', ');
        throw new UnknownStepDecoratorException(
          `Unknown step decorator *${name}*. The following decorators are supported: *${supported}*`,
        );
      }
      if (!kind.allowMultiple && info.decorators.some((one) => one.kind === kind)) continue;
      info.decorators.push(madeStepDecorator(kind, attributesIn(attributes), false));
    }
  }
}

function attributesIn(text: string): Attributes {
  if (text === '') return {};
  const parts = text.split(/,(?=[\s\w]+=)/).map((part) => splitAt(part, '='));
  return Object.fromEntries(parts.map(([name, value]) => [metaflowName(name.trim()), valueIn(value.trim())]));
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll('\\"', '"')) as unknown;
  } catch {
    return text;
  }
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** The decorators by the names that flows import them by. */
export const DECORATORS: Readonly<Record<string, Decorate>> = Object.fromEntries([
  ...STEP_KINDS.map((kind) => [kind.alias, stepDecorator(kind)] as const),
  ...FLOW_KINDS.map((kind) => [kind.alias, flowDecorator(kind)] as const),
  ['step', step] as const,
]);
