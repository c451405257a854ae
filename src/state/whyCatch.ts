import type { Of, Told } from './whyWords';
import { listing } from './words';
import type { Sentence } from './words';

type Caught = Of<'caught'>;

/** `@catch` takes over: after which attempt, what it leaves, and what the step would have set and did not. */
export function caughtWords(reason: Caught, told: Told): Sentence {
  const { variable, saved } = reason;
  const missing = told.setBy(told.step).filter((name) => !saved.includes(name) && name !== variable);
  return [...opening(reason, told), ...takesOver(reason, told), ...(missing.length === 0 ? ['.'] : lacks(missing))];
}

function opening({ exception, allowed, fallback }: Caught, { attempt, spell }: Told): Sentence {
  if (fallback) return [`Attempt ${String(attempt)} ran in place of your code. `];
  if (allowed < 2) return [{ code: exception }, ' was raised and there is no retry. '];
  const rule = spell.decorator('retry', { times: allowed - 1 });
  return [
    `Attempt ${String(attempt)}, the last of ${String(allowed)}, failed with `,
    { code: exception },
    '. ',
    rule,
    ' is used up; ',
  ];
}

function takesOver({ variable }: Caught, { spell }: Told): Sentence {
  if (variable === null)
    return [spell.decorator('catch'), ' takes over and the flow goes on; the exception is kept in no artifact'];
  return [spell.decorator('catch', { var: variable }), ' takes over: ', { code: variable }, ' is set'];
}

const lacks = (missing: readonly string[]): Sentence => [
  ', ',
  ...listing(missing),
  ` ${missing.length === 1 ? 'is' : 'are'} missing downstream.`,
];
