import { transcriptsOf, type TaskTranscript } from '../engine/transcript';
import type { ArtifactPreview, ArtifactRef } from '../model/artifact';
import type { RunEvent } from '../model/events';
import type { ContentHash } from '../model/ids';
import type { Json } from '../model/json';
import type { RunSetup } from '../model/setup';
import type { CommandOf, TasksPath } from './command';
import { pythonRepr, pythonText } from './pythonText';

/** A stored run as far as `dump` and `logs` need it. */
export interface LookedAt {
  readonly setup: RunSetup;
  readonly events: readonly RunEvent[];
}

/** The tasks that a path names, in the goldens' order. */
export const tasksAt = ({ setup, events }: LookedAt, { step, task }: TasksPath): readonly TaskTranscript[] =>
  transcriptsOf(setup, events).filter(({ place, id }) => place.step === step && (task === null || id === task));

/** The artifacts whose previews `dump` prints: ask storage for these. */
export const dumpedArtifacts = (run: LookedAt, command: CommandOf<'dump'>): readonly ArtifactRef[] =>
  tasksAt(run, command.path).flatMap((task) => chosen(task, command));

/**
 * What `dump` prints of a run's tasks: the artifacts of their last attempt, by name. Nothing of tasks that are not
 * there, as Metaflow. Source: Metaflow, cli_components/dump_cmd.py; datastore/task_datastore.py, format.
 */
export function dumpLines(
  run: LookedAt,
  command: CommandOf<'dump'>,
  previews: ReadonlyMap<ContentHash, ArtifactPreview>,
): readonly string[] {
  return tasksAt(run, command.path).flatMap((task) => [
    `Dumping output of run_id=${run.setup.runId} step=${task.place.step} task_id=${task.id}`,
    ...chosen(task, command).map((artifact) => artifactLine(artifact, command.maxValueSize, previews)),
  ]);
}

function chosen({ attempts }: TaskTranscript, { showPrivate, include }: CommandOf<'dump'>): readonly ArtifactRef[] {
  return (attempts.at(-1)?.artifacts ?? [])
    .filter(({ name }) => (showPrivate || !name.startsWith('_')) && (include.length === 0 || include.includes(name)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Types are stored by name alone. */
const TYPE_PATHS: Readonly<Record<string, string>> = {
  MetaflowExceptionWrapper: 'metaflow.exception.MetaflowExceptionWrapper',
};

function artifactLine(
  { name, hash, sizeBytes, type }: ArtifactRef,
  sizeMax: number,
  previews: ReadonlyMap<ContentHash, ArtifactPreview>,
): string {
  const value = sizeBytes < sizeMax ? shown(previews.get(hash)) : '< artifact too large >';
  return `${name} [size: ${String(sizeBytes)} type: <class '${TYPE_PATHS[type] ?? type}'>] = ${value}`;
}

/** A preview as Python would print the value. */
function shown(preview: ArtifactPreview | undefined): string {
  if (preview === undefined) return '< not stored >';
  return wrapperOf(preview) ?? reprOf(preview) ?? pythonText(preview);
}

/** The text of a value that is no JSON: its preview is an object of `type` and `repr`. */
function reprOf(preview: Json): string | null {
  if (preview === null || typeof preview !== 'object' || !('repr' in preview && 'type' in preview)) return null;
  return typeof preview.repr === 'string' ? preview.repr : pythonRepr(preview.repr);
}

/** An exception that `@catch` stored, without the stack that Metaflow shows. */
function wrapperOf(preview: Json): string | null {
  if (preview === null || typeof preview !== 'object' || !('exception' in preview && 'message' in preview)) return null;
  const { exception, message } = preview;
  return typeof exception === 'string' && typeof message === 'string' ? `${exception}: ${message}` : null;
}
