import { inspect } from '../run/inspect';

type Print = (stream: 'stdout' | 'stderr', text: string) => void;

const SHOWN = { depth: 4, width: 100 };

/** `console` as Node has it, on the attempt's output and its clock (in ms). */
export function makeConsole(print: Print, nowMs: () => number): object {
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let indent = '';

  const say = (stream: 'stdout' | 'stderr', values: readonly unknown[]) => {
    print(stream, format(values).replace(/^/gm, indent));
  };
  const log = (...values: unknown[]) => {
    say('stdout', values);
  };
  const error = (...values: unknown[]) => {
    say('stderr', values);
  };
  const group = (...values: unknown[]) => {
    if (values.length > 0) log(...values);
    indent += '  ';
  };
  const timeLog = (label: unknown = 'default', ...values: unknown[]) => {
    const begun = timers.get(String(label));
    if (begun === undefined) error(`No such label '${String(label)}' for console.timeLog()`);
    else log(`${String(label)}: ${String(nowMs() - begun)}ms`, ...values);
  };

  return {
    log,
    info: log,
    debug: log,
    dirxml: log,
    error,
    warn: error,
    trace: (...values: unknown[]) => {
      error('Trace:', ...values);
    },
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) error('Assertion failed', ...values);
    },
    dir: (value: unknown) => {
      print('stdout', inspect(value, SHOWN).replace(/^/gm, indent));
    },
    table: (data: unknown) => {
      log(data);
    },
    group,
    groupCollapsed: group,
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (label: unknown = 'default') => {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      log(`${String(label)}: ${String(count)}`);
    },
    countReset: (label: unknown = 'default') => counts.delete(String(label)),
    time: (label: unknown = 'default') => {
      timers.set(String(label), nowMs());
    },
    timeLog,
    timeEnd: (label: unknown = 'default') => {
      timeLog(label);
      timers.delete(String(label));
    },
    clear: () => undefined,
  };
}

/** Texts as they are, all else as {@link inspect} shows it; `%s`, `%d` and their kin in the first are filled in. */
function format(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map(shown).join(' ');
  const left = [...rest];
  const filled = first.replace(/%([sdifjoOc%])/g, (whole, kind: string) => {
    if (kind === '%') return '%';
    return left.length === 0 ? whole : filledIn(kind, left.shift());
  });
  return [filled, ...left.map(shown)].join(' ');
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : inspect(value, SHOWN));

function filledIn(kind: string, value: unknown): string {
  switch (kind) {
    case 's':
      return shown(value);
    case 'd':
      return typeof value === 'object' ? 'NaN' : String(Number(value));
    case 'i':
      return String(Math.trunc(Number(value)));
    case 'f':
      return String(Number(value));
    case 'j':
      return JSON.stringify(value) ?? 'undefined';
    case 'c':
      return '';
    default:
      return inspect(value, SHOWN);
  }
}
