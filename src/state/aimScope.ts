import type { FlowGraph } from '../model/graph';
import type { Fault, Platform, Service } from '../model/scenario';
import { secondsOf } from '../model/time';
import type { PlanProblem } from '../engine/planProblem';
import { planProblems } from '../engine/planProblems';
import { attemptChoices, foreachDepth } from './aims';
import type { Histories } from './history';

/** What there is to choose from while a failure is aimed, and what is to be said of it. */
export interface AimScope {
  readonly steps: readonly string[];
  readonly platform: Platform;
  readonly services: readonly Service[];
  readonly artifacts: readonly string[];
  readonly attempts: readonly number[];
  /** How many indices name one task of the step; 0 where it has one task. */
  readonly depth: number;
  /** What user code of the step lasts, as far as that is known. */
  readonly codeSeconds: number;
  readonly problems: readonly PlanProblem[];
  /** The fault with what its kind needs, as far as there is but one choice. */
  readonly complete: (fault: Fault) => Fault;
}

export interface AimSubject {
  readonly graph: FlowGraph;
  readonly platform: Platform;
  readonly services: readonly Service[];
  readonly artifacts: ReadonlySet<string>;
  /** Of the run on screen, where it is of this flow. */
  readonly histories: Histories;
}

export function aimScope(fault: Fault, { graph, platform, services, artifacts, histories }: AimSubject): AimScope {
  return {
    steps: graph.steps.map(({ name }) => name),
    platform,
    services,
    artifacts: [...artifacts],
    attempts: attemptChoices(graph, fault.step, platform),
    depth: foreachDepth(graph, fault.step),
    codeSeconds: codeSeconds(fault.step, histories) ?? platform.duration,
    problems: planProblems({ faults: [fault], services, platform, graph, artifacts }).filter(
      ({ path }) => path[0] === 'faults',
    ),
    complete: (next) => completed(next, services),
  };
}

/** The longest that an attempt of the step has run its code. */
function codeSeconds(step: string, histories: Histories): number | null {
  const spans = [...histories.values()].filter(({ place }) => place.step === step).flatMap(({ attempts }) => attempts);
  const lengths = spans.flatMap(({ codeStartsAt, endedAt }) =>
    endedAt === null || endedAt <= codeStartsAt ? [] : [secondsOf(endedAt - codeStartsAt)],
  );
  return lengths.length === 0 ? null : Math.max(...lengths);
}

function completed(fault: Fault, services: readonly Service[]): Fault {
  const [first] = services;
  if (fault.kind !== 'service' || fault.service !== undefined || first === undefined) return fault;
  return { ...fault, service: { name: first.name, answer: 503 } };
}
