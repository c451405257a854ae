import type { Decision, Reason, Rule } from '../engine/why/decision';
import { unreachable } from '../model/assert';
import type { Language } from '../model/scenario';
import type { RunSetup } from '../model/setup';
import { caughtWords } from './whyCatch';
import {
  attemptOf,
  fallsBack,
  refused,
  retries,
  retryRule,
  struckDown,
  timedOut,
  usedUp,
  waits,
  watched,
} from './whyFailures';
import { ACTED, cloned, neverStarted, neverStruck, queued, runFails, serviceFailed } from './whyRuns';
import { brief, counted, numeral, type Told } from './whyWords';
import { spellingOf } from './spelling';
import { count, listing, seconds } from './words';
import type { Sentence } from './words';

/** What words need besides the decision. */
export interface WhyContext {
  readonly setup: RunSetup;
  readonly language: Language;
  /** The names that a step's text sets, in order. */
  readonly setBy: (step: string) => readonly string[];
}

/** What a rule is called in a link to its page. */
export const RULE_NAMES: Readonly<Record<Rule, string>> = {
  retry: 'retry',
  platform: 'waits',
  catch: 'catch',
  fallback: 'fallback attempts',
  timeout: 'timeout',
  plan: 'failure plan',
  services: 'services',
  watchdog: 'watchdog',
  failing: 'a failing run',
  resume: 'resume',
  join: 'join',
  foreach: 'foreach',
  switch: 'switch',
  slots: 'slots and workers',
  'exit-codes': 'exit codes',
  'exit-hooks': 'exit hooks',
};

/** A decision in a sentence or two, in the spelling of the flow's language. */
export function whySentence(decision: Decision, { setup, language, setBy }: WhyContext): Sentence {
  const { place, attempt } = decision;
  const step = place?.step ?? '';
  return wordsFor(decision.reason, {
    step,
    attempt: attempt ?? 0,
    spell: spellingOf(language),
    policy: setup.steps.find(({ name }) => name === step)?.policy ?? null,
    setBy,
  });
}

function wordsFor(reason: Reason, told: Told): Sentence {
  switch (reason.kind) {
    case 'struck-down':
      return struckDown(reason, told);
    case 'timed-out':
      return timedOut(reason.limitUs, told);
    case 'watched':
      return watched(reason.underTimeout, told);
    case 'retries':
      return retries(reason, told);
    case 'waits':
      return waits(reason, told);
    case 'falls-back':
      return fallsBack(reason, told);
    case 'used-up':
      return usedUp(reason, told);
    case 'refused':
      return refused(reason, told);
    case 'too-many':
      return [
        `Metaflow starts no task more than ${numeral(reason.max)} times, fallback attempts included: the run ends as an internal error.`,
      ];
    case 'dropped':
      return ['Exit code 202 forbids a retry. Metaflow forgets the task and goes on: what needs it never starts.'];
    case 'lost':
      return [
        'The process said that all is well (exit code 0) and left nothing: Metaflow meets that as an error of its own.',
      ];
    case 'left-early':
      return [
        'The code left by ',
        { code: 'sys.exit(0)' },
        ': the scheduler takes that for success and goes on, while the task does not count as done. A resume runs it again.',
      ];
    case 'caught':
      return caughtWords(reason, told);
    case 'nothing-caught':
      return [
        `Nothing was raised${reason.tasks > 1 ? ` in ${count(reason.tasks, 'task')}` : ''}, and `,
        told.spell.decorator('catch', { var: reason.variable }),
        ' sets ',
        { code: reason.variable },
        ' to ',
        told.spell.none,
        ' all the same: downstream it is always there.',
      ];
    case 'run-fails':
      return runFails(reason);
    case 'outlived':
      return [
        `It ended within the ${brief(reason.graceUs)} that a failing run leaves: its result is saved, and a resume clones it.`,
        ...(reason.next.length === 0
          ? []
          : [' ', ...listing(reason.next), ` ${reason.next.length === 1 ? 'does' : 'do'} not start.`]),
      ];
    case 'not-retried':
      return [
        `${attemptOf(told)} failed while the run was failing already: nothing is retried then`,
        ...(reason.retryTimes === 0 ? ['.'] : [', whatever ', ...retryRule(told, reason.retryTimes + 1), ' allows.']),
      ];
    case 'grace-over':
      return [
        `Killed: it was still running ${brief(reason.graceUs)} after the run had failed. Nothing it had set was saved.`,
      ];
    case 'never-started':
      return neverStarted(reason);
    case 'end-missed':
      return ['Nothing is left to run, and ', { code: reason.end }, ' has not finished: the run fails.'];
    case 'cloned':
      return cloned(reason);
    case 'not-cloned':
      return [
        'Nothing finished to clone for ',
        ...listing(reason.steps, 4),
        ': ',
        reason.steps.length === 1 ? 'it runs' : 'they run',
        ' with the code as it is now.',
      ];
    case 'join-waits':
      return [
        `The first of ${counted(reason.expected)} inputs of `,
        { code: reason.join },
        ` is here. A join starts when all ${String(reason.expected)} have finished.`,
      ];
    case 'join-starts':
      return [
        `The last of ${counted(reason.expected)} inputs is here, so `,
        { code: reason.join },
        ` starts${reason.waitedUs > 0 ? `, ${seconds(reason.waitedUs)} after the first of them was ready` : ''}.`,
      ];
    case 'fans-out':
      return [
        told.spell.option('foreach', reason.variable),
        ` has ${counted(reason.numSplits)} items, so ${counted(reason.numSplits)} ${reason.numSplits === 1 ? 'task' : 'tasks'} of `,
        { code: reason.target },
        ' follow, one for each.',
      ];
    case 'switched':
      return [
        'The switch goes to ',
        { code: reason.taken },
        ...(reason.others.length === 0
          ? ['.']
          : ['; ', ...listing(reason.others), ` ${reason.others.length === 1 ? 'is' : 'are'} not taken.`]),
      ];
    case 'queued':
      return queued(reason, told);
    case 'struck':
      return [`Your plan ${ACTED[reason.fault] ?? 'acted on'} attempt ${String(told.attempt)}.`];
    case 'service-failed':
      return serviceFailed(reason, told);
    case 'never-struck':
      return neverStruck(reason);
    case 'hook':
      return [
        `The run ${reason.failed ? 'failed' : 'is over'}, so `,
        told.spell.decorator('exit_hook'),
        ' calls ',
        { code: reason.hook },
        reason.error === null ? '.' : ', which raised an error. A hook cannot fail a run.',
      ];
    default:
      return unreachable(reason);
  }
}
