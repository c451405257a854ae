import type { Failure } from '../model/failure';
import type { Run, Task } from '../model/run';
import type { Fault, FaultKind } from '../model/scenario';
import type { StepPolicy } from '../model/setup';
import type { AttemptSpan, TaskHistory } from './history';
import { listing, seconds } from './words';
import type { Sentence } from './words';

/** An attempt and what it happened in. */
export interface AttemptContext {
  readonly run: Run;
  readonly task: Task;
  readonly history: TaskHistory;
  readonly policy: StepPolicy;
  readonly faults: readonly Fault[];
}

/** What an attempt came to, by which rule, and what followed from that. */
export function afterwards(span: AttemptSpan, context: AttemptContext): Sentence {
  const { ending } = span;
  if (ending === null) return underWay(span);
  switch (ending.kind) {
    case 'succeeded':
      return [`${named(span)} succeeded.`, ...emptyCatch(context.policy), ...goesOn(context.task)];
    case 'caught':
      return [...caughtWords(span, context.policy), ...goesOn(context.task)];
    case 'failed': {
      const what = failureWords(span, ending.failure, context);
      const next = ending.isLast ? lastWords(span, ending.failure, context.policy) : retryWords(span, context);
      return [...what, ...next];
    }
  }
}

const named = ({ attempt }: AttemptSpan): string => `Attempt ${String(attempt)}`;

const underWay = (span: AttemptSpan): Sentence =>
  span.fallback
    ? [`${named(span)} does not run your code: it lets `, { code: '@catch' }, ' handle what happened.']
    : [`${named(span)} is under way.`];

function emptyCatch({ catch: policy }: StepPolicy): Sentence {
  if (policy === null || policy.variable === null) return [];
  return [' ', { code: '@catch' }, ' set ', { code: policy.variable }, ' to ', { code: 'None' }, '.'];
}

function goesOn({ transition }: Task): Sentence {
  if (transition === null || transition.targets.length === 0) return [];
  if (transition.foreach !== null) {
    return [
      ' One task of ',
      { code: transition.targets[0] ?? '' },
      ` follows for each of ${String(transition.foreach.numSplits)} items.`,
    ];
  }
  return [' The flow goes on to ', ...listing(transition.targets), '.'];
}

function caughtWords(span: AttemptSpan, policy: StepPolicy): Sentence {
  const holds: Sentence =
    policy.catch === null || policy.catch.variable === null
      ? [' lets the flow go on; the exception is kept in no artifact.']
      : [' takes over: ', { code: policy.catch.variable }, ' holds the exception.'];
  const failed = span.fallback
    ? `${named(span)} ran in place of your code.`
    : `${named(span)} failed, and no retry is left.`;
  return [`${failed} `, { code: '@catch' }, ...holds];
}

/** What a fault of the plan did, in the past tense. */
const PLANNED: Readonly<Partial<Record<FaultKind, string>>> = {
  'spot-interruption': 'interrupted the spot instance',
  eviction: 'had the pod evicted',
  'out-of-memory': 'let the machine run out of memory',
};

function failureWords(span: AttemptSpan, failure: Failure, { policy, faults }: AttemptContext): Sentence {
  const into = seconds(Math.max(0, (span.endedAt ?? span.codeStartsAt) - span.codeStartsAt));
  const fault = faults.find(({ id }) => id !== undefined && id === failure.fault);
  switch (failure.cause) {
    case 'timeout':
      return [
        `${named(span)} took longer than `,
        { code: '@timeout' },
        ` allows${policy.timeoutUs === null ? '' : `, ${seconds(policy.timeoutUs)}`}.`,
      ];
    case 'killed': {
      const deed = fault === undefined ? undefined : PLANNED[fault.kind];
      if (deed === undefined)
        return [`${named(span)} was killed, since the run had failed; nothing it had set was saved.`];
      return [
        `${fault?.id?.startsWith('platform-') ? 'The platform' : 'Your plan'} ${deed} ${into} into the code of attempt ${String(span.attempt)}; nothing it had set was saved.`,
      ];
    }
    case 'platform':
      return fault?.kind === 'datastore-unavailable'
        ? [`${named(span)} ran to its end, but nothing could be saved; what it did outside has happened.`]
        : [`${named(span)} ended before your code: the metadata service did not answer.`];
    case 'watchdog':
      return [`${named(span)} computed for 20 real seconds and was ended by the page.`];
    case 'user':
      return [`${named(span)} failed.`];
  }
}

const retryRule = ({ retryTimes }: StepPolicy): { readonly code: string } => ({
  code: `@retry(times=${String(retryTimes)})`,
});

function retryWords(span: AttemptSpan, { run, history, policy }: AttemptContext): Sentence {
  if (span.attempt >= policy.retryTimes) {
    return [
      ` It left no exception to catch, so attempt ${String(span.attempt + 1)} lets `,
      { code: '@catch' },
      ' act in place of your code.',
    ];
  }
  const wait = history.waits.find(({ after }) => after === span.attempt);
  const when = wait === undefined ? 'at once' : `after ${seconds(wait.until - wait.from)}`;
  const { name, waits } = run.setup.platform;
  const ignores: Sentence = waits ? [] : [' The ', { code: name }, ' platform does not wait between attempts.'];
  return [
    ' ',
    retryRule(policy),
    ` allows attempts 0 to ${String(policy.retryTimes)}, so it runs again ${when}.`,
    ...ignores,
  ];
}

function lastWords(span: AttemptSpan, failure: Failure, policy: StepPolicy): Sentence {
  if (failure.exitCode === 202) return [' Exit code 202 forbids a retry, and Metaflow forgets the task.'];
  if (!failure.retry) return [' It asked for no retry, so the task has failed, and the run with it.'];
  if (span.attempt < policy.retryTimes) return [' The run is failing already, so it is not retried.'];
  if (policy.retryTimes > 0)
    return [' It was the last that ', retryRule(policy), ' allows: the task has failed, and the run with it.'];
  return [' The step has no ', { code: '@retry' }, ': the task has failed, and the run with it.'];
}
