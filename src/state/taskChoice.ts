import type { TaskKey } from '../model/ids';
import type { Task } from '../model/run';
import type { Picture } from './picture';
import type { Sentence } from './words';

/** A task among those of its step, in the order in which they came into being. */
export interface TaskChoice {
  readonly key: TaskKey;
  readonly number: number;
  readonly total: number;
  readonly previous: TaskKey | null;
  readonly next: TaskKey | null;
}

/** The selected task of a step; else the one to look at first: in trouble, at work, or the newest. */
export function chooseTask(picture: Picture | null, step: string | null, selected: TaskKey | null): TaskChoice | null {
  if (picture === null || step === null) return null;
  const tasks = [...picture.run.tasks.values()].filter(({ place }) => place.step === step);
  const index = selected === null ? mostTelling(tasks) : tasks.findIndex(({ key }) => key === selected);
  const task = tasks[index];
  if (task === undefined) return null;
  return {
    key: task.key,
    number: index + 1,
    total: tasks.length,
    previous: tasks[index - 1]?.key ?? null,
    next: tasks[index + 1]?.key ?? null,
  };
}

const TELLING: readonly Task['state']['status'][] = ['failed', 'waiting', 'running'];

function mostTelling(tasks: readonly Task[]): number {
  for (const status of TELLING) {
    const index = tasks.findIndex(({ state }) => state.status === status);
    if (index >= 0) return index;
  }
  return tasks.length - 1;
}

/** What the inspector says where there is no task to show. */
export function nothingToInspect(picture: Picture | null, step: string | null): Sentence {
  if (step === null) return ['Select a step to see its attempts, what they printed and what they left.'];
  if (picture === null) return [{ code: step }, ' has not run yet. Press Run, and its attempts appear here.'];
  return [{ code: step }, ' was not reached so far in this run.'];
}
