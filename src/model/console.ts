import type { TaskKey } from './ids';
import type { Instant } from './time';

/** The head of a line as Metaflow prints it. `head` is `[run/step/task (pid n)]`, empty for lines of the run itself. */
export interface ConsolePrefix {
  /** `2026-01-01 00:00:02.000`. */
  readonly timestamp: string;
  readonly head: string;
}

/** Metaflow's own words, what user code printed, and what Metaflow prints red. */
export type ConsoleTone = 'system' | 'code' | 'bad';

/**
 * One line of the console. `prefix` is null for what the command line prints itself (headers, `show`, errors).
 * `taskKey` and `attempt` are null for lines of no task.
 */
export interface ConsoleLine {
  readonly at: Instant;
  readonly prefix: ConsolePrefix | null;
  readonly text: string;
  readonly stream: 'stdout' | 'stderr';
  readonly tone: ConsoleTone;
  readonly taskKey: TaskKey | null;
  readonly attempt: number | null;
}
