import type { Reading } from '../../model/flow';
import type { FlowGraph } from '../../model/graph';
import type { Problem } from '../../model/problem';
import { graphOf } from '../../graph/graphOf';
import { lintFindings } from '../../graph/lint';
import { lintDeclarations } from '../../graph/lintDeclarations';
import { lintDecorators } from '../../graph/lintDecorators';
import { hintsFor } from './hints';
import { quickFixOf } from './quickFixes';
import { PythonReader } from './read';

/** All that the text of a flow tells. */
export interface Checked {
  readonly reading: Reading;
  /** Of a text without a flow, null. */
  readonly graph: FlowGraph | null;
  /**
   * What stands in the way of reading, what fails as the class is read, lint in Metaflow's order, what fails after
   * it, hints. The first of severity `error` refuses a run. A text that does not parse is being typed: no more is
   * said of it.
   */
  readonly problems: readonly Problem[];
}

/** Checks one Python text. For a text that changes as one types, give the reader that follows it. */
export function checkPython(text: string, fileName: string, reader = new PythonReader()): Checked {
  const reading = reader.read(text, fileName);
  const graph = reading.flow && graphOf(reading.flow);
  if (!graph || reading.problems.some(({ code }) => code === 'syntax-error')) {
    return { reading, graph, problems: reading.problems };
  }
  const fixable = { graph, text };
  const lint = lintFindings(graph, fileName).map((finding): Problem => {
    const quickFix = quickFixOf(fixable, finding);
    return quickFix ? { ...finding.problem, fix: quickFix.title, quickFix } : finding.problem;
  });
  const declared = lintDeclarations(graph.flow);
  const problems = [...reading.problems, ...declared, ...lint, ...lintDecorators(graph), ...hintsFor(graph, text)];
  return { reading, graph, problems };
}
