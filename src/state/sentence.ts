import type { FlowGraph } from '../model/graph';
import { later } from '../model/time';
import type { Instant } from '../model/time';
import type { PythonState } from '../protocol/engine';
import { doneOf } from './foreach';
import type { Picture } from './picture';
import type { StepDisplay } from './stepDisplay';
import { amount, count, listing, seconds } from './words';
import type { Sentence } from './words';

/** What the sentence above the graph is about. */
export interface Situation {
  readonly graph: FlowGraph | null;
  readonly picture: Picture | null;
  /** In the graph's order. */
  readonly displays: readonly StepDisplay[];
  readonly now: Instant;
  readonly isInterrupted: boolean;
  /** The line of a syntax error. */
  readonly brokenLine: number | null;
  /** What to watch in the flow that is to run, where it is an example. */
  readonly watch: Sentence | null;
  /** The graph is of an older text; else it is of as much as can be read. */
  readonly isStale: boolean;
  /** How far Python is while a run waits to start; null otherwise. */
  readonly python: PythonState | null;
}

/** The one sentence that says what happens at this moment, and what happens next. */
export function sentenceOf(situation: Situation): Sentence {
  const { graph, picture, brokenLine, python } = situation;
  if (python !== null) return beginningWords(python);
  if (brokenLine !== null && (picture === null || isEnded(picture))) return brokenWords(brokenLine, situation);
  if (graph === null)
    return ['The graph appears as soon as the text has a class that derives from ', { code: 'FlowSpec' }, '.'];
  if (picture === null) return freshWords(graph, situation.watch);
  switch (picture.run.phase) {
    case 'succeeded':
      return succeededWords(picture);
    case 'failed':
      return failedWords(picture);
    case 'cancelled':
      return [`Stopped after ${seconds(picture.run.now)}. Finished tasks are kept: Resume takes them over.`];
    default:
      return situation.isInterrupted ? interruptedWords(picture) : movingWords(situation, picture);
  }
}

const isEnded = ({ run: { phase } }: Picture): boolean =>
  phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';

function beginningWords(python: PythonState): Sentence {
  if (python.kind === 'failed') return [python.message];
  if (python.kind !== 'loading') return ['The flow is being loaded, as Metaflow imports the file.'];
  return [
    `Python is still loading, ${String(Math.round(python.fraction * 100))} %. The run starts as soon as it is here.`,
  ];
}

function brokenWords(line: number, { graph, isStale }: Situation): Sentence {
  const rest =
    graph === null
      ? 'there is no graph of it yet.'
      : isStale
        ? 'the graph is of the last text that could.'
        : 'the graph is of what can be.';
  return [`Line ${String(line)} cannot be read; ${rest}`];
}

function freshWords(graph: FlowGraph, watch: Sentence | null): Sentence {
  if (watch !== null && isOf(graph, watch)) return ['Nothing has run yet. Press Run: ', ...watch];
  const retried = graph.steps.find(({ decorators }) => decorators.some(({ name }) => name === 'retry'));
  if (retried === undefined) return ['Nothing has run yet. Press Run and watch it, attempt by attempt.'];
  return [
    'Nothing has run yet. Press Run: when ',
    { code: retried.name },
    ' fails, ',
    { code: '@retry' },
    ' brings it back.',
  ];
}

/** Whether the graph has the steps that a sentence names: an example may have been rewritten. */
function isOf({ steps }: FlowGraph, words: Sentence): boolean {
  const named = words.flatMap((part) => (typeof part === 'string' || part.code.startsWith('@') ? [] : [part.code]));
  return named.every((name) => steps.some((step) => step.name === name));
}

function succeededWords(picture: Picture): Sentence {
  const { run, histories } = picture;
  const most = histories.toList().maxBy(({ attempts }) => attempts.length);
  const caught = run.tasks.filter(({ state }) => state.status === 'completed' && state.by === 'catch');
  const cloned = run.tasks.count(({ state }) => state.status === 'completed' && state.by === 'clone');
  const head = `Succeeded in ${seconds(run.now)}.`;
  const clones = cloned > 0 ? ` ${count(cloned, 'task')} ${cloned === 1 ? 'was' : 'were'} cloned.` : '';
  const first = caught.first();
  if (first !== undefined && caught.size === 1)
    return [head, clones, ' ', { code: first.key }, ' failed and was caught.'];
  if (caught.size > 1) return [`${head}${clones} ${count(caught.size, 'task')} failed and were caught.`];
  if (most === undefined || most.attempts.length < 2) return [`${head}${clones}`];
  return [`${head}${clones} `, { code: most.key }, ` needed ${count(most.attempts.length, 'attempt')}.`];
}

function failedWords({ run, histories }: Picture): Sentence {
  const failed = run.tasks.find(({ state }) => state.status === 'failed');
  if (failed?.state.status !== 'failed')
    return [`Failed after ${seconds(run.now)}. ${run.failure?.message ?? ''}`.trim()];
  const { failure } = failed.state;
  const attempts = histories.get(failed.key)?.attempts.length ?? 1;
  const how = failure.exception === null ? ` ended with exit code ${String(failure.exitCode)}` : ' raised ';
  const what: Sentence = failure.exception === null ? [how] : [how, { code: failure.exception }];
  const last = attempts > 1 ? ` in attempt ${String(attempts - 1)}, its last` : '';
  return ['Failed: ', { code: failed.key }, ...what, `${last}. Edit the code, then Resume.`];
}

function interruptedWords({ run }: Picture): Sentence {
  return [`Interrupted at ${seconds(run.now)}. Continue takes it up from its log and ends as if nothing had happened.`];
}

function movingWords({ displays, now }: Situation, picture: Picture): Sentence {
  const { run } = picture;
  if (run.phase === 'failing') return failingWords(picture);
  const many = displays.find(
    ({ foreach }) => foreach !== null && (foreach.counts.running ?? 0) + (foreach.counts.waiting ?? 0) > 0,
  );
  if (many !== undefined) return foreachWords(many);
  const waiting = displays.find(({ wait }) => wait !== null);
  const running = displays.filter(({ look }) => look === 'running');
  if (waiting?.wait && running.length === 0)
    return waitingWords(waiting.step, waiting.wait.leftUs, waiting.wait.nextAttempt);
  if (running.length > 0) return runningWords(running, waiting?.step ?? null);
  const starting = displays.find(({ look }) => look === 'starting');
  if (starting !== undefined) return startingWords(starting, picture, now);
  return ['The flow is loaded and about to start.'];
}

function failingWords({ run }: Picture): Sentence {
  const failed = run.tasks.find(({ state }) => state.status === 'failed');
  const until = seconds(later(run.failure?.since ?? run.now, 5e6));
  const others = run.running.length > 0 ? ` What still runs is killed at ${until}.` : '';
  return failed === undefined
    ? [`The run is failing.${others}`]
    : [{ code: failed.key }, ` has failed for good: nothing new starts.${others}`];
}

function foreachWords({ step, foreach }: StepDisplay): Sentence {
  const counts = foreach?.counts ?? {};
  const total = foreach?.cells.length ?? 0;
  const done = doneOf(counts);
  const caught = counts.caught ?? 0;
  const caughtWords = caught === 0 ? '' : `, ${caught === 1 ? 'one' : amount(caught)} of them caught`;
  const doneWords = done === 0 ? '' : `; ${amount(done)} ${done === 1 ? 'is' : 'are'} done${caughtWords}`;
  return [{ code: step }, ` runs ${amount(counts.running ?? 0)} of ${count(total, 'task')} at once${doneWords}.`];
}

const waitingWords = (step: string, leftUs: number, next: number): Sentence => [
  { code: step },
  ` waits ${seconds(leftUs)} more, then attempt ${String(next)} starts.`,
];

function runningWords(running: readonly StepDisplay[], waiting: string | null): Sentence {
  const names = listing(running.map(({ step }) => step));
  const only = running.length === 1 ? running[0] : undefined;
  const attempt = only === undefined ? 0 : only.pips.findIndex(({ look }) => look === 'running');
  const tail: Sentence = waiting === null ? ['.'] : [', ', { code: waiting }, ' waits for its retry.'];
  if (only === undefined) return [...names, ' run', ...tail];
  return [...names, attempt > 0 ? ` runs again, attempt ${String(attempt)}` : ' runs', ...tail];
}

function startingWords({ step, task }: StepDisplay, { run, histories }: Picture, now: Instant): Sentence {
  const span = task === null ? undefined : histories.get(task)?.attempts.at(-1);
  const place = PLACES[run.setup.platform.name] ?? 'worker';
  const left = seconds(Math.max(0, (span?.codeStartsAt ?? now) - now));
  return [{ code: step }, ` gets a ${place}; attempt ${String(span?.attempt ?? 0)} runs its code in ${left}.`];
}

/** What an attempt runs in, by platform. */
const PLACES: Readonly<Record<string, string>> = { kubernetes: 'pod', batch: 'job', local: 'process' };

/** What the cards' panel says while it is empty. */
export function noCardWords(graph: FlowGraph | null): Sentence {
  const makers = graph?.steps.filter(({ decorators }) => decorators.some(({ name }) => name === 'card')) ?? [];
  const first = makers[0];
  if (first === undefined) return ['No step of this flow makes a card. ', { code: '@card' }, ' above a step adds one.'];
  if (makers.length > 1)
    return [
      'No card yet. ',
      ...listing(makers.map(({ name }) => name)),
      ' have ',
      { code: '@card' },
      '; a card appears when its step has finished.',
    ];
  return [
    'No card yet. ',
    { code: first.name },
    ' has ',
    { code: '@card' },
    '; its card appears when that step has finished.',
  ];
}
