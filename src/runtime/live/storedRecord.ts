import { recordOf } from '../../engine/record';
import { transcriptsOf } from '../../engine/transcript';
import type { RunEvent } from '../../model/events';
import type { ContentHash } from '../../model/ids';
import type { RunRecord, ScenarioInput } from '../../model/record';
import type { RunSetup } from '../../model/setup';
import type { StoredRun } from '../../protocol/engine';
import type { RunStores } from '../ports';
import { outputOf } from './printing';

/** The record of a stored run, as far as its log goes. */
export async function recordOfStored(run: StoredRun, stores: RunStores): Promise<RunRecord> {
  const events = await stores.log.read(run.id);
  const failure = events.findLast((event) => event.type === 'run-failed');
  const record = recordOf({
    scenario: { ...run.scenario, engine: run.engine, ...(await originOf(run, stores)) },
    setup: run.setup,
    events,
    outcome: run.outcome ?? 'interrupted',
    headline: failure?.headline ?? null,
    message: failure?.message ?? null,
    startedAt: run.startedAt,
    command: run.command,
    output: outputOf(run, events),
    irreproducible: run.irreproducible,
    previews: await stores.artifacts.previews(artifactsOf(events)),
    cardHtml: await cardsOf(run.setup, events, stores),
  });
  // What is stored is what people and commands know the run by; user code saw the id without `~2`.
  return { ...record, run: { ...record.run, id: run.id, originRunId: run.originRunId }, setup: run.setup };
}

/** What a resumed run cloned from, as far as it is still stored: its record, without events. */
async function originOf({ originRunId }: StoredRun, stores: RunStores): Promise<Pick<ScenarioInput, 'origin'>> {
  const origin = originRunId === null ? null : await stores.runs.get(originRunId);
  return origin === null ? {} : { origin: { ...(await recordOfStored(origin, stores)), events: [] } };
}

function artifactsOf(events: readonly RunEvent[]): readonly ContentHash[] {
  const refs = events.flatMap((event) => ('artifacts' in event ? (event.artifacts ?? []) : []));
  return [...new Set(refs.map(({ hash }) => hash))];
}

/** Of each task's last attempt: what was refreshed before is not shown any more. */
async function cardsOf(
  setup: RunSetup,
  events: readonly RunEvent[],
  { cards }: RunStores,
): Promise<ReadonlyMap<ContentHash, string>> {
  const last = transcriptsOf(setup, events).flatMap(({ attempts }) => attempts.at(-1)?.cards ?? []);
  const hashes = last.map(({ hash }) => hash);
  const found = await Promise.all(hashes.map(async (hash) => [hash, await cards.get(hash)] as const));
  return new Map(found.flatMap(([hash, html]) => (html === null ? [] : [[hash, html] as const])));
}
