import type { FlowGraph } from '../../model/graph';
import type { Problem } from '../../model/problem';
import type { Platform } from '../../model/scenario';
import { graphOf } from '../../graph/graphOf';
import { lintFindings } from '../../graph/lint';
import { lintDeclarations } from '../../graph/lintDeclarations';
import { lintDecorators } from '../../graph/lintDecorators';
import { checkedLater, type Checked } from '../checked';
import { Lines } from '../lines';
import { quickFixOf } from '../quickFixes';
import { withDecoratorFix } from './decoratorFixes';
import { hintsFor } from './hints';
import { parseText } from './parse';

import { TypeScriptReader } from './read';
import { TYPESCRIPT_WRITER } from './writer';

/** What a check may know besides the text. */
interface CheckOptions {
  /** The reader that follows a text which changes as one types. */
  readonly reader?: TypeScriptReader;
  /** Where the flow would run: some hints depend on it. */
  readonly platform?: Platform;
}

/** Checks one TypeScript text: as a flow, not its types. */
export function checkTypeScript(text: string, fileName: string, options: CheckOptions = {}): Checked {
  const { reader = new TypeScriptReader(), platform = null } = options;
  const reading = reader.read(text, fileName);
  const graph = reading.flow && graphOf(reading.flow);
  const flow = reader.drawn(reading, text);
  const drawn = flow && flow !== reading.flow ? graphOf(flow) : graph;
  if (!graph || reading.problems.some(({ code }) => code === 'syntax-error')) {
    return { reading, graph, drawn, problems: reading.problems };
  }
  const { parsed } = reader;
  return checkedLater({ reading, graph, drawn }, () => {
    const source = { text, shift: 0, lines: new Lines(text) };
    const { tree } = parseText(text, parsed);
    return [
      ...reading.problems,
      ...lintDeclarations(graph.flow),
      ...fixableLint(graph, text, fileName),
      ...lintDecorators(graph).map((problem) => withDecoratorFix({ graph, text }, problem)),
      ...hintsFor({ graph, source, tree, platform }),
    ];
  });
}

const fixableLint = (graph: FlowGraph, text: string, fileName: string): readonly Problem[] =>
  lintFindings(graph, fileName).map((finding): Problem => {
    const quickFix = quickFixOf({ graph, text, writer: TYPESCRIPT_WRITER }, finding);
    return quickFix ? { ...finding.problem, fix: quickFix.title, quickFix } : finding.problem;
  });
