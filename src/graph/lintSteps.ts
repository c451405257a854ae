import type { GraphStep } from '../model/graph';
import { atDefinition, atNext, nowhere, type Check, type Checked, type Finding } from './finding';

const RESERVED = new Set(['name', 'next', 'input', 'index', 'cmd']);

const reservedNames: Check = (checked) =>
  checked.steps
    .filter(({ name }) => RESERVED.has(name))
    .map((step) =>
      atDefinition(checked, step, {
        code: 'reserved-name',
        message: `Step name ${step.name} is a reserved word. Choose another name for the step.`,
      }),
    );

/** Metaflow looks for the end only once it has a start. */
const startAndEndExist: Check = (checked) => [...missingMark(checked, 'start'), ...missingMark(checked, 'end')];

function missingMark({ graph, steps }: Checked, which: 'start' | 'end'): readonly Finding[] {
  if (graph[which] !== null) return [];
  const marked = steps.filter(({ source }) => source.marked[which]).map(({ name }) => name);
  const message =
    marked.length > 1
      ? `Multiple steps annotated with @step(${which}=True): ${marked.join(', ')}. Exactly one is allowed.`
      : `Your flow must have exactly one ${which} step. Either name a step '${which}' or use @step(${which}=True).`;
  return [nowhere({ code: marked.length > 1 ? `several-${which}s` : `no-${which}`, message, about: which })];
}

const marksAreUnambiguous: Check = (checked) => [...ambiguous(checked, 'start'), ...ambiguous(checked, 'end')];

function ambiguous({ graph, byName }: Checked, which: 'start' | 'end'): readonly Finding[] {
  const marked = graph[which];
  if (marked === null || marked === which || !byName.has(which)) return [];
  const message =
    `Ambiguous ${which} step: step '${marked}' is annotated with @step(${which}=True) but a step named '${which}' ` +
    `also exists. Remove the '${which}' name or the @step(${which}=True) annotation.`;
  return [nowhere({ code: `ambiguous-${which}`, message, about: marked })];
}

const startHasNoIncoming: Check = (checked) =>
  theStep(checked, 'start').flatMap((step) => {
    const incoming = [...step.previous, ...(step.next.includes(step.name) ? [step.name] : [])].sort();
    if (incoming.length === 0 || checked.graph.end === null) return [];
    const message =
      `The start step ${step.name} has incoming transitions from ${incoming.join(', ')}. ` +
      'A start step must have no incoming transitions.';
    return [atDefinition(checked, step, { code: 'start-has-incoming', message })];
  });

const endHasNoOutgoing: Check = (checked) =>
  theStep(checked, 'end').flatMap((step) => {
    const transition = step.source.transition;
    if (!transition || checked.graph.start === null) return [];
    if (transition.kind === 'invalid') {
      const message = `The terminal step ${step.name} should not have a self.next() transition. Just remove it.`;
      return [atNext(checked, step, { code: 'end-has-next', message })];
    }
    const message =
      `The end step ${step.name} has outgoing transitions. ` +
      'An end step must have no outgoing transitions (no self.next()).';
    return [atDefinition(checked, step, { code: 'end-has-next', message })];
  });

const endIsNoJoin: Check = (checked) =>
  theStep(checked, 'end').flatMap((step) => {
    if (step.source.argumentCount <= 1) return [];
    const message =
      `The terminal step ${step.name} should not be a join step (it gets an extra argument). ` +
      'Add a join step before it.';
    return [atNext(checked, step, { code: 'end-is-join', message })];
  });

function theStep({ graph, byName }: Checked, which: 'start' | 'end'): readonly GraphStep[] {
  const name = graph[which];
  const step = name === null ? undefined : byName.get(name);
  return step ? [step] : [];
}

/** TypeScript's names are in camel case. */
const INVALID_NAME = { python: /[^a-z0-9_]|^_/, typescript: /[^A-Za-z0-9_]|^_/ };

const namesAreValid: Check = (checked) => {
  const { language = 'python' } = checked.graph.flow;
  return checked.steps
    .filter(({ name }) => INVALID_NAME[language].test(name))
    .map((step) =>
      atDefinition(checked, step, {
        code: 'invalid-name',
        message:
          `Step ${step.name} has an invalid name. ` +
          'Only lowercase ascii characters, underscores, and digits are allowed.',
      }),
    );
};

const argumentCounts: Check = (checked) =>
  checked.steps.flatMap((step) => {
    const message = argumentMessage(checked, step);
    return message === null ? [] : [atDefinition(checked, step, { code: 'argument-count', message })];
  });

function argumentMessage({ graph }: Checked, { name, source }: GraphStep): string | null {
  const count = source.argumentCount;
  if (count > 2) {
    return (
      `Step ${name} has too many arguments. Normal steps take only 'self' as an argument. ` +
      "Join steps take 'self' and 'inputs'."
    );
  }
  if (count === 0) return `Step ${name} is missing the 'self' argument.`;
  if (count === 1 || (name !== graph.end && source.transition?.kind === 'linear')) return null;
  return (
    `Step ${name} is both a join step (it takes an extra argument) and a split step (it transitions to multiple ` +
    'steps). This is not allowed. Add a new step so that split and join become separate steps.'
  );
}

const nextIsThere: Check = (checked) =>
  checked.steps
    .filter(({ name, source }) => name !== checked.graph.end && source.transition === null)
    .map((step) =>
      atDefinition(checked, step, {
        code: 'missing-next',
        message:
          `Step ${step.name} is missing a self.next() transition to the next step. ` +
          'Add a self.next() as the last line in the function.',
      }),
    );

const FORMS = [
  'Linear: self.next(self.step_name)',
  'Fan-out: self.next(self.step1, self.step2, ...)',
  "Foreach: self.next(self.step, foreach='variable')",
  'Switch: self.next({"key": self.step, ...}, condition=\'variable\')',
].map((form) => `  • ${form}`);

const nextIsValid: Check = (checked) =>
  checked.steps
    .filter(({ name, source }) => name !== checked.graph.end && source.transition?.kind === 'invalid')
    .map((step) =>
      atNext(checked, step, {
        code: 'invalid-next',
        message: [
          `Step ${step.name} specifies an invalid self.next() transition. ` +
            'Make sure the self.next() expression matches with one of the supported transition types:',
          ...FORMS,
          '',
          'For switch statements, keys must be string literals, numbers or config expressions ' +
            '(self.config.key_name), not variables.',
        ].join('\n'),
      }),
    );

const targetsExist: Check = (checked) =>
  checked.steps
    .filter(({ source }) => source.transition?.kind !== 'invalid')
    .flatMap((step) =>
      step.next
        .filter((target) => !checked.byName.has(target))
        .map((target) =>
          atNext(checked, step, {
            code: 'unknown-step',
            message: `Step ${step.name} specifies a self.next() transition to an unknown step, ${target}.`,
            about: target,
          }),
        ),
    );

/** Checks of each step by itself, and of the two that begin and end the flow. */
export const STEP_CHECKS: readonly Check[] = [
  reservedNames,
  startAndEndExist,
  marksAreUnambiguous,
  startHasNoIncoming,
  endHasNoOutgoing,
  endIsNoJoin,
  namesAreValid,
  argumentCounts,
];

/** Checks of each step's `self.next`. */
export const TRANSITION_CHECKS: readonly Check[] = [nextIsThere, nextIsValid, targetsExist];
