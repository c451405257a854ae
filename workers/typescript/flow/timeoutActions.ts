import type { Attributes, StepActions } from './decorator';
import { TimeoutException } from './exceptions';

/** `@timeout`, on the virtual clock: what the code sleeps and waits counts, computing does not. */
export function timeoutActions(given: Attributes): StepActions {
  const { hours, minutes, seconds } = given;
  const length = whole(hours) * 3600 + whole(minutes) * 60 + whole(seconds);
  return {
    preStep(task) {
      if (length <= 0 || task.order.fallback) return;
      task.loop.arm(length * 1_000_000, () => {
        const said =
          `Step ${task.order.step} timed out after ${String(hours)} hours, ${String(minutes)} minutes, ` +
          `${String(seconds)} seconds`;
        task.say('stdout', 'timeout', [said]);
        return new TimeoutException(said);
      });
    },
    postStep(task) {
      task.loop.disarm();
    },
  };
}

const whole = (value: unknown): number => Math.trunc(Number(value)) || 0;
