import { lineOf } from '../engine/jsonText';
import type { JsonText } from '../engine/jsonText';
import { planProblems } from '../engine/planProblems';
import type { ValuePath } from '../engine/schemaWalk';
import { nearName } from '../graph/nearName';
import type { FlowGraph } from '../model/graph';
import type { Fault } from '../model/scenario';
import type { Fence } from './fences';
import type { LessonProblem, LessonScenario } from './lesson';
import type { Check, Condition } from './lessonSchema';
import { TRIALS_MAX, trialCount } from './tries';

/** Where a value of the file's JSON stands. */
interface Place {
  readonly fence: Fence;
  readonly reading: JsonText;
}

const at = ({ fence, reading }: Place, path: ValuePath, message: string): LessonProblem => ({
  line: fence.line + lineOf(reading, path),
  message,
});

/** What of a scenario does not fit the flow. */
export function scenarioProblems(
  { faults, services, platform }: LessonScenario,
  { graph, ...place }: Place & { readonly graph: FlowGraph | null },
): readonly LessonProblem[] {
  return planProblems({ faults, services, platform, graph, artifacts: null })
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => at(place, path, message));
}

interface Named extends Place {
  readonly steps: ReadonlySet<string>;
  /** Null where they are not known: then they are not asked for. */
  readonly services: readonly string[] | null;
  readonly path: ValuePath;
}

/** Names in a condition that nothing has, and what could not be held against any run. */
export function conditionProblems(condition: Condition, named: Named): readonly LessonProblem[] {
  const { steps, services, path } = named;
  const unknownSteps = Object.keys(condition.steps ?? {})
    .filter((name) => !steps.has(name))
    .map((name) => at(named, [...path, 'steps', name], `The flow has no step ${name}. ${right(name, [...steps])}`));
  const unknownServices = Object.keys(condition.calls ?? {})
    .filter((name) => services !== null && !services.includes(name))
    .map((name) => at(named, [...path, 'calls', name], `No service is called ${name}. ${right(name, services ?? [])}`));
  const nothing =
    Object.keys(condition).length === 0 && path.length === 0 && named.fence.kind === 'when'
      ? [at(named, path, 'This is true of every run. Say what decides, such as { "outcome": "failed" }.')]
      : [];
  const same =
    condition.sameResult === true && named.fence.kind === 'when'
      ? [at(named, [...path, 'sameResult'], 'There is no run without failures to compare with. Use it in a check.')]
      : [];
  return [
    ...unknownSteps,
    ...unknownServices,
    ...nothing,
    ...same,
    ...(condition.any ?? []).flatMap((each, i) => conditionProblems(each, { ...named, path: [...path, 'any', i] })),
    ...(condition.not === undefined ? [] : conditionProblems(condition.not, { ...named, path: [...path, 'not'] })),
  ];
}

interface CheckPlace extends Place {
  readonly steps: ReadonlySet<string>;
  readonly services: readonly string[];
  readonly graph: FlowGraph | null;
  readonly scenario: LessonScenario | null;
}

/** What of a check cannot be meant so. */
export function checkProblems(check: Check, place: CheckPlace): readonly LessonProblem[] {
  const { tries, sweep, run, calm, holds } = check;
  const named = (path: ValuePath): Named => ({ ...place, path });
  const conditions: readonly (readonly [ValuePath, Condition | null | undefined])[] = [
    [['calm'], calm],
    [['holds'], holds],
    [['run'], run],
    ...tries.map((each, i) => [['tries', i, 'holds'], each.holds] as const),
  ];
  const unknown = (sweep?.steps ?? [])
    .map((name, i) => [name, i] as const)
    .filter(([name]) => !place.steps.has(name))
    .map(([name, i]) =>
      at(place, ['sweep', 'steps', i], `The flow has no step ${name}. ${right(name, [...place.steps])}`),
    );
  const isEmpty = tries.length === 0 && sweep === null && run === null;
  const count = trialCount(check, place.graph?.steps.length ?? 0);
  const tooMany = `The check comes to ${String(count)} runs. At most ${String(TRIALS_MAX)} are made: narrow the sweep, or take fewer seeds.`;
  const both = run !== null && (tries.length > 0 || sweep !== null);
  return [
    ...(isEmpty ? [at(place, [], 'The check tries nothing. Give tries, a sweep, or a condition on the run.')] : []),
    ...(count > TRIALS_MAX ? [at(place, [], tooMany)] : []),
    ...(both
      ? [at(place, ['run'], 'A check asks for the learner’s own run, or tries in secret. Leave one of them out.')]
      : []),
    ...conditions.flatMap(([path, each]) => (each == null ? [] : conditionProblems(each, named(path)))),
    ...unknown,
    ...tries.flatMap(({ faults = [] }, i) => tryProblems(faults, i, place)),
  ];
}

/** Failures of a try that do not fit the flow. */
function tryProblems(faults: readonly Fault[], i: number, place: CheckPlace): readonly LessonProblem[] {
  const { graph, scenario } = place;
  if (scenario === null) return [];
  const { services, platform } = scenario;
  return planProblems({ faults, services, platform, graph, artifacts: null })
    .filter(({ severity, path }) => severity === 'error' && path[0] === 'faults')
    .map(({ path, message }) => at(place, ['tries', i, ...path], message));
}

function right(name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  if (near !== null) return `Did you mean ${near}?`;
  return known.length === 0 ? '' : `There are ${known.slice(0, 8).join(', ')}.`;
}
