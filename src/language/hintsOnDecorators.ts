import type { GraphStep } from '../model/graph';
import { decoratorNamed, numberIn, remarkAt, type HintOn, type Remark, type StepPlace } from './hint';

/** How a language writes what these hints name. */
interface Spelling {
  readonly minutes: string;
  readonly catch: string;
}

/** What decorators alone tell, whatever the language. */
export const decoratorHints = (spelling: Spelling): readonly HintOn<StepPlace>[] => [
  waitIgnored(spelling),
  waitCut,
  endSucceeds(spelling),
  nothingMarks,
];

const waitIgnored = ({ minutes: written }: Spelling): HintOn<StepPlace> => ({
  code: 'retry-wait-ignored',
  severity: 'info',
  headline: 'No wait here',
  find: ({ step, platform }) => {
    const retry = decoratorNamed(step, 'retry');
    const minutes = retry?.attributes.minutes_between_retries;
    if (!retry || !minutes || platform?.waits !== false || numberIn(retry, 'times', 3) === 0) return [];
    if (minutes.kind === 'literal' && minutes.value === 0) return [];
    return [
      remarkAt(
        retry.span,
        `The ${platform.name} platform, like Metaflow's local runtime, ignores ${written}: the next attempt starts at ` +
          'once.',
      ),
    ];
  },
});

const waitCut: HintOn<StepPlace> = {
  code: 'retry-wait-fraction',
  severity: 'info',
  headline: 'Whole minutes only',
  find: ({ step, platform }) => {
    const retry = decoratorNamed(step, 'retry');
    const minutes = retry ? numberIn(retry, 'minutes_between_retries', 2) : null;
    if (!retry || minutes === null || Number.isInteger(minutes) || platform?.waits === false) return [];
    const whole = Math.trunc(minutes);
    const effect = whole === 0 ? 'would not wait at all' : `would wait ${String(whole)} min`;
    return [
      remarkAt(
        retry.span,
        `Metaflow's Kubernetes and Batch launchers cut ${String(minutes)} to whole minutes and ${effect}. Faultline ` +
          'honours the fraction.',
      ),
    ];
  },
};

const endSucceeds = ({ catch: written }: Spelling): HintOn<StepPlace> => ({
  code: 'catch-on-end',
  severity: 'info',
  headline: 'Done, but not successful',
  find: ({ step }) =>
    step.type === 'end'
      ? onDecorator(
          step,
          'catch',
          `When ${written} handles a failure of the last step, Metaflow prints Done! and exits with 0, yet ` +
            'Run.successful is False.',
        )
      : [],
});

const nothingMarks: HintOn<StepPlace> = {
  code: 'catch-without-var',
  severity: 'info',
  headline: 'Nothing marks the failure',
  find: ({ step }) =>
    decoratorNamed(step, 'catch')?.attributes.var === undefined
      ? onDecorator(
          step,
          'catch',
          'Without var no later step can tell that this one failed, and resume takes it for done: it will not run again.',
        )
      : [],
};

function onDecorator(step: GraphStep, name: string, message: string): readonly Remark[] {
  const decorator = decoratorNamed(step, name);
  return decorator ? [remarkAt(decorator.span, message)] : [];
}
