import { shortTrace, traceLines } from '../run/traces';
import type { Attributes, StepActions } from './decorator';
import { classNameOf, messageOf } from './errors';
import { MetaflowException, MetaflowExceptionWrapper, StepFailed, textOf } from './exceptions';

/** `@catchError`: in the last attempt that runs user code, an exception does not fail the step. */
export function catchActions({ var: variable, print_exception: isPrinted }: Attributes): StepActions {
  const setVariable = (flow: object, value: unknown) => {
    if (typeof variable === 'string' && variable !== '') (flow as Record<string, unknown>)[variable] = value;
  };
  return {
    taskException(task, thrown) {
      const isFinal = thrown instanceof StepFailed && !thrown.retry;
      if (task.order.attempt < task.order.retryTimes && !isFinal) return false;
      if (isPrinted === true) {
        task.say('stdout', 'catch', [`@catch caught an exception from ${String(task.flow)}`]);
        task.say(
          'stdout',
          'traceback',
          traceLines(thrown).map((line) => `>  ${line}`),
        );
      }
      task.goOnTo(task.order.successors);
      const stored = wrap(thrown);
      Object.assign(task.flow, { _catch_exception: stored });
      setVariable(task.flow, stored);
      return true;
    },
    postStep(task) {
      setVariable(task.flow, null);
    },
  };
}

export const wrap = (thrown: unknown): MetaflowExceptionWrapper =>
  new MetaflowExceptionWrapper({
    exception: thrown instanceof MetaflowException ? textOf(thrown) : messageOf(thrown),
    type: classNameOf(thrown),
    stacktrace: shortTrace(thrown),
  });
