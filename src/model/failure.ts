/** What ended an attempt, in one word. */
export type FailureCause = 'user' | 'timeout' | 'killed' | 'platform' | 'watchdog';

/** A line of a traceback, outermost first. `line` counts from 1 and is in the user's own file where `own` is true. */
export interface TracebackFrame {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly text: string;
  readonly own: boolean;
}

/**
 * What ended an attempt, as data. `exception` is a class name, null where none was kept (`sys.exit`, failed
 * pickling, death); `message` is then what it said last on stderr, or null.
 */
export interface Failure {
  readonly cause: FailureCause;
  readonly exception: string | null;
  readonly message: string | null;
  /** The process's exit code as Metaflow's scheduler would see it: 1, what `sys.exit` gave, 202, 137 when killed. */
  readonly exitCode: number;
  /** False when the code asked for no further attempt (`self.fail(reason, retry=False)`). */
  readonly retry: boolean;
  /** The id of the injected fault that did it. */
  readonly fault?: string;
  /** Not part of the digest: differs between engines. */
  readonly traceback?: readonly TracebackFrame[];
}

/** What the scheduler sees of a process that was killed: 128 + SIGKILL. */
export const EXIT_KILLED = 137;
