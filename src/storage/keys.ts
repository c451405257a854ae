import { asRunId } from '../model/ids';
import type { RunId } from '../model/ids';

/** The setting that counts runs ever made here. Numbers are not given twice, whatever was deleted. */
export const RUN_COUNT = 'runs';

/** The setting that holds what Metaflow keeps in a flow's `latest_run`. */
export const latestKey = (flowName: string): string => `latest/${flowName}`;

/** `id`, or the first of `id~2`, `id~3`, … that is not taken: one scenario run again has the same id. */
export function freeId(id: RunId, taken: { has(id: string): boolean }): RunId {
  let candidate: string = id;
  for (let n = 2; taken.has(candidate); n += 1) candidate = `${id}~${String(n)}`;
  return asRunId(candidate);
}

/** The run's number where `name` is one as people write it, else null. Metaflow's own ids have 16 digits. */
export const asNumber = (name: string): number | null => (/^[1-9]\d{0,8}$/.test(name) ? Number(name) : null);

/** Of runs: `id` and all that {@link freeId} may have made of it. */
export const namesakes = (id: RunId): IDBKeyRange => IDBKeyRange.bound(id, `${id}~\uffff`);

/** Of event chunks: those of `run` that begin from `first` to `last`. */
export const chunks = (run: string, first = 0, last = Infinity): IDBKeyRange =>
  IDBKeyRange.bound([run, first], [run, last]);
