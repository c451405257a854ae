import type { Decorator, Flow, FlowParameter, FlowStep, Span, SourceValue } from '../../../src/model/flow';
import type { GivenDecorator } from '../flow/decorator';
import { flowDecoratorsOf } from '../flow/decorators';
import type { FlowClass } from '../flow/flowSpec';
import type { Members } from '../flow/members';
import type { ParameterSpec } from '../flow/parameterSpec';
import { stepsOf, type StepOfClass } from '../flow/steps';
import { inspect } from './inspect';
import { isJson } from './preview';

const NOWHERE: Span = { from: 0, to: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

/**
 * The flow as its class has it: decorator values, parameters and inherited steps come from there; where things stand,
 * and where steps go, from the reading of the text.
 */
export function loadedFlow(flowClass: FlowClass, { parameters }: Members, read: Flow | null, fileName: string): Flow {
  const steps = stepsOf(flowClass).map((step) => loadedStep(step, flowClass, read?.steps.find(named(step.name))));
  return {
    name: flowClass.name,
    fileName,
    language: 'typescript',
    doc: read?.doc ?? null,
    steps: steps.sort((a, b) => a.span.from - b.span.from),
    parameters: [...parameters].map(([attribute, parameter]) =>
      loadedParameter(
        attribute,
        parameter,
        read?.parameters.find((one) => one.attribute === attribute),
      ),
    ),
    decorators: decoratorsOf(flowDecoratorsOf(flowClass), read?.decorators ?? [], read?.nameSpan ?? NOWHERE),
    span: read?.span ?? NOWHERE,
    nameSpan: read?.nameSpan ?? NOWHERE,
    loaded: true,
  };
}

const named =
  (name: string) =>
  (one: { readonly name: string }): boolean =>
    one.name === name;

function loadedStep({ name, method, info }: StepOfClass, flowClass: FlowClass, read: FlowStep | undefined): FlowStep {
  const owner = ownerOf(flowClass, name);
  return {
    name,
    line: read?.line ?? 0,
    span: read?.span ?? NOWHERE,
    nameSpan: read?.nameSpan ?? NOWHERE,
    argumentCount: read?.argumentCount ?? method.length + 1,
    decorators: decoratorsOf(info.decorators, read?.decorators ?? [], read?.nameSpan ?? NOWHERE),
    doc: read?.doc ?? null,
    transition: read?.transition ?? null,
    marked: { start: info.isStart, end: info.isEnd },
    ...(owner === flowClass ? {} : { inheritedFrom: owner.name }),
  };
}

function ownerOf(flowClass: FlowClass, name: string): { readonly name: string } {
  let kind: FlowClass = flowClass;
  while (!Object.hasOwn(kind.prototype as object, name)) kind = Object.getPrototypeOf(kind) as FlowClass;
  return kind;
}

/** Spans come from the text, nearest first. What `--with` added has the span of the name. */
function decoratorsOf(loaded: readonly GivenDecorator[], read: readonly Decorator[], nameSpan: Span): Decorator[] {
  const left = [...read];
  return loaded.map(({ kind, given, isStatic }) => {
    const place = isStatic ? left.findIndex(named(kind.name)) : -1;
    const [written] = place < 0 ? [] : left.splice(place, 1);
    const attributes = Object.entries(given).map(
      ([key, value]) => [key, sourceValue(value, written?.attributes[key])] as const,
    );
    return { name: kind.name, attributes: Object.fromEntries(attributes), span: written?.span ?? nameSpan };
  });
}

function sourceValue(value: unknown, read: SourceValue | undefined): SourceValue {
  if (isJson(value)) return { kind: 'literal', value };
  return { kind: 'code', text: read?.kind === 'code' ? read.text : inspect(value, { depth: 2 }) };
}

function loadedParameter(attribute: string, parameter: ParameterSpec, read: FlowParameter | undefined): FlowParameter {
  const { options } = parameter;
  return {
    attribute,
    name: parameter.nameFor(attribute),
    kind: parameter.kind,
    type: parameter.type,
    ...(parameter.hasDefault ? { default: sourceValue(parameter.default, read?.default) } : {}),
    required: parameter.isRequired,
    help: typeof options['help'] === 'string' ? options['help'] : null,
    separator: parameter.separator,
    showDefault: options['showDefault'] !== false,
    span: read?.span ?? NOWHERE,
  };
}
