import type { GraphStep } from '../model/graph';
import { atDefinition, type Check, type Checked, type Finding } from './finding';
import { emptyForeach } from './lintPaths';

const switchesChoose: Check = (checked) =>
  checked.steps
    .filter(({ type, cases }) => type === 'split-switch' && cases.length < 2)
    .map((step) =>
      atDefinition(checked, step, {
        code: 'switch-cases',
        message:
          `Step ${step.name} is a switch split but defines ${String(step.cases.length)} transitions. ` +
          'Switch splits must define at least 2 transitions.',
      }),
    );

const foreachesHaveChildren: Check = (checked) =>
  checked.steps
    .filter(({ type }) => type === 'foreach')
    .flatMap((step) => {
      const join = step.next.find((target) => checked.byName.get(target)?.type === 'join');
      return join === undefined ? [] : [emptyForeach(checked, step, join)];
    });

const isParallel = (step: GraphStep | undefined): boolean =>
  step?.decorators.some(({ name }) => name === 'parallel' || name === 'pytorch_parallel') ?? false;

const callsParallel = ({ source }: GraphStep): boolean => source.transition?.kind === 'parallel';

const numParallelCallsParallel: Check = (checked) =>
  checked.steps
    .filter((step) => callsParallel(step) && !step.next.every((target) => isParallel(checked.byName.get(target))))
    .map((step) =>
      atDefinition(checked, step, {
        code: 'parallel-missing',
        message:
          `Step ${step.name} is called as a parallel step with self.next(num_parallel=..) ` +
          'but does not have a @parallel decorator.',
        about: step.next[0] ?? step.name,
      }),
    );

const parallelLeadsToJoin: Check = (checked) =>
  checked.steps.filter(isParallel).flatMap((step) => {
    const [target] = step.next;
    if (target === undefined || checked.byName.get(target)?.type === 'join') return [];
    const message =
      `An @parallel step should be followed by a join step. Step ${target} is called after an @parallel step but is ` +
      'not a join step. Please add an extra `inputs` argument to the step.';
    return [atDefinition(checked, step, { code: 'parallel-not-joined', message, about: target })];
  });

const parallelIsCalledSo: Check = (checked) =>
  checked.steps
    .filter(isParallel)
    .flatMap((step) =>
      checked.steps
        .filter((caller) => caller.next.includes(step.name) && !callsParallel(caller))
        .map((caller) => parallelCalledPlainly(checked, step, caller)),
    );

function parallelCalledPlainly(checked: Checked, step: GraphStep, caller: GraphStep): Finding {
  const message =
    `Step ${step.name} has a @parallel decorator, but is not called with self.next(num_parallel=...) ` +
    `from step ${caller.name}.`;
  return atDefinition(checked, step, { code: 'parallel-called-plainly', message, about: caller.name });
}

const switchesDoNotJoin: Check = (checked) =>
  checked.steps
    .filter(({ type }) => type === 'join')
    .flatMap((step) => {
      const parents = step.previous.filter((name) => checked.byName.get(name)?.type === 'split-switch');
      if (parents.length === 0) return [];
      const message = [
        'A conditional path cannot lead directly to a join step.',
        `In your conditional step(s) ${parents.join(', ')}, one or more of the possible paths transition directly ` +
          `to the join step ${step.name}.`,
        'As a workaround, please introduce an intermediate, unconditional step on that specific path before joining.',
      ].join('\n');
      return [atDefinition(checked, step, { code: 'switch-to-join', message, about: parents.join(' ') })];
    });

/** Checks of switches, foreaches and @parallel, once splits and joins balance. */
export const SPLIT_CHECKS: readonly Check[] = [
  switchesChoose,
  foreachesHaveChildren,
  numParallelCallsParallel,
  parallelLeadsToJoin,
  parallelIsCalledSo,
  switchesDoNotJoin,
];
