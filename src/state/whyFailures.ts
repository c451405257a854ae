import type { Ended } from '../engine/why/decision';
import type { FaultKind } from '../model/scenario';
import { numeral, type Of, type Told } from './whyWords';
import { seconds } from './words';
import type { Sentence } from './words';

export const attemptOf = ({ attempt }: Told): string => `Attempt ${String(attempt)}`;

export const retryRule = ({ spell }: Told, allowed: number): Sentence => [
  spell.decorator('retry', { times: allowed - 1 }),
];

/** `Attempt 0 failed with RuntimeError.` What ended it otherwise has a sentence of its own. */
export function failed(told: Told, { cause, exception, exitCode }: Ended['failure'], last = ''): Sentence {
  if (cause !== 'user') return [`${attemptOf(told)}${last} counts as failed, like any other.`];
  return exception === null
    ? [`${attemptOf(told)}${last} failed with exit code ${String(exitCode)}.`]
    : [`${attemptOf(told)}${last} failed with `, { code: exception }, '.'];
}

const DOWN: Readonly<Partial<Record<FaultKind, string>>> = {
  'spot-interruption': 'interrupted the spot instance',
  eviction: 'evicted the pod',
  'out-of-memory': 'let the machine run out of memory',
};

export function struckDown({ fault, byPlatform, intoCodeUs }: Of<'struck-down'>, { attempt }: Told): Sentence {
  const who = byPlatform ? 'The platform' : 'Your plan';
  const when =
    intoCodeUs === null
      ? `before the code of attempt ${String(attempt)} began`
      : `${seconds(intoCodeUs)} into attempt ${String(attempt)}`;
  const deed = DOWN[fault];
  if (deed !== undefined) return [`${who} ${deed} ${when}. The worker was terminated; nothing it had set was saved.`];
  return fault === 'datastore-unavailable'
    ? [
        `${who} took the artifact store away as attempt ${String(attempt)} ended: the code ran, nothing could be saved, and what it did outside has happened.`,
      ]
    : [`${who} took the metadata service away: attempt ${String(attempt)} ended before its code began.`];
}

export const timedOut = (limitUs: number, told: Told): Sentence => [
  `${attemptOf(told)} slept and waited for `,
  `${seconds(limitUs)}, all that `,
  told.spell.decorator('timeout'),
  ' gives each attempt: a ',
  { code: 'TimeoutException' },
  ' was raised where the code stood. Start-up does not count.',
];

export const watched = (underTimeout: boolean, told: Told): Sentence => [
  `${attemptOf(told)} computed for 20 real seconds without its clock moving, and the page ended it`,
  underTimeout ? ' as timed out.' : '. Such a run cannot be repeated exactly.',
];

export function retries({ failure, allowed, left }: Of<'retries'>, told: Told): Sentence {
  return [
    ...failed(told, failure),
    ' ',
    ...retryRule(told, allowed),
    ` allows attempts 0 to ${String(allowed - 1)}, so ${left === 1 ? 'one is' : `${numeral(left)} are`} left.`,
  ];
}

const CAPITALS: Readonly<Record<string, string>> = { kubernetes: 'Kubernetes', batch: 'Batch' };

export function waits({ waitUs, honoured, platform }: Of<'waits'>, told: Told): Sentence {
  const next = `attempt ${String(told.attempt + 1)}`;
  const { spell, policy } = told;
  if (!honoured) {
    return [
      'The ',
      { code: platform },
      ' platform ignores ',
      spell.option('minutes_between_retries'),
      `, as Metaflow does there: ${next} starts at once.`,
    ];
  }
  if (waitUs === 0) {
    return policy?.retryTimes === 0
      ? [`No wait is set, so ${next} starts at once.`]
      : [spell.option('minutes_between_retries', 0), ` sets no wait: ${next} starts at once.`];
  }
  const minutes = Number((waitUs / 60e6).toPrecision(6));
  return [
    ...(CAPITALS[platform] === undefined ? [{ code: platform }] : [CAPITALS[platform]]),
    ' honours ',
    spell.option('minutes_between_retries', minutes),
    `: ${next} starts ${seconds(waitUs)} later.`,
  ];
}

export function fallsBack({ failure, allowed, left }: Of<'falls-back'>, told: Told): Sentence {
  const why: Sentence =
    failure.cause === 'user' ? failed(told, failure) : [`${attemptOf(told)} left no exception to catch.`];
  return [
    ...why,
    ' ',
    ...(allowed > 1 && told.attempt === allowed - 1 ? [...retryRule(told, allowed), ' is used up. '] : []),
    `Attempt ${String(told.attempt + 1)} does not run your code: it only lets `,
    told.spell.decorator('catch'),
    left === 1 ? ' act. It is the last.' : ` act. There may be ${numeral(left)} such attempts.`,
  ];
}

export function usedUp({ failure, allowed, caughtToo }: Of<'used-up'>, told: Told): Sentence {
  if (caughtToo) {
    return [
      `${attemptOf(told)} died too. `,
      told.spell.decorator('catch'),
      ' has no attempt left to act in: the task has failed, and the run with it.',
    ];
  }
  const catcher = told.spell.decorator('catch');
  const end = ': the task has failed, and the run with it.';
  return allowed > 1
    ? [
        ...failed(told, failure, `, the last of ${String(allowed)},`),
        ' ',
        ...retryRule(told, allowed),
        ' is used up and the step has no ',
        catcher,
        end,
      ]
    : [...failed(told, failure), ' The step has no ', told.spell.decorator('retry'), ' and no ', catcher, end];
}

export const refused = ({ failure, allowed }: Of<'refused'>, told: Told): Sentence => [
  ...failed(told, failure),
  ' It asked for no retry',
  ...(allowed > 1 ? [', so ', ...retryRule(told, allowed), ' is not used'] : []),
  ': the task has failed, and the run with it.',
];
