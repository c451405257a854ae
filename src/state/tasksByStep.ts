import type { Run, Task } from '../model/run';

export type TasksByStep = ReadonlyMap<string, readonly Task[]>;

/** A run's tasks, queued ones too, by step; within one in the order in which they were queued. */
export function tasksByStep(run: Run): TasksByStep {
  const byStep = new Map<string, Task[]>();
  for (const task of run.tasks.values()) {
    const tasks = byStep.get(task.place.step);
    if (tasks === undefined) byStep.set(task.place.step, [task]);
    else tasks.push(task);
  }
  return byStep;
}
