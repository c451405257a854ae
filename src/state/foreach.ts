import type { TaskKey } from '../model/ids';
import type { Task } from '../model/run';
import type { Histories } from './history';
import { phaseOf, shownAt } from './taskPhase';
import type { PhaseContext, Shown } from './taskPhase';
import type { Look } from './look';
import { amount } from './words';

/** One task in a foreach's grid. */
export interface Cell {
  readonly task: TaskKey;
  /** Its indices, outermost first. */
  readonly indices: readonly number[];
  readonly look: Look;
}

/** A foreach's tasks in the order of their indices, and how many look how. */
export interface ForeachDisplay {
  readonly cells: readonly Cell[];
  readonly counts: Readonly<Partial<Record<Look, number>>>;
}

export function foreachOf(tasks: readonly Task[], histories: Histories, context: PhaseContext): ForeachDisplay {
  const counts: Partial<Record<Look, number>> = {};
  const cells = tasks.map((task) => {
    const { look } = shownAt(phaseOf(task, histories.get(task.key), context), FAR);
    counts[look] = (counts[look] ?? 0) + 1;
    return { task: task.key, indices: task.place.foreach, look };
  });
  return { cells: cells.sort((a, b) => compareIndices(a.indices, b.indices)), counts };
}

/** After every start-up: a grid does not tell starting from running. */
const FAR = Infinity as Parameters<typeof shownAt>[1];

function compareIndices(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((index, i) => index !== b[i]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Looks of tasks that have come to an end well. */
const DONE: readonly Look[] = ['succeeded', 'caught', 'cloned'];
/** What a whole grid is called after, the first that applies. */
const LEADING: readonly Look[] = ['running', 'waiting', 'failed', 'timed-out', 'killed', 'evicted', 'pending'];

/** The grid in words: `16 running`, and after it `4 waiting, 57 done`. */
export function foreachShown({ cells, counts }: ForeachDisplay): Shown {
  const done = doneOf(counts);
  const lead = LEADING.find((look) => (counts[look] ?? 0) > 0);
  if (lead === undefined || (lead === 'pending' && done === 0)) return wholeShown(cells.length, counts, lead);
  const rest = [
    ...LEADING.filter((look) => look !== lead && look !== 'pending' && (counts[look] ?? 0) > 0).map(
      (look) => `${amount(counts[look] ?? 0)} ${PLURALS[look] ?? ''}`,
    ),
    ...(done > 0 ? [`${amount(done)} done`] : []),
  ];
  return {
    look: lead,
    word: `${amount(counts[lead] ?? 0)} ${PLURALS[lead] ?? ''}`,
    detail: rest.length > 0 ? rest.join(', ') : null,
  };
}

export const doneOf = (counts: ForeachDisplay['counts']): number =>
  DONE.reduce((sum, look) => sum + (counts[look] ?? 0), 0);

function wholeShown(total: number, counts: ForeachDisplay['counts'], lead: Look | undefined): Shown {
  if (lead === 'pending') return { look: 'pending', word: `${amount(total)} queued`, detail: null };
  const caught = counts.caught ?? 0;
  const look = (counts.cloned ?? 0) === total ? 'cloned' : 'succeeded';
  return { look, word: `${amount(total)} done`, detail: caught > 0 ? `${amount(caught)} caught` : null };
}

/** The words of counts. */
export const PLURALS: Readonly<Partial<Record<Look, string>>> = {
  pending: 'queued',
  running: 'running',
  waiting: 'waiting',
  retried: 'not retried',
  failed: 'failed',
  'timed-out': 'timed out',
  killed: 'killed',
  evicted: 'evicted',
  caught: 'caught',
  cloned: 'cloned',
  succeeded: 'succeeded',
};
