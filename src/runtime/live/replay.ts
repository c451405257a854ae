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
  readonly #stored = new Map<string, Map<number, Happening>>();

  constructor(run: Run, events: readonly RunEvent[]) {
    for (const key of run.running) {
      const task = run.tasks.get(key);
      if (task?.state.status === 'running') this.#stored.set(attemptKey(key, task.state.attempt), new Map());
    }
    for (const event of events) if (event.step !== null) this.#stored.get(keyOf(event))?.set(event.n, event);
  }

  /** An event is on its way into the log: should its attempt be executed once more, it has to say it again. */
  remember(happening: Happening): void {
    if (happening.step === null) return;
    const key = keyOf(happening);
    const isOver = happening.type === 'attempt-succeeded' || happening.type === 'attempt-failed';
    if (isOver) this.#stored.delete(key);
    else if (happening.type === 'attempt-started') this.#stored.set(key, new Map());
    else this.#stored.get(key)?.set(happening.n, happening);
  }

  /** `new`: to be appended. `same`: stored already. `different`: the run is not reproducible. */
  check(happening: Happening): 'new' | 'same' | 'different' {
    const stored = this.#stored.get(keyOf(happening))?.get(happening.n);
    if (stored === undefined) return 'new';
    return textOf(stored) === textOf(happening) ? 'same' : 'different';
  }
}

/** Without the hash of a card: its HTML is promised to nobody. */
const textOf = (said: Happening): string =>
  JSON.stringify(
    sorted({ ...said, seq: 0, ...(said.type === 'card-refreshed' && { card: { ...said.card, hash: '' } }) }),
  );

const sorted = (value: object): [string, unknown][] => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
