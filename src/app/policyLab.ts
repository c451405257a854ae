import { wrap, type Remote } from 'comlink';
import type { PolicyHost } from '../protocol/policy';
import type { PolicyPort } from '../state/ports';

/** Workers that simulate at once. More would take the cores from the page and its engine. */
const LANES = 2;

/** The policy explorer's workers, started when they are first asked. */
export function policyLab(): PolicyPort {
  let lanes: readonly Remote<PolicyHost>[] | null = null;
  const started = (): readonly Remote<PolicyHost>[] => (lanes ??= Array.from({ length: LANES }, start));
  return {
    lanes: LANES,
    prepare: async (experiment) => {
      await Promise.all(started().map((lane) => lane.prepare(experiment)));
    },
    tally: (lane, point, { first, count }) => {
      const remote = started()[lane % LANES];
      return remote === undefined ? Promise.reject(new RangeError('no such lane')) : remote.tally(point, first, count);
    },
  };
}

function start(): Remote<PolicyHost> {
  const worker = new Worker(new URL('../../workers/lab.ts', import.meta.url), { type: 'module', name: 'lab' });
  return wrap<PolicyHost>(worker);
}
