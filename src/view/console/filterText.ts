import { taskKeyOf } from '../../model/ids';
import type { TaskKey } from '../../model/ids';
import { NO_FILTER } from './consoleLines';
import type { ConsoleFilter } from './consoleLines';

/** What is typed into the filter, read: `step:train stream:stderr` and any other words, which lines must contain. */
export function readFilter(typed: string): ConsoleFilter {
  let filter = NO_FILTER;
  const words: string[] = [];
  for (const word of typed.split(/\s+/).filter(Boolean)) {
    const changed = withToken(filter, word);
    if (changed === null) words.push(word);
    else filter = changed;
  }
  return { ...filter, text: words.join(' ') };
}

/** A filter as it would be typed. */
export function writeFilter({ step, task, attempt, stream, text }: ConsoleFilter): string {
  const tokens = [
    step === null ? '' : `step:${step}`,
    task === null ? '' : `task:${task}`,
    attempt === null ? '' : `attempt:${String(attempt)}`,
    stream === null ? '' : `stream:${stream}`,
    text,
  ];
  return tokens.filter((token) => token !== '').join(' ');
}

/** Null where the word is none of ours: then it is looked for. */
function withToken(filter: ConsoleFilter, word: string): ConsoleFilter | null {
  const [, name, value] = /^(step|task|attempt|stream):(.+)$/.exec(word) ?? [];
  if (value === undefined) return null;
  switch (name) {
    case 'step':
      return { ...filter, step: value };
    case 'task': {
      const task = taskKeyFrom(value);
      return task === null ? null : { ...filter, task };
    }
    case 'attempt':
      return /^\d+$/.test(value) ? { ...filter, attempt: Number(value) } : null;
    default:
      return value === 'stdout' || value === 'stderr' ? { ...filter, stream: value } : null;
  }
}

/** `train[2,0]`, `refine#3`. */
function taskKeyFrom(text: string): TaskKey | null {
  const [, step, indices = '', round = '0'] = /^(\w+)(?:\[(\d+(?:,\d+)*)\])?(?:#(\d+))?$/.exec(text) ?? [];
  if (step === undefined) return null;
  return taskKeyOf({ step, foreach: indices === '' ? [] : indices.split(',').map(Number), round: Number(round) });
}
