import type { FlowSource, LoadOutcome, ParametersOrder, ParametersOutcome } from '../../../src/protocol/flowHost';
import { Artifacts, save } from '../flow/artifacts';
import { attachDecorators, flowDecoratorsOf } from '../flow/decorators';
import type { GivenDecorator } from '../flow/decorator';
import { typescriptName } from '../../../src/language/typescript/spelling';
import { MetaflowException } from '../flow/exceptions';
import type { FlowClass } from '../flow/flowSpec';
import { takeMembers } from '../flow/members';
import { stepsOf } from '../flow/steps';
import { loadedFlow } from './loaded';
import type { LoadedClass } from './loadedClass';
import { configValues, parameterValues } from './values';

/** Checks what Metaflow checks when it imports a flow. @throws {MetaflowException} */
export function loadClass(flowClass: FlowClass, source: FlowSource): LoadedClass {
  attachDecorators(stepsOf(flowClass), source.withDecorators);
  const members = takeMembers(new flowClass());
  const configs = configValues(members, source.configs, source.files);
  const seen = new Set<string>();
  for (const [attribute, parameter] of members.parameters) parameter.check(attribute);
  for (const [attribute, parameter] of members.parameters) {
    const name = parameter.nameFor(attribute);
    if (seen.has(name.toLowerCase())) {
      throw new MetaflowException(
        `Parameter *${name}* is specified twice. Note that parameter names are case-insensitive.`,
      );
    }
    seen.add(name.toLowerCase());
  }
  return { flowClass, members, configs, source };
}

export function loadOutcome({ flowClass, members, source }: LoadedClass, stdout: readonly string[]): LoadOutcome {
  const { compiled, fileName } = source;
  const flow = loadedFlow(flowClass, members, compiled?.flow ?? null, fileName);
  const ofFlow = noticesOf(`flow ${flow.name}`, flowDecoratorsOf(flowClass));
  const ofSteps = stepsOf(flowClass).flatMap(({ name, info }) => noticesOf(`step ${name}`, info.decorators));
  return { ok: true, flow, notices: [...ofFlow, ...ofSteps], stdout };
}

const noticesOf = (place: string, decorators: readonly GivenDecorator[]): string[] =>
  decorators.flatMap(({ kind }) =>
    kind.notice === undefined ? [] : [`@${typescriptName(kind.name)} on ${place}: ${kind.notice}`],
  );

export function savedParameters(
  { flowClass, members, configs, source }: LoadedClass,
  { given }: ParametersOrder,
  stdout: string[],
): ParametersOutcome {
  const { user, files } = source;
  const print = (line: string) => void stdout.push(line);
  const around = { flowName: flowClass.name, user, files, configs, print };
  const values = new Map([
    ...parameterValues(members, given, around),
    ...members.constants,
    ['name', flowClass.name] as const,
  ]);
  return { ok: true, artifacts: save(values, new Artifacts([], new Map())), stdout };
}
