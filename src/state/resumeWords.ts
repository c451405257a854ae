import type { FateReason, ResumePreview, TaskFate } from '../engine/resumePreview';
import type { ChangedStep } from './changedSteps';
import type { Look } from './look';
import { count, listing } from './words';
import type { Sentence } from './words';

/** What a resume would do with one step. */
export interface StepFate {
  readonly step: string;
  readonly look: Look;
  /** `Cloned`, `Runs again`, `New`. */
  readonly word: string;
  readonly sentence: Sentence;
}

/** `1 task is cloned, 1 runs again, 3 steps are new. Line 20 was edited since.` */
export function resumeHeadline(preview: ResumePreview, changed: readonly ChangedStep[]): Sentence {
  if (preview.failure !== null) return [`It would fail at once. ${preview.failure}`];
  const of = (fate: TaskFate['fate']): number => preview.tasks.filter((task) => task.fate === fate).length;
  const fresh = preview.newSteps.length;
  const [cloned, again, queued] = [of('cloned'), of('again'), of('new')];
  const parts = [
    `${count(cloned, 'task')} ${is(cloned)} cloned`,
    ...(again > 0 ? [`${String(again)} ${again === 1 ? 'runs' : 'run'} again`] : []),
    ...(queued > 0 ? [`${count(queued, 'task')} never started`] : []),
    ...(fresh > 0 ? [`${count(fresh, 'step')} ${is(fresh)} new`] : []),
  ];
  return [`${parts.join(', ')}.`, ...editedWords(changed)];
}

const is = (n: number): string => (n === 1 ? 'is' : 'are');

function editedWords(changed: readonly ChangedStep[]): Sentence {
  const [only] = changed;
  if (only === undefined) return [];
  if (changed.length > 1) return [' ', ...listing(changed.map(({ step }) => step)), ' were edited since.'];
  return only.isAdded
    ? [' ', { code: only.step }, ' was added since.']
    : [` Line ${String(only.line)} was edited since.`];
}

/** Step by step, in the graph's order. */
export function stepFates(
  steps: readonly string[],
  preview: ResumePreview,
  changed: readonly ChangedStep[],
): readonly StepFate[] {
  return steps.map((step) => {
    const tasks = preview.tasks.filter(({ place }) => place.step === step);
    const edit = changed.find((one) => one.step === step && !one.isAdded);
    const fate = fateOf(tasks);
    return {
      step,
      ...SHOWN[fate],
      sentence: [...fateWords(tasks, fate), ...(edit === undefined ? [] : lineWords(edit, fate === 'cloned'))],
    };
  });
}

const SHOWN = {
  cloned: { look: 'cloned', word: 'Cloned' },
  again: { look: 'starting', word: 'Runs again' },
  new: { look: 'pending', word: 'New' },
} as const satisfies Record<TaskFate['fate'], { readonly look: Look; readonly word: string }>;

/** What a step with several tasks is called: by the one that has most to do. */
function fateOf(tasks: readonly TaskFate[]): TaskFate['fate'] {
  if (tasks.some(({ fate }) => fate === 'again')) return 'again';
  return tasks.length > 0 && tasks.every(({ fate }) => fate === 'cloned') ? 'cloned' : 'new';
}

function fateWords(tasks: readonly TaskFate[], fate: TaskFate['fate']): Sentence {
  const [only] = tasks;
  if (only === undefined) return ['New. It was never reached.'];
  if (tasks.length === 1) return [`${SHOWN[fate].word}. ${REASONS[only.reason]}`];
  const cloned = tasks.filter((task) => task.fate === 'cloned').length;
  if (cloned === tasks.length) return [`Cloned. All ${count(cloned, 'task')} finished; no code runs.`];
  const open = tasks.filter((task) => task.fate !== 'cloned');
  const [first] = open;
  return [
    `${String(cloned)} of ${count(tasks.length, 'task')} ${is(cloned)} cloned. `,
    ...listing(open.map(({ key }) => key)),
    ` ${open.length === 1 ? 'runs' : 'run'}. `,
    first === undefined ? '' : REASONS[first.reason],
  ];
}

const REASONS: Readonly<Record<FateReason, string>> = {
  finished: 'It finished; its artifacts and logs are shared, no code runs.',
  caught: 'It was caught, which counts as finished. Resume from it to have it run.',
  failed: 'It failed, so there is nothing to clone: it starts from attempt 0.',
  unfinished: 'It had not finished when the run ended: it starts from attempt 0.',
  left: 'It left by an exit code, which does not count as finished.',
  named: 'The resume starts from it.',
  'after-named': 'It comes after the step that the resume starts from.',
  'never-ran': 'No attempt of it was ever started.',
};

const lineWords = ({ line }: ChangedStep, isCloned: boolean): Sentence => [
  ` Line ${String(line)} was edited since${isCloned ? ', which has no effect on a clone' : ''}.`,
];
