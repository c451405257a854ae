import { FaultlineError } from '../../model/assert';
import type { SingleFault } from '../../protocol/sweep';

/** Runs of one sweep. Each is a real one: this many take minutes, and their verdicts still fit on a page. */
export const CELLS_MAX = 5_000;

/** What a sweep would come to. */
export interface SweepSize {
  readonly seeds: number;
  /** Of one seed; null while they are not known. */
  readonly faults: readonly SingleFault[] | null;
  /** Real milliseconds that those of one seed would take one after the other, as measured; null while nothing was. */
  readonly msPerSeed: number | null;
}

/** Why a sweep is not begun: how large it would be, and what to leave out. */
export function sizeRefusal({ seeds, faults, msPerSeed }: SweepSize): FaultlineError {
  const runs = faults === null ? seeds : seeds * faults.length;
  const factors =
    faults === null
      ? `${count(seeds)} seeds`
      : seeds === 1
        ? `${count(faults.length)} single failures`
        : `${count(faults.length)} single failures under each of ${count(seeds)} seeds`;
  const time = msPerSeed === null ? '' : `, about ${timeWords((msPerSeed * seeds) / 1000)} of computing here`;
  const atLeast = faults === null ? 'at least ' : '';
  const size = `This sweep would be ${atLeast}${count(runs)} runs (${factors})${time}. At most ${count(CELLS_MAX)} go at once.`;
  return new FaultlineError('sweep-too-large', `${size} ${advice(seeds, faults)}`, { runs });
}

function advice(seeds: number, faults: readonly SingleFault[] | null): string {
  if (faults === null || (seeds > 1 && faults.length <= CELLS_MAX)) {
    const fitting = faults === null ? 1 : Math.floor(CELLS_MAX / Math.max(1, faults.length));
    return `Sweep fewer seeds: ${fitting === 1 ? 'one fits' : `${count(fitting)} fit`}.`;
  }
  const kind = most(faults.map((fault) => fault.kind));
  const step = most(faults.map((fault) => fault.step));
  return (
    `Leave out what there is most of: ${kind.name.replaceAll('-', ' ')} is ${count(kind.times)} of them, ` +
    `step ${step.name} ${count(step.times)}. Choose fewer kinds, steps or moments.`
  );
}

function most(names: readonly string[]): { readonly name: string; readonly times: number } {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times].reduce((best, [name, n]) => (n > best.times ? { name, times: n } : best), { name: '', times: 0 });
}

const count = (n: number): string => n.toLocaleString('en');

/** `40 s`, `12 min`, `3 h`, `5 days`. */
export function timeWords(seconds: number): string {
  if (seconds < 90) return `${String(Math.max(1, Math.round(seconds)))} s`;
  if (seconds < 5400) return `${String(Math.round(seconds / 60))} min`;
  if (seconds < 172_800) return `${String(Math.round(seconds / 3600))} h`;
  return `${count(Math.round(seconds / 86_400))} days`;
}
