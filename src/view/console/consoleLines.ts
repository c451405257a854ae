import type { ConsoleLine } from '../../model/console';
import type { TaskKey } from '../../model/ids';

/** Which lines are shown; null for all of a kind. */
export interface ConsoleFilter {
  readonly step: string | null;
  readonly task: TaskKey | null;
  readonly attempt: number | null;
  readonly stream: 'stdout' | 'stderr' | null;
  /** What the line says somewhere, in whatever case; empty for anything. */
  readonly text: string;
}

export const NO_FILTER: ConsoleFilter = { step: null, task: null, attempt: null, stream: null, text: '' };

/** The very same list where nothing is filtered. */
export function filterLines(lines: readonly ConsoleLine[], filter: ConsoleFilter): readonly ConsoleLine[] {
  const { step, task, attempt, stream } = filter;
  const text = filter.text.toLowerCase();
  if (step === null && task === null && attempt === null && stream === null && text === '') return lines;
  return lines.filter(
    (line) =>
      (step === null || stepOf(line.taskKey) === step) &&
      (task === null || line.taskKey === task) &&
      (attempt === null || line.attempt === attempt) &&
      (stream === null || line.stream === stream) &&
      (text === '' || line.text.toLowerCase().includes(text)),
  );
}

/** `train[2,0]` and `refine#3` are of the steps `train` and `refine`. */
const stepOf = (key: TaskKey | null): string | null => (key === null ? null : key.replace(/[[#].*$/, ''));

export function attemptsMax(lines: readonly ConsoleLine[]): number {
  let max = 0;
  for (const { attempt } of lines) if (attempt !== null && attempt > max) max = attempt;
  return max;
}

/** `[api_call/2]` out of `[1732262400000000/api_call/2 (pid 12)]`: what tells the lines of one run apart. */
export function shortHead({ prefix }: ConsoleLine): string {
  const place = prefix === null ? undefined : /\/([^/\s\]]+\/\d+)/.exec(prefix.head)?.[1];
  return place === undefined ? '' : `[${place}]`;
}

/** The line as Metaflow prints it. */
export const fullLine = ({ prefix, text }: ConsoleLine): string =>
  prefix === null ? text : [prefix.timestamp, prefix.head, text].filter((part) => part !== '').join(' ');
