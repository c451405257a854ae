import type { ForeachFrame } from '../model/events';
import type { RunFailure } from '../model/run';
import { ATTEMPTS_MAX } from './policy';

/** A headline and a message as Metaflow's command line prints them, without the `*` of its emphasis. */
export type Verdict = Omit<RunFailure, 'since'>;

export const taskFailed = (step: string, taskId: string): Verdict => ({
  headline: 'Step failure',
  message: `Step ${step} (task-id ${taskId}) failed.`,
});

/** The process ended well, by `os._exit(0)`, and left nothing. Metaflow meets that as an error of its own. */
export const nothingLeft = (pathspec: string): Verdict => ({
  headline: 'Data store error',
  message: `No completed attempts of the task was found for task '${pathspec}'`,
});

export const tooManySplits = (step: string, taskId: string, splits: number, max: number): Verdict => ({
  headline: 'Step failure',
  message:
    `Step ${step} (task-id ${taskId}) failed: Foreach in step ${step} yielded ${String(splits)} child steps ` +
    `which is more than the current maximum of ${String(max)} children. ` +
    'You can raise the maximum with the --max-num-splits option.',
});

export const tooManyAttempts = (): Verdict => ({
  headline: 'Internal error',
  message: `Too many task attempts (${String(ATTEMPTS_MAX)})! MAX_ATTEMPTS exceeded.`,
});

/** `taken` is empty where the step ended without `self.next()`. */
export const unexpectedTransition = (step: string, expected: readonly string[], taken: readonly string[]): Verdict => ({
  headline: 'Internal error',
  message:
    `Based on static analysis of the code, step ${step} was expected to transition to step(s) ` +
    `${expected.join(', ')}. However, when the code was executed, self.next() was called with ` +
    `${taken.join(', ')}. ` +
    'Make sure there is only one unconditional self.next() call in the end of your step.',
});

export const switchTookSeveral = (step: string, taken: readonly string[]): Verdict => ({
  headline: 'Internal error',
  message: `Switch step ${step} should transition to exactly one step at runtime, but got: ${taken.join(', ')}`,
});

export const switchTookUnknown = (step: string, taken: string, expected: readonly string[]): Verdict => ({
  headline: 'Internal error',
  message: `Switch step ${step} transitioned to unexpected step ${taken}. Expected one of: ${expected.join(', ')}`,
});

export const endNotReached = (end: string): Verdict => ({
  headline: 'Internal error',
  message: `The terminal step ${end} was not successful by the end of flow.`,
});

/** Metaflow has only a Python traceback for this: a cloned step opened no foreach, and its join now wants one. */
export const foreachMissing = (join: string, frames: readonly ForeachFrame[]): Verdict => ({
  headline: 'Internal error',
  message:
    `Step ${join} joins a foreach, but the task that leads to it stands in ${String(frames.length)} of them. ` +
    'The step that should open the foreach was cloned from a run where it did not. Resume from that step.',
});
