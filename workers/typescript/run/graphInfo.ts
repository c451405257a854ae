import { graphOf } from '../../../src/graph/graphOf';
import type { GraphStep } from '../../../src/model/graph';
import type { AttemptOrder } from '../../../src/protocol/flowHost';
import type { GivenDecorator } from '../flow/decorator';
import { flowDecoratorsOf } from '../flow/decorators';
import type { Members } from '../flow/members';
import { stepsOf } from '../flow/steps';
import type { FlowClass } from '../flow/flowSpec';
import { loadedFlow } from './loaded';
import { isJson } from './preview';

type Info = Readonly<Record<string, unknown>>;

const TYPES: Readonly<Record<string, string>> = { split: 'split-static', foreach: 'split-foreach' };

/** `current.graph`: the flow as Metaflow shows it, under Metaflow's own names. */
export function graphInfo(flowClass: FlowClass, members: Members, order: AttemptOrder): Info {
  const flow = loadedFlow(flowClass, members, order.compiled?.flow ?? null, order.fileName);
  const graph = graphOf(flow);
  const given = new Map(stepsOf(flowClass).map(({ name, info }) => [name, info.decorators]));
  return {
    file: order.fileName,
    start_step: graph.start,
    end_step: graph.end,
    parameters: [...members.parameters].map(([name, { kind }]) => ({ name, type: KINDS[kind] })),
    constants: order.parameters
      .filter(({ name }) => members.constants.has(name))
      .map(({ name, type }) => ({ name, type }))
      .reverse(),
    steps: Object.fromEntries(
      graph.steps.map((step) => [step.name, stepInfo(step, given.get(step.name) ?? [], order.fileName)]),
    ),
    doc: flow.doc ?? '',
    decorators: flowDecoratorsOf(flowClass).map(decoratorInfo),
    extensions: {},
  };
}

const KINDS = { parameter: 'Parameter', 'include-file': 'IncludeFile', config: 'Config' } as const;

function stepInfo(step: GraphStep, decorators: readonly GivenDecorator[], file: string): Info {
  const { transition, doc } = step.source;
  return {
    name: step.name,
    type: transition?.kind === 'parallel' ? 'split-parallel' : (TYPES[step.type] ?? step.type),
    line: step.line,
    source_file: file,
    doc: doc ?? '',
    decorators: decorators.map(decoratorInfo),
    next: step.next,
    node_info: {},
    ...(transition?.kind === 'foreach' ? { foreach_artifact: transition.variable } : {}),
    ...(transition?.kind === 'switch'
      ? {
          condition: transition.condition,
          switch_cases: Object.fromEntries(
            transition.cases.map(({ key, target }) => [key.replace(/^'|'$/g, ''), target]),
          ),
        }
      : {}),
    ...(step.matchingJoin === null ? {} : { matching_join: step.matchingJoin }),
  };
}

const decoratorInfo = ({ kind, attributes, isStatic }: GivenDecorator): Info => ({
  name: kind.name,
  attributes: plain(attributes),
  statically_defined: isStatic,
  inserted_by: null,
});

/** As JSON could hold it; the text of all else. */
function plain(value: unknown): unknown {
  if (isJson(value)) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
