import type { RunEvent } from '../../model/events';
import type { ContentHash } from '../../model/ids';
import type { Scenario } from '../../model/scenario';
import type { ClientRun, ClientRuns } from '../../protocol/clientRuns';
import type { StoredRun } from '../../protocol/engine';
import { clientRunOf, withinSize } from '../clientRuns';
import { mentionsClient } from '../mentionsClient';
import type { RunStores } from '../ports';
import type { AttemptWork } from './orders';

/** Bytes of artifacts that an attempt gets besides its inputs. */
const SIZE_BYTES_MAX = 64 * 2 ** 20;

/** Why a run that reads others is not compared. */
export const READS_RUNS = 'The flow reads runs stored in this browser.';

/** What an attempt may read of runs, and the artifacts whose bytes go with it. */
export interface ClientView {
  readonly client: ClientRuns;
  readonly hashes: ReadonlySet<ContentHash>;
}

/** The runs that the attempts of one run may read: those that began before it, and its own as far as its log goes. */
export class ClientLibrary {
  readonly #stored: StoredRun;
  readonly #others: readonly ClientRun[];
  readonly #events: RunEvent[] = [];

  private constructor(stored: StoredRun, others: readonly ClientRun[]) {
    this.#stored = stored;
    this.#others = others;
  }

  /** The library for a run; null for one that does not mention the client API. */
  static async open(stored: StoredRun, { runs, log }: Pick<RunStores, 'runs' | 'log'>): Promise<ClientLibrary | null> {
    if (!readsRuns(stored.scenario)) return null;
    const earlier = (await runs.list()).filter(({ number }) => number < stored.number);
    const others = earlier.map(async (run) => {
      const { setup, scenario, tags } = run;
      const id = nameIn(stored, run.id);
      const originRunId = run.originRunId === null ? null : nameIn(stored, run.originRunId);
      return clientRunOf({ id, originRunId, user: scenario.user, tags, setup, events: await log.read(run.id) });
    });
    return new ClientLibrary(stored, await Promise.all(others));
  }

  /** A library of this run alone. */
  static ofRun(stored: StoredRun): ClientLibrary {
    return new ClientLibrary(stored, []);
  }

  get hasOthers(): boolean {
    return this.#others.length > 0;
  }

  add(events: readonly RunEvent[]): void {
    this.#events.push(...events);
  }

  /** What an attempt sees when it starts; the same however late it is asked for. */
  viewFor(work: AttemptWork, atHand: ReadonlySet<ContentHash>): ClientView {
    return this.#view(until(this.#events, work), atHand);
  }

  /** What there is to see once the run has nothing left to do. */
  lastView(): ClientView {
    return this.#view(this.#events, new Set());
  }

  #view(events: readonly RunEvent[], atHand: ReadonlySet<ContentHash>): ClientView {
    const { setup, scenario, tags, originRunId } = this.#stored;
    const own = clientRunOf({
      id: setup.runId,
      originRunId: originRunId === null ? null : nameIn(this.#stored, originRunId),
      user: scenario.user,
      tags,
      setup,
      events,
    });
    return withinSize([own, ...this.#others], SIZE_BYTES_MAX, atHand);
  }
}

/**
 * What the client calls a run. User code knows its own run by an id that an earlier run of the same scenario may
 * have, too: that one is `ID~1` then.
 */
const nameIn = ({ setup }: StoredRun, id: string): string => (id === setup.runId ? `${id}~1` : id);

/** The log up to the attempt's own start. */
function until(events: readonly RunEvent[], { place, attempt }: AttemptWork): readonly RunEvent[] {
  const indices = place.foreach.join();
  const own = events.findIndex(
    (event) =>
      event.type === 'attempt-started' &&
      event.step === place.step &&
      event.attempt === attempt &&
      event.round === place.round &&
      event.foreach.join() === indices,
  );
  return own < 0 ? events : events.slice(0, own + 1);
}

function readsRuns({ language, source, files }: Scenario): boolean {
  if (language !== 'python') return false;
  const modules = Object.entries(files).flatMap(([path, base64]) => (path.endsWith('.py') ? [atob(base64)] : []));
  return [source, ...modules].some(mentionsClient);
}
