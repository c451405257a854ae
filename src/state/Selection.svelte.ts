import type { TaskKey } from '../model/ids';

/** What is selected; selecting anything anywhere selects it everywhere. A narrower choice keeps the wider ones. */
export class Selection {
  #step = $state.raw<string | null>(null);
  #task = $state.raw<TaskKey | null>(null);
  #attempt = $state.raw<number | null>(null);

  get step(): string | null {
    return this.#step;
  }

  /** Null: the step as a whole, or the only task it has. */
  get task(): TaskKey | null {
    return this.#task;
  }

  /** Null: the newest one. */
  get attempt(): number | null {
    return this.#attempt;
  }

  selectStep(step: string): void {
    this.#set(step, null, null);
  }

  selectTask(step: string, task: TaskKey): void {
    this.#set(step, task, null);
  }

  selectAttempt(step: string, task: TaskKey, attempt: number): void {
    this.#set(step, task, attempt);
  }

  clear(): void {
    this.#set(null, null, null);
  }

  #set(step: string | null, task: TaskKey | null, attempt: number | null): void {
    this.#step = step;
    this.#task = task;
    this.#attempt = attempt;
  }
}
