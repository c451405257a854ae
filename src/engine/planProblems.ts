import { nearName } from '../graph/nearName';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { Fault, FaultKind, Platform, Service } from '../model/scenario';
import { attemptProblems } from './aimedAttempts';
import { platformProblems, serviceProblems } from './outsideProblems';
import { error, warning, type PlanProblem } from './planProblem';

/** What a plan is held against. */
export interface PlanSubject {
  readonly faults: readonly Fault[];
  readonly services: readonly Service[];
  readonly platform: Platform;
  /** Null while there is no flow to read. */
  readonly graph: FlowGraph | null;
  /** Names that the flow's text gives to artifacts and parameters; null where that cannot be told. */
  readonly artifacts: ReadonlySet<string> | null;
}

/** Everything in a plan that does not fit the flow, or itself, in the plan's order. */
export function planProblems(subject: PlanSubject): readonly PlanProblem[] {
  return [
    ...subject.faults.flatMap((fault, i) => faultProblems(fault, i, subject)),
    ...serviceProblems(subject.services),
    ...platformProblems(subject.platform),
  ];
}

function faultProblems(fault: Fault, i: number, subject: PlanSubject): readonly PlanProblem[] {
  const { graph, faults } = subject;
  const step = graph?.steps.find(({ name }) => name === fault.step) ?? null;
  const found = [
    ...idProblems(fault, faults.slice(0, i)),
    ...(graph === null ? [] : stepProblems(fault, step, graph)),
    ...(step === null ? [] : attemptProblems(fault, step, subject.platform)),
    ...momentProblems(fault),
    ...strayFields(fault),
    ...(fault.probability === 0 ? [warning(['probability'], 'It never strikes. Give more than 0.')] : []),
    ...inputProblems(fault, subject.artifacts),
    ...serviceNameProblems(fault, subject.services),
  ];
  return found.map((problem) => ({ ...problem, path: ['faults', i, ...problem.path] }));
}

const idProblems = ({ id }: Fault, before: readonly Fault[]): readonly PlanProblem[] =>
  id !== undefined && before.some((other) => other.id === id)
    ? [warning(['id'], `Another failure has the id ${id}. The log gives this one a name of its own.`)]
    : [];

function stepProblems(
  { step: name, foreach }: Fault,
  step: GraphStep | null,
  graph: FlowGraph,
): readonly PlanProblem[] {
  if (name === '*') return [];
  if (step === null) return [error(['step'], `The flow has no step ${name}. ${rightName(name, namesOf(graph))}`)];
  if (foreach === undefined || foreach.length === 0) return [];
  const depth = depthOf(step, graph);
  if (depth === 0) return [error(['foreach'], `${name} stands in no foreach, so it has one task. Leave foreach out.`)];
  return foreach.length > depth
    ? [error(['foreach'], `${name} stands in ${times(depth)}, so give at most ${indices(depth)}.`)]
    : [];
}

const namesOf = (graph: FlowGraph): readonly string[] => graph.steps.map(({ name }) => name);

/** How many foreaches a step stands in. */
export const depthOf = ({ splitParents }: GraphStep, graph: FlowGraph): number =>
  splitParents.filter((parent) => graph.steps.find(({ name }) => name === parent)?.type === 'foreach').length;

const times = (depth: number): string => (depth === 1 ? 'one foreach' : `${String(depth)} foreaches`);
const indices = (depth: number): string => (depth === 1 ? 'one index' : `${String(depth)} indices`);

function rightName(name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  if (near !== null) return `Did you mean ${near}?`;
  return known.length === 0 ? '' : `It has ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''}.`;
}

/** When a kind always strikes, so that a plan need not say it. */
const FIXED_MOMENTS: Readonly<
  Partial<Record<FaultKind, { readonly words: string; readonly allowed: readonly string[] }>>
> = {
  'metadata-unavailable': { words: 'The metadata service is asked before user code', allowed: ['before', 'run'] },
  'datastore-unavailable': { words: 'Artifacts are saved after user code', allowed: ['after', 'run'] },
  'code-bug': { words: 'A code bug is raised as user code begins', allowed: [] },
  slow: { words: 'A slow task loses its time as user code begins', allowed: [] },
  'bad-input': { words: 'Inputs are altered before user code', allowed: ['before'] },
  'network-blip': { words: 'Calls are made during user code', allowed: ['during', 'code', 'launch', 'run'] },
  service: { words: 'Calls are made during user code', allowed: ['during', 'code', 'launch', 'run'] },
};

function momentProblems({ kind, moment }: Fault): readonly PlanProblem[] {
  const fixed = FIXED_MOMENTS[kind];
  if (fixed === undefined || moment === undefined) return [];
  const name = typeof moment === 'string' ? moment : (moment.of ?? 'code');
  return fixed.allowed.includes(name) ? [] : [error(['moment'], `${fixed.words}. Leave moment out.`)];
}

/** Fields that only some kinds read. */
const READERS: readonly (readonly [field: keyof Fault, kinds: readonly FaultKind[]])[] = [
  ['exception', ['code-bug']],
  ['input', ['bad-input']],
  ['service', ['service', 'network-blip']],
  ['seconds', ['slow', 'service', 'network-blip', 'metadata-unavailable', 'datastore-unavailable']],
];

const strayFields = (fault: Fault): readonly PlanProblem[] =>
  READERS.filter(([field, kinds]) => fault[field] !== undefined && !kinds.includes(fault.kind)).map(([field, kinds]) =>
    warning([field], `${field} changes nothing here: only ${kinds.join(', ')} reads it.`),
  );

function inputProblems({ kind, input }: Fault, artifacts: ReadonlySet<string> | null): readonly PlanProblem[] {
  if (kind !== 'bad-input') return [];
  if (input === undefined) {
    return [error(['kind'], 'A bad input needs input: { "name": "data", "change": "missing" }.')];
  }
  if (artifacts === null || artifacts.has(input.name)) return [];
  return [
    warning(
      ['input', 'name'],
      `No step sets ${input.name}, and no parameter has that name. ${rightName(input.name, [...artifacts])}`.trim(),
    ),
  ];
}

function serviceNameProblems({ kind, service }: Fault, services: readonly Service[]): readonly PlanProblem[] {
  if (kind !== 'service' && kind !== 'network-blip') return [];
  if (service === undefined) {
    return kind === 'service'
      ? [error(['kind'], 'A service that fails needs service: { "name": "api", "answer": 503 }.')]
      : [];
  }
  const names = services.map(({ name }) => name);
  if (names.includes(service.name)) return [];
  const right = names.length === 0 ? 'Define it under services.' : rightName(service.name, names);
  return [error(['service', 'name'], `No service is called ${service.name}. ${right}`)];
}
