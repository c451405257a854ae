import type { RunSummary } from '../model/record';
import type { StoredRun } from '../protocol/engine';
import type { Settings } from './ports';
import { changedBetween } from './scenarioChanges';

/** From which run another was made, and what was changed for it: `code`, `seed`. */
interface Link {
  readonly run: string;
  readonly from: string;
  readonly changed: readonly string[];
}

/** A run beside the one on screen, one click away. */
export interface Neighbour {
  readonly id: string;
  readonly number: number;
  readonly changed: readonly string[];
}

const SETTING = 'trail';
/** Older links are forgotten. */
const LINKS_MAX = 100;

/** Which run led to which: what was on screen, finished, when Run was pressed again. */
export class Trail {
  readonly #settings: Settings;
  #links = $state.raw<readonly Link[]>([]);

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#links = read(settings.get(SETTING));
  }

  /** `run` was opened while `before` was on screen. */
  lead(before: StoredRun, run: StoredRun): void {
    if (before.id === run.id || before.flowName !== run.flowName) return;
    if (this.#links.some((link) => link.run === run.id)) return;
    const link = { run: run.id, from: before.id, changed: changedBetween(before.scenario, run.scenario) };
    this.#links = [...this.#links, link].slice(-LINKS_MAX);
    this.#settings.set(SETTING, JSON.stringify(this.#links));
  }

  /** The run that `id` came from, as long as it is kept. */
  cameFrom(id: string, runs: readonly RunSummary[]): Neighbour | null {
    const link = this.#links.find(({ run }) => run === id);
    return link === undefined ? null : neighbour(link.from, link, runs);
  }

  /** The newest run that came from `id`. */
  ledTo(id: string, runs: readonly RunSummary[]): Neighbour | null {
    const link = this.#links.findLast(({ from }) => from === id);
    return link === undefined ? null : neighbour(link.run, link, runs);
  }
}

function neighbour(id: string, { changed }: Link, runs: readonly RunSummary[]): Neighbour | null {
  const run = runs.find((one) => one.id === id);
  return run === undefined ? null : { id: run.id, number: run.number, changed };
}

/** What a browser kept, which may be of any age. */
function read(kept: string | null): readonly Link[] {
  try {
    const links: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(links) ? links.filter(isLink) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

const isLink = (value: unknown): value is Link =>
  typeof value === 'object' &&
  value !== null &&
  'run' in value &&
  'from' in value &&
  'changed' in value &&
  typeof value.run === 'string' &&
  typeof value.from === 'string' &&
  Array.isArray(value.changed);
