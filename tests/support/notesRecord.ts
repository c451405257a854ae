import type { RunRecord } from '../../src/model/record';
import { recordOfStored } from '../../src/runtime/live/storedRecord';
import { digestOf } from '../../src/engine/digest';
import { memoryRunStores } from '../../src/storage/memory';
import { graphFrom, notesRun } from './fixtureRun';
import { setupOf } from '../../src/engine/setup';

/** The record of a run of the notes' flow, as this browser exports it. */
export async function notesRecord(): Promise<RunRecord> {
  const { run, events } = notesRun('succeeded');
  const stores = memoryRunStores();
  const setup = { ...setupOf(graphFrom(run.scenario.source), { ...run.setup, origin: null }) };
  const stored = await stores.runs.create({ ...run, setup, digest: digestOf(events) });
  await stores.log.append(stored.id, events);
  const previews = events.flatMap((event) => ('artifacts' in event ? (event.artifacts ?? []) : []));
  await stores.artifacts.putPreviews(new Map(previews.map(({ hash, name }) => [hash, `the value of ${name}`])));
  return recordOfStored({ ...stored, duration: run.duration }, stores);
}
