import type { ArtifactPreview, ArtifactRef } from '../model/artifact';
import type { Failure } from '../model/failure';
import type { ContentHash } from '../model/ids';
import { assignmentsIn } from './stepSource';

/** How an artifact stands to those the task began with; those of a clone are not compared. */
export type Since = 'new' | 'changed' | 'same' | 'cloned';

export interface InspectedArtifact extends ArtifactRef {
  readonly since: Since;
  /** Undefined until it has been loaded. */
  readonly preview: ArtifactPreview | undefined;
}

/** A name that the step's text sets, but this attempt did not: `not set: line 23 was never reached`. */
export interface MissingArtifact {
  readonly name: string;
  readonly why: string;
}

/** What an attempt had when it ended. `inputs` are the artifacts of the tasks before, or the parameters; null for a clone. */
export interface ArtifactsFound {
  readonly artifacts: readonly ArtifactRef[];
  readonly inputs: readonly (readonly ArtifactRef[])[] | null;
  readonly previews: ReadonlyMap<ContentHash, ArtifactPreview>;
}

/** What the step set first, then what it only passed on. */
export function inspectArtifacts({ artifacts, inputs, previews }: ArtifactsFound): readonly InspectedArtifact[] {
  const rows = artifacts
    .filter(({ name }) => !name.startsWith('_'))
    .map((artifact) => ({
      ...artifact,
      since: inputs === null ? ('cloned' as const) : sinceOf(artifact, inputs),
      preview: previews.get(artifact.hash),
    }));
  return [...rows.filter(({ since }) => since !== 'same'), ...rows.filter(({ since }) => since === 'same')];
}

function sinceOf({ name, hash }: ArtifactRef, inputs: readonly (readonly ArtifactRef[])[]): Since {
  const before = inputs.flatMap((input) => input.filter((artifact) => artifact.name === name));
  if (before.length === 0) return 'new';
  return before.some((artifact) => artifact.hash === hash) ? 'same' : 'changed';
}

/** `failure` is null for an attempt that succeeded; one that `@catch` took over stopped at a line it did not keep. */
export function missingArtifacts(
  step: string,
  source: string,
  { artifacts, failure }: { readonly artifacts: readonly ArtifactRef[]; readonly failure: Failure | null },
): readonly MissingArtifact[] {
  const stopped = failure?.traceback?.findLast(({ own, name }) => own && name === step)?.line ?? null;
  const known = new Set(artifacts.map(({ name }) => name));
  return assignmentsIn(source, step)
    .filter(({ name }) => !known.has(name))
    .map(({ name, line }) => ({ name, why: `not set: line ${String(line)} ${reached(line, stopped)}` }));
}

const reached = (line: number, stopped: number | null): string =>
  stopped !== null && line > stopped ? 'was never reached' : 'did not set it';
