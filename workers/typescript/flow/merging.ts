import type { ArtifactRef } from '../../../src/model/artifact';
import { MetaflowException, MissingInMergeArtifactsException, UnhandledInMergeArtifactsException } from './exceptions';
import { inheritArtifact } from './members';
import { findState, stateOf } from './state';

export interface MergeOptions {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Never of interest to a merge. */
const INTERNAL: ReadonlySet<string> = new Set(['_parallel_ubf_iter']);

/**
 * Takes over what the inputs have and this join has not set, by content: values that are equal but are stored
 * differently are in conflict. Nothing is set unless all can be. Source: Metaflow, flowspec.py, merge_artifacts.
 */
export function mergeArtifacts(flow: object, inputs: Iterable<object>, options: MergeOptions): void {
  const { include = [], exclude = [] } = options;
  const state = stateOf(flow);
  const { step } = state;
  if (!state.isJoin) {
    throw new MetaflowException(`mergeArtifacts can only be called in a join and step *${step}* is not a join`);
  }
  if (exclude.length > 0 && include.length > 0) {
    throw new MetaflowException('`exclude` and `include` are mutually exclusive in mergeArtifacts');
  }
  const isWanted = (name: string): boolean => {
    const isNamed = include.length > 0 ? include.includes(name) : !exclude.includes(name) && !INTERNAL.has(name);
    return isNamed && !(name in flow);
  };
  const merged = new Map<string, ArtifactRef>();
  const unresolved: string[] = [];
  for (const branch of inputs) {
    for (const ref of findState(branch)?.artifacts.refs ?? []) {
      if (!isWanted(ref.name)) continue;
      const first = merged.get(ref.name);
      if (!first) merged.set(ref.name, ref);
      else if (first.hash !== ref.hash) unresolved.push(ref.name);
    }
  }
  if (unresolved.length > 0) {
    throw new UnhandledInMergeArtifactsException(
      `Step *${step}* cannot merge the following artifacts due to them having conflicting values:\n` +
        `[${unresolved.join(', ')}].\nTo remedy this issue, be sure to explicitly set those artifacts ` +
        '(using this.<artifactName> = ...) prior to calling mergeArtifacts.',
      unresolved,
    );
  }
  const missing = include.filter((name) => !merged.has(name) && !(name in flow));
  if (missing.length > 0) {
    throw new MissingInMergeArtifactsException(
      `Step *${step}* specifies that [${include.join(', ')}] should be merged but [${missing.join(', ')}] are not ` +
        'present.\nTo remedy this issue, make sure that the values specified in only come from at least one branch',
      missing,
    );
  }
  for (const ref of merged.values()) {
    state.artifacts.passDown(ref);
    inheritArtifact(flow, state.artifacts, ref.name);
  }
}
