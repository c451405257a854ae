import type { TasksPath } from './command';

/** `RUN/STEP` or `RUN/STEP/TASK`; null for anything else. */
export function pathOf(text: string): TasksPath | null {
  const [run, step, task, ...more] = text.split('/');
  if (run === undefined || step === undefined || more.length > 0) return null;
  return { run, step, task: task ?? null };
}
