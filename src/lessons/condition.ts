import type { AttemptRecord, RunRecord, TaskRecord } from '../model/record';
import type { StepPolicy } from '../model/setup';
import type { Condition, Range, StepCondition } from './lessonSchema';

/** What a run is held against besides the condition: the same one without failures, where there is one. */
interface Beside {
  readonly calm?: RunRecord | null;
}

/** Whether all that a condition names holds of a run. */
export const holds = (condition: Condition, record: RunRecord, beside: Beside = {}): boolean =>
  unmet(condition, record, beside).length === 0;

/**
 * What of a condition does not hold of a run, in sentences; empty where all does. Code stands between backticks. Pure:
 * it knows nothing but the run's record.
 */
export function unmet(condition: Condition, record: RunRecord, beside: Beside = {}): readonly string[] {
  const { outcome, command, steps = {}, calls = {}, seconds, sameResult, any, not } = condition;
  return [
    ...(outcome === undefined || record.run.outcome === outcome ? [] : [outcomeWords(record)]),
    ...(command === undefined || record.run.command.includes(command)
      ? []
      : [`That was a ${record.run.originRunId === null ? 'run' : 'resume'}, and a ${command} is asked for.`]),
    ...Object.entries(steps).flatMap(([step, asked]) => stepUnmet(step, asked, record)),
    ...Object.entries(calls).flatMap(([service, asked]) => callsUnmet(service, asked, record)),
    ...(isIn(record.run.duration, seconds)
      ? []
      : [`It took ${record.run.duration.toFixed(2)} s, and ${rangeWords(seconds)} s are asked for.`]),
    ...(sameResult === true ? resultUnmet(record, beside.calm ?? null) : []),
    ...(any === undefined ? [] : anyUnmet(any, record, beside)),
    ...(not !== undefined && holds(not, record, beside) ? ['What must not be so is so.'] : []),
  ];
}

function outcomeWords({ run }: RunRecord): string {
  if (run.outcome === 'succeeded') return 'The run succeeded, and it must fail.';
  const message = [run.headline, run.message].filter((part) => part !== null && part !== '').join(': ');
  return message === ''
    ? `The run was ${run.outcome}.`
    : `The run ${run.outcome === 'failed' ? 'failed' : `was ${run.outcome}`}: ${message}`;
}

/** The shortest list: what is nearest to being true. */
function anyUnmet(any: readonly Condition[], record: RunRecord, beside: Beside): readonly string[] {
  const lists = any.map((each) => unmet(each, record, beside));
  return lists.reduce((best, list) => (list.length < best.length ? list : best), lists[0] ?? []);
}

function stepUnmet(step: string, asked: StepCondition, record: RunRecord): readonly string[] {
  const tasks = record.tasks.filter((task) => task.step === step);
  const policy = record.setup?.steps.find(({ name }) => name === step)?.policy ?? null;
  return [
    ...countsUnmet(step, asked, tasks),
    ...policyUnmet(step, asked, policy),
    ...tasks.flatMap((task) => artifactsUnmet(step, asked, task)),
    ...(tasks.length === 0 && asked.artifacts !== undefined ? [`\`${step}\` was never reached.`] : []),
    ...Object.entries(asked.prints ?? {}).flatMap(([text, printed]) => printsUnmet({ step, text, tasks }, printed)),
  ];
}

/** In this run: what a clone took over was made in another one. */
const attemptsOf = ({ origin, attempts }: TaskRecord): readonly AttemptRecord[] =>
  origin === 'cloned' ? [] : attempts;

const isCaught = ({ attempts }: TaskRecord): boolean => attempts.at(-1)?.caught !== undefined;
const isFailed = ({ attempts }: TaskRecord): boolean => attempts.at(-1)?.ok === false;

function countsUnmet(step: string, asked: StepCondition, tasks: readonly TaskRecord[]): readonly string[] {
  const executed = tasks.filter(({ origin }) => origin === 'executed');
  const made = tasks.length === 0 ? [0] : tasks.map((task) => attemptsOf(task).length);
  const off = made.find((count) => !isIn(count, asked.attempts));
  const counts = [
    [asked.tasks, tasks.length, 'ran in', 'task'],
    [asked.succeeded, executed.filter((task) => !isFailed(task) && !isCaught(task)).length, 'succeeded in', 'task'],
    [asked.failed, executed.filter(isFailed).length, 'failed in', 'task'],
    [asked.caught, executed.filter(isCaught).length, 'was caught in', 'task'],
    [asked.cloned, tasks.length - executed.length, 'was cloned in', 'task'],
  ] as const;
  return [
    ...counts.flatMap(([range, count, verb, noun]) =>
      isIn(count, range) ? [] : [`\`${step}\` ${verb} ${counted(count, noun)}, and ${rangeWords(range)} is asked for.`],
    ),
    ...(off === undefined
      ? []
      : [`\`${step}\` made ${counted(off, 'attempt')}, and ${rangeWords(asked.attempts)} is asked for.`]),
  ];
}

function policyUnmet(step: string, { retries, catches }: StepCondition, policy: StepPolicy | null): readonly string[] {
  if (policy === null) return [];
  return [
    ...(isIn(policy.retryTimes, retries)
      ? []
      : [`\`${step}\` may be retried ${counted(policy.retryTimes, 'time')}, and ${rangeWords(retries)} is asked for.`]),
    ...(catches === undefined || (policy.catch !== null) === catches
      ? []
      : [`\`${step}\` ${catches ? 'is not' : 'is'} under catch, and ${catches ? 'must be' : 'must not be'}.`]),
  ];
}

function artifactsUnmet(
  step: string,
  { artifacts = {}, lacks = [] }: StepCondition,
  task: TaskRecord,
): readonly string[] {
  const has = (name: string): boolean => Object.hasOwn(task.artifacts, name);
  return [
    ...Object.entries(artifacts).flatMap(([name, value]) => {
      if (has(name) && sameJson(task.artifacts[name], value)) return [];
      const found = has(name) ? `is ${shown(task.artifacts[name])}` : 'is not there';
      return [`After \`${step}\`, \`${name}\` ${found}, and ${shown(value)} is asked for.`];
    }),
    ...lacks.filter(has).map((name) => `After \`${step}\`, \`${name}\` is there, and must not be.`),
  ];
}

function printsUnmet(
  { step, text, tasks }: { readonly step: string; readonly text: string; readonly tasks: readonly TaskRecord[] },
  { lines, different }: { readonly lines?: Range; readonly different?: Range },
): readonly string[] {
  const found = tasks
    .flatMap((task) => attemptsOf(task).flatMap(({ stdout, stderr }) => [...stdout, ...stderr]))
    .filter((line) => line.includes(text));
  const kinds = new Set(found).size;
  return [
    ...(isIn(found.length, lines)
      ? []
      : [
          `\`${step}\` printed ${counted(found.length, 'line')} with “${text}”, and ${rangeWords(lines)} is asked for.`,
        ]),
    ...(isIn(kinds, different)
      ? []
      : [
          `\`${step}\` printed ${String(kinds)} different lines with “${text}”, and ${rangeWords(different)} is asked for.`,
        ]),
  ];
}

function callsUnmet(
  service: string,
  { count, different }: { readonly count?: Range; readonly different?: Range },
  { events }: RunRecord,
): readonly string[] {
  const requests = events.flatMap((event) =>
    event.type === 'service-called' && event.service === service ? [event.request] : [],
  );
  const kinds = new Set(requests).size;
  return [
    ...(isIn(requests.length, count)
      ? []
      : [`\`${service}\` was called ${counted(requests.length, 'time')}, and ${rangeWords(count)} is asked for.`]),
    ...(isIn(kinds, different)
      ? []
      : [
          `\`${service}\` got ${String(kinds)} different requests (${[...new Set(requests)].slice(0, 3).join(', ')}), and ${rangeWords(different)} is asked for.`,
        ]),
  ];
}

/** A run that fails has no result to compare. */
function resultUnmet(record: RunRecord, calm: RunRecord | null): readonly string[] {
  if (calm === null || record.run.outcome !== 'succeeded') return [];
  const [got, wanted] = [resultOf(record), resultOf(calm)];
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(got)])];
  const off = names.filter((name) => !sameJson(got[name], wanted[name]));
  return off.map(
    (name) =>
      `A wrong result: \`${name}\` is ${shown(got[name])}, and ${shown(wanted[name])} in the run without failures.`,
  );
}

/** What a run leaves: the artifacts of its last step. What holds an error is no result. */
function resultOf({ tasks, setup }: RunRecord): TaskRecord['artifacts'] {
  const end = setup?.end ?? 'end';
  return tasks.findLast(({ step }) => step === end)?.artifacts ?? {};
}

const isIn = (value: number, range: Range | undefined): boolean => {
  if (range === undefined) return true;
  if (typeof range === 'number') return value === range;
  const [least, most] = range;
  return value >= least && value <= most;
};

function rangeWords(range: Range | undefined): string {
  if (range === undefined || typeof range === 'number') return String(range);
  return `${String(range[0])} to ${String(range[1])}`;
}

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

const SHOWN_MAX = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return `\`${text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text}\``;
}

/** The same value, whatever the order of an object's fields. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, two] = [Object.entries(a), Object.entries(b)];
  return one.length === two.length && one.every(([key, value]) => sameJson(value, (b as Record<string, unknown>)[key]));
}
