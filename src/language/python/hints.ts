import type { Tree } from '@lezer/common';
import type { FlowGraph, GraphStep } from '../../model/graph';
import type { Problem } from '../../model/problem';
import type { Platform } from '../../model/scenario';
import { problemsOf } from '../hint';
import { decoratorHints } from '../hintsOnDecorators';
import { ARTIFACT_HINTS } from './hintsOnArtifacts';
import { ATTEMPT_HINTS } from './hintsOnAttempts';
import { BRANCH_HINTS } from './hintsOnBranches';
import { CATCH_HINTS } from './hintsOnCatch';
import { faultlineOnly, type ParsedFile } from './faultlineOnly';
import { namesOf } from './imports';
import { moduleOf } from './module';
import type { Source } from '../source';
import type { Hint } from './stepText';

const HINTS: readonly Hint[] = [
  ...decoratorHints({ minutes: 'minutes_between_retries', catch: '@catch' }),
  ...CATCH_HINTS,
  ...ATTEMPT_HINTS,
  ...ARTIFACT_HINTS,
  ...BRANCH_HINTS,
];

/** A flow that parses: its graph, and the tree that it was read from. */
export interface ReadFlow {
  readonly graph: FlowGraph;
  readonly source: Source;
  readonly tree: Tree;
  /** Where it would run; null where that is not known. */
  readonly platform: Platform | null;
}

/**
 * What one who knows Metaflow would say about code that lint lets pass: each with a sentence on what Metaflow will do.
 * In the order of the text.
 */
export function hintsFor({ graph, source, tree, platform }: ReadFlow): readonly Problem[] {
  const names = namesOf(moduleOf(source, tree).statements);
  const file: ParsedFile = { source, root: tree.topNode, names };
  const ofSteps = graph.steps.flatMap((step) => {
    const definition = definitionOf(tree, step);
    return definition ? problemsOf(HINTS, { graph, step, source, definition, names, platform }, source.lines) : [];
  });
  return [...faultlineOnly(file), ...ofSteps].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** The `def` whose name stands where the step's does. */
function definitionOf(tree: Tree, { source }: GraphStep) {
  const { parent } = tree.resolveInner(source.nameSpan.from, 1);
  return parent?.name === 'FunctionDefinition' ? parent : null;
}
