import type { FlowGraph } from '../model/graph';
import type { Problem } from '../model/problem';
import { checkedOf, type Check, type Finding } from './finding';
import { BALANCE_CHECKS, LOOP_CHECKS } from './lintPaths';
import { STEP_CHECKS, TRANSITION_CHECKS } from './lintSteps';
import { SPLIT_CHECKS } from './lintSplits';
import { spelledFor } from './spelling';

/** Each stage looks at graphs that the ones before found nothing in: what they refuse, later ones cannot read. */
const STAGES: readonly (readonly Check[])[] = [
  [...STEP_CHECKS, ...TRANSITION_CHECKS],
  LOOP_CHECKS,
  [...BALANCE_CHECKS, ...SPLIT_CHECKS],
];

/**
 * What Metaflow's validity checker has against a graph, in its order: the first is what Metaflow prints and refuses
 * the run with. Messages are as on the console, without `*`. Where Metaflow itself would crash, the message that it
 * meant. Source: Metaflow, lint.py.
 */
export const lint = (graph: FlowGraph, fileName: string): readonly Problem[] =>
  lintFindings(graph, fileName).map(({ problem }) => problem);

/** As {@link lint}, with what a quick fix needs to know. */
export function lintFindings(graph: FlowGraph, fileName: string): readonly Finding[] {
  const checked = checkedOf(graph, fileName);
  for (const stage of STAGES) {
    const findings = stage.flatMap((check) => check(checked));
    if (findings.length > 0) {
      return findings.map((finding) => ({ ...finding, problem: spelledFor(graph.flow, finding.problem) }));
    }
  }
  return [];
}
