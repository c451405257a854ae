import type { RunEvent } from '../../model/events';
import type { Run } from '../../model/run';
import { attemptKey } from '../../engine/wanted';
import { keyOf } from '../agenda';
import type { Happening } from '../world';

/**
 * What attempts in flight had said when a run was interrupted. They are executed again when it continues, and must
 * say the same: those events are checked, not appended.
 */
export class Replay {
  readonly #stored = new Map<string, Map<number, RunEvent>>();

  constructor(run: Run, events: readonly RunEvent[]) {
    for (const key of run.running) {
      const task = run.tasks.get(key);
      if (task?.state.status === 'running') this.#stored.set(attemptKey(key, task.state.attempt), new Map());
    }
    for (const event of events) {
      if (event.step !== null && event.n > 0) this.#stored.get(keyOf(event))?.set(event.n, event);
    }
  }

  /** `new`: to be appended. `same`: stored already. `different`: the run is not reproducible. */
  check(happening: Happening): 'new' | 'same' | 'different' {
    const stored = this.#stored.get(keyOf(happening))?.get(happening.n);
    if (stored === undefined) return 'new';
    const { seq: _, ...was } = stored;
    return textOf(was) === textOf(happening) ? 'same' : 'different';
  }
}

/** Without the hash of a card: its HTML is promised to nobody. */
const textOf = (said: Happening): string =>
  JSON.stringify(sorted(said.type === 'card-refreshed' ? { ...said, card: { ...said.card, hash: '' } } : said));

const sorted = (value: object): [string, unknown][] => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
