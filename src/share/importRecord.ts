import { asRunId } from '../model/ids';
import type { StoredRun } from '../protocol/engine';
import type { RunStores } from '../runtime/ports';
import { recordedRunOf } from './recordedRun';

/**
 * Stores a record made elsewhere. Nothing is run, and nothing that is stored changes: what is here already keeps its
 * previews and its cards.
 *
 * @throws {FaultlineError} `bad-record`, `storage-full`
 */
export async function importRecord(record: unknown, stores: RunStores): Promise<StoredRun> {
  const { scenario, setup, events, run, preamble, previews, cards, engine } = recordedRunOf(record);
  const stored = await stores.runs.create({
    id: asRunId(run.id),
    flowName: run.flowName,
    scenario,
    setup,
    outcome: run.outcome,
    startedAt: run.startedAt,
    digest: run.digest,
    originRunId: run.originRunId === null ? null : asRunId(run.originRunId),
    command: run.command,
    engine,
    irreproducible: run.reproducible ? null : (run.reason ?? 'The record says so.'),
    preamble,
    tags: setup.tags,
    imported: true,
  });
  const attempts = events.filter(({ type }) => type === 'attempt-started').length;
  const end = { attempts, outcome: stored.outcome, digest: stored.digest, irreproducible: stored.irreproducible };
  await stores.log.commit({ run: stored.id, events, artifacts: [], cards, end });
  await stores.artifacts.putPreviews(previews);
  return stored;
}
