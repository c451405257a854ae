import type { Reading } from '../../model/flow';
import type { FlowGraph } from '../../model/graph';
import type { Problem } from '../../model/problem';
import type { Platform } from '../../model/scenario';
import { graphOf } from '../../graph/graphOf';
import { lintFindings } from '../../graph/lint';
import { lintDeclarations } from '../../graph/lintDeclarations';
import { lintDecorators } from '../../graph/lintDecorators';
import { Lines } from '../lines';
import { withDecoratorFix } from './decoratorFixes';
import { hintsFor } from './hints';
import { parseText } from './parse';
import { quickFixOf } from './quickFixes';
import { PythonReader } from './read';

/** All that the text of a flow tells. */
export interface Checked {
  readonly reading: Reading;
  /** Of a text without a flow, null. */
  readonly graph: FlowGraph | null;
  /** The graph to draw: as `graph`, but edges stay where a `self.next` is half typed. */
  readonly drawn: FlowGraph | null;
  /**
   * What stands in the way of reading, what fails as the class is read, lint in Metaflow's order, what fails after
   * it, hints. The first of severity `error` refuses a run. A text that does not parse is being typed: no more is
   * said of it.
   */
  readonly problems: readonly Problem[];
}

/** What a check may know besides the text. */
interface CheckOptions {
  /** The reader that follows a text which changes as one types. */
  readonly reader?: PythonReader;
  /** Where the flow would run: some hints depend on it. */
  readonly platform?: Platform;
}

/** Checks one Python text. */
export function checkPython(text: string, fileName: string, options: CheckOptions = {}): Checked {
  const { reader = new PythonReader(), platform = null } = options;
  const reading = reader.read(text, fileName);
  const graph = reading.flow && graphOf(reading.flow);
  const flow = reader.drawn(reading);
  const drawn = flow && flow !== reading.flow ? graphOf(flow) : graph;
  if (!graph || reading.problems.some(({ code }) => code === 'syntax-error')) {
    return { reading, graph, drawn, problems: reading.problems };
  }
  const source = { text, shift: 0, lines: new Lines(text) };
  const { tree } = parseText(text, reader.parsed);
  const problems = [
    ...reading.problems,
    ...lintDeclarations(graph.flow),
    ...fixableLint(graph, text, fileName),
    ...lintDecorators(graph).map((problem) => withDecoratorFix({ graph, text }, problem)),
    ...hintsFor({ graph, source, tree, platform }),
  ];
  return { reading, graph, drawn, problems };
}

const fixableLint = (graph: FlowGraph, text: string, fileName: string): readonly Problem[] =>
  lintFindings(graph, fileName).map((finding): Problem => {
    const quickFix = quickFixOf({ graph, text }, finding);
    return quickFix ? { ...finding.problem, fix: quickFix.title, quickFix } : finding.problem;
  });
